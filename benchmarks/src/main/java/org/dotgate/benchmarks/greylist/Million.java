package org.dotgate.benchmarks.greylist;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dotgate.benchmarks.files.TemporaryFolder;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * What many triplets in the file store cost: space on disk, heap, and time to open. Each step has a JVM of its own
 * ({@link Resident}); the first one is killed. Immutable.
 *
 * @param triplets how many; half of them have passed, half have come once
 */
record Million(int triplets) implements Section {
    private static final int MOST_SECONDS = 120;
    private static final int MOST_OCTETS = 200;
    private static final double MOST_HEAP = 120;
    private static final double MOST_OPENING = 2;
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String title() {
        return String.format("%,d triplets in the file store", triplets);
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            progress.now("filling a store");
            Map<String, Long> filled = resident(Resident.FILL, folder.path(), true);
            long killedSize = folder.size();
            progress.now("opening it after a kill");
            Map<String, Long> killed = resident(Resident.OPEN, folder.path(), false);
            long size = folder.size();
            progress.now("opening it again");
            Map<String, Long> again = resident(Resident.OPEN, folder.path(), false);
            double each = (double) size / triplets;
            double heap = Math.max(filled.get("heap"), Math.max(killed.get("heap"), again.get("heap"))) / MEGABYTE;
            double openedKilled = killed.get("opened") / 1e9;
            double opened = again.get("opened") / 1e9;
            return List.of(
                    Figure.of("on disk after compaction", "%.1f octets a triplet, %.1f MB in all", each, size / MEGABYTE)
                            .wanted("< 200", each < MOST_OCTETS),
                    Figure.of("on disk when they had just been written", "%.1f octets a triplet", (double) killedSize / triplets),
                    Figure.of("live heap over an empty JVM, the most of the next three", "%.1f MB", heap)
                            .wanted("< 120 MB", heap < MOST_HEAP),
                    Figure.of("  just filled", "%.1f MB", filled.get("heap") / MEGABYTE),
                    Figure.of("  opened after a kill, every triplet asked for", "%.1f MB", killed.get("heap") / MEGABYTE),
                    Figure.of("  opened again, every triplet asked for", "%.1f MB", again.get("heap") / MEGABYTE),
                    Figure.of("to open and to answer, in a JVM that has just started", "%.2f s", opened)
                            .wanted("< 2 s", opened < MOST_OPENING),
                    Figure.of("to open and to answer after kill -9, likewise", "%.2f s", openedKilled)
                            .wanted("< 2 s", openedKilled < MOST_OPENING),
                    Figure.of("to compact", "%.1f s", killed.get("compacted") / 1e9),
                    Figure.of("every triplet asked for after opening, two threads", "%.0f k/s", triplets / (again.get("asked") / 1e6)));
        }
    }

    /** Runs one to its last figure, and then to its end, or kills it. */
    private Map<String, Long> resident(String what, Path folder, boolean kill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp", System.getProperty("java.class.path"),
                        Resident.class.getName(), what, folder.toString(), String.valueOf(triplets)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader figures = process.inputReader(StandardCharsets.UTF_8)) {
            Map<String, Long> found = new HashMap<>();
            List<String> seen = new ArrayList<>();
            // it ends by itself, as all it does has a deadline
            for (String line = figures.readLine(); line != null && !line.equals(Resident.DONE); line = figures.readLine()) {
                seen.add(line);
                String[] parts = line.split("=", 2);
                if (parts.length == 2 && parts[1].matches("-?[0-9]{1,18}")) {
                    found.put(parts[0], Long.parseLong(parts[1]));
                }
            }
            if (kill) {
                process.destroyForcibly();
            }
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || !kill && process.exitValue() != 0) {
                throw new IOException("a store with " + triplets + " triplets: " + what + " failed " + seen);
            }
            return found;
        } finally {
            process.destroyForcibly();
        }
    }
}
