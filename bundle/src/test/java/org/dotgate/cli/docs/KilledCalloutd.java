package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code java -jar dotgate.jar calloutd} that is killed and started again. Belongs to one thread at a time. */
final class KilledCalloutd implements AutoCloseable {
    private final Path config;
    private final Path output;
    private Process process;

    KilledCalloutd(Path config, Path output) {
        this.config = config;
        this.output = output;
    }

    void start() throws IOException {
        process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-jar", System.getProperty("dotgate.jar"),
                        "calloutd", "--config", config.toString()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
    }

    /** SIGKILL, after a while, during which it must not end by itself. */
    void killWithin(int millis) throws IOException, InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("calloutd has ended: %s", said()).isFalse();
        process.destroyForcibly().waitFor();
    }

    /** What it has said, all its lives long. */
    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
