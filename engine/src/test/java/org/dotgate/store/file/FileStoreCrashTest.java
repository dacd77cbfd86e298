package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, and what was replaced is not, however the process ended. */
class FileStoreCrashTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path folder;
    private final Random random = new Random(11);
    /** Which values each key may have: after the last step told, or after the next one, which may have been made. */
    private final Map<String, Integer> steps = new HashMap<>();

    @Test
    void nothingShouldBeLostOrComeBackWhenTheProcessIsKilledFiftyTimes() throws Exception {
        long told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            told += killedAfter(200 + random.nextInt(12_000), "r" + round);
            verify(round);
        }
        assertThat(told).isGreaterThan(ROUNDS * 1_000);
    }

    private long killedAfter(int lines, String round) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                CrashingProcess.class.getName(), folder.toString(), round)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            long count = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                count++;
                if (count == lines) {
                    // through its handle: so the pipe stays open, with what was told before
                    process.toHandle().destroyForcibly();
                }
                note(line);
            }
            assertThat(process.waitFor()).as("how the process ended").isEqualTo(128 + 9);
            return count;
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(String line) {
        assertThat(line).doesNotStartWith("failed");
        int space = line.indexOf(' ');
        // the last line may have been cut, and then says nothing
        if (space > 0 && space + 1 < line.length()) {
            steps.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
        }
    }

    private void verify(int round) {
        try (SystemTimer timer = new SystemTimer();
                FileStore store = new FileStore(folder, Duration.ofSeconds(30), timer, new Disk(), 60_000)) {
            Map<String, String> stored = new HashMap<>();
            String after = "";
            for (List<Entry> page = null; page == null || page.size() == 10_000;) {
                page = Answers.of(store.list("crash", "", after, 10_000));
                page.forEach(entry -> stored.put(entry.key(), entry.value()));
                after = page.isEmpty() ? "" : page.get(page.size() - 1).key();
            }
            steps.replaceAll((key, step) -> settled(round, key, step, stored.remove(key)));
            stored.forEach((key, value) -> assertThat(value).as("%s, which nobody was told of", key).isEqualTo("step 1"));
            assertThat(store.health().lostAt()).isEmpty();
        }
    }

    private static int settled(int round, String key, int step, String stored) {
        boolean asTold = Objects.equals(stored, CrashingProcess.value(step));
        assertThat(stored).as("round %d, %s, step %d", round, key, step)
                .isIn(CrashingProcess.value(step), CrashingProcess.value(step + 1));
        return asTold ? step : step + 1;
    }
}
