package org.dotgate.benchmarks.greylist;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dotgate.benchmarks.james.Home;

/** {@code dotgate greylist list}, run to its end with little heap; what it prints is counted, and not kept. */
final class Lister {
    /** As {@code -Xmx} has it. */
    static final String HEAP = "64m";

    private static final int MOST_SECONDS = 120;

    private Lister() {}

    /** How many records it told, and in which time, its start included. */
    record Outcome(long records, Duration took) {}

    static Outcome run(Home home, Path directory, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP, "-jar",
                home.jar().toAbsolutePath().toString(), "greylist", "list"));
        command.addAll(List.of(options));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            // the first line is the heading
            long lines = -1;
            while (out.readLine() != null) {
                lines++;
            }
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the command line failed after " + lines + " records");
            }
            return new Outcome(lines, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            process.destroyForcibly();
        }
    }
}
