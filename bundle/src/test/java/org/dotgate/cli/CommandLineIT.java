package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar dotgate.jar} in a JVM that has no James around it. */
class CommandLineIT {
    @TempDir
    private Path folder;

    @Test
    void versionShouldBeToldWithoutNoiseWhenAsked() throws Exception {
        Ended ended = run("--version");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).matches("dotgate [0-9][^\\s]*\\s*");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void usageShouldBeShownWhenCommandIsUnknown() throws Exception {
        Ended ended = run("demonstrate");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("demonstrate", "demo");
    }

    @Test
    void demoShouldTellHowItIsStartedWhenThereIsNoSourceTree() throws Exception {
        Ended ended = run("demo", "--once");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEqualToIgnoringNewLines(
                "dotgate: the demo runs from a source tree that has been built: start it as ./dotgate demo");
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", System.getProperty("dotgate.jar")));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 60 s: " + command);
        }
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Ended(int exit, String out, String err) {}
}
