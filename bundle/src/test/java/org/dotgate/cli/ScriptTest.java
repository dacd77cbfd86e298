package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script ./dotgate, in a source tree of which only what it looks at is there, with a Java and a Maven that only talk. */
class ScriptTest {
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");
    private static final List<String> TOOLS = List.of("dirname", "sed", "head", "find", "awk", "tee", "mkdir", "cat");

    @TempDir
    private Path folder;

    private Path home;
    private Path bin;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a home with spaces"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("..", "dotgate"), home.resolve("dotgate"));
        for (String tool : TOOLS) {
            program(tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        for (String module : List.of("engine", "hooks", "mailets", "bundle/james")) {
            file(module + "/pom.xml", BUILT.minusSeconds(60));
        }
        file("pom.xml", BUILT.minusSeconds(60));
        program("java", "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.9\"' >&2; else echo \"java $*\"; fi");
        program("javac", "exit 0");
    }

    @Test
    void commandShouldRunAtOnceWhenNothingHasChanged() throws Exception {
        built();

        Ended ended = run("judge", "a b.eml");

        assertThat(ended.output()).isEqualTo(
                "java -Ddotgate.home=" + home + " -jar " + home + "/bundle/target/dotgate.jar judge a b.eml\n");
    }

    @Test
    void errorShouldNameTheVersionWhenJavaIsTooOldToRun() throws Exception {
        built();
        program("java", "echo 'java version \"10.0.2\"' >&2");

        Ended ended = run("judge");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("Java 10 is too old, 11 or later is needed");
    }

    @Test
    void errorShouldTellWhatToInstallWhenThereIsNoJava() throws Exception {
        Files.delete(bin.resolve("java"));

        Ended ended = run("demo");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("Install a JDK, 17 or later");
    }

    @Test
    void errorShouldTellWhatToInstallWhenMavenIsMissing() throws Exception {
        Ended ended = run("demo");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("Maven is missing: install version 3.8 or later");
    }

    @ParameterizedTest
    @CsvSource({"3.6.3, true", "3.7.0, true", "3.8.7, false", "3.9.11, false", "3.10.0, false", "4.0.0, false"})
    void onlyOldMavenShouldBeRefusedWhenItsVersionIs(String version, boolean refused) throws Exception {
        program("mvn", "echo 'Apache Maven " + version + " (x)'");

        Ended ended = run("demo");

        assertThat(ended.output().contains("is too old, 3.8 or later is needed")).as(ended.output()).isEqualTo(refused);
    }

    @Test
    void buildShouldBeShownStepByStepWhenJarIsMissing() throws Exception {
        maven("echo '[INFO] Building Dotgate engine 0.1 [2/9]'; echo 'Downloaded from central: https://x/y.jar (1 kB)'");

        Ended ended = run("demo");

        assertThat(ended.output()).contains("Building Dotgate (missing)", "  building Dotgate engine 0.1 [2/9]",
                "  downloaded 1 files from the Maven repository", "dotgate.jar demo");
    }

    @Test
    void buildShouldRunWhenASourceIsNewerThanTheJar() throws Exception {
        built();
        maven("exit 0");
        file("engine/src/New.java", BUILT.plusSeconds(60));

        assertThat(run("demo").output()).contains("Building Dotgate (engine/src/New.java)");
    }

    @Test
    void buildShouldNotRunWhenOnlyWhatWasBuiltIsNewer() throws Exception {
        built();
        file("engine/target/classes/New.class", BUILT.plusSeconds(60));

        assertThat(run("demo").output()).startsWith("java ");
    }

    @Test
    void errorsShouldBeShownAndTheCommandNotRunWhenBuildFails() throws Exception {
        maven("echo '[ERROR] no such thing'; exit 1");

        Ended ended = run("demo");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("[ERROR] no such thing", "the build failed; all of its output is in " + home)
                .doesNotContain("-jar");
    }

    private void built() throws IOException {
        file("bundle/target/dotgate.jar", BUILT);
        file("bundle/james/target/classpath", BUILT);
    }

    private void maven(String build) throws IOException {
        program("mvn", "if [ \"$1\" = -version ]; then echo 'Apache Maven 3.9.9'; else " + build + "; fi");
    }

    private void file(String name, Instant modified) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private void program(String name, String body) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", home.resolve("dotgate").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 30 s: " + command);
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private record Ended(int exit, String output) {}
}
