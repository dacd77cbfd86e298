package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A program that a test has started; what it says goes to a file. Ended with all that it has started in turn. */
final class RunningProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int END_SECONDS = 20;

    private final Process process;
    private final Path said;

    private RunningProgram(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static RunningProgram start(Path said, String... command) throws IOException {
        return start(said, new ProcessBuilder(command));
    }

    static RunningProgram start(Path said, ProcessBuilder command) throws IOException {
        return new RunningProgram(command.redirectErrorStream(true).redirectOutput(said.toFile()).start(), said);
    }

    /** Closes what has not come up; what fails then must not hide why it has not. */
    static void closeAfter(Throwable failure, AutoCloseable what) {
        try {
            what.close();
        } catch (Exception | Error e) {
            failure.addSuppressed(e);
        }
    }

    Process process() {
        return process;
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something is so; it must not end before. */
    void awaitThat(String what, Callable<Boolean> so) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + " before " + what + ": " + said());
            }
            return so.call();
        });
    }

    /** Waits for its end, which must be a good one, and come in time. */
    void succeed() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended in time: %s", said()).isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
    }

    /** Itself first, so that it can see to the others. */
    @Override
    public void close() {
        List<ProcessHandle> others = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        others.forEach(ProcessHandle::destroyForcibly);
    }
}
