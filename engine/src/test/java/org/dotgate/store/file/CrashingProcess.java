package org.dotgate.store.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.dotgate.store.Store;
import org.dotgate.time.SystemTimer;

/**
 * Changes records as fast as it can until it is killed, and tells every change once it has been acknowledged. Each key goes
 * its way from step to step, one after the other; every fifth step deletes it.
 */
final class CrashingProcess {
    /** So many keys are changed at a time. */
    private static final int KEYS = 300;

    private final Store store;
    private final String round;
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private CrashingProcess(Store store, String round) {
        this.store = store;
        this.round = round;
    }

    public static void main(String[] arguments) throws InterruptedException {
        FileStore store = new FileStore(Path.of(arguments[0]), Duration.ofSeconds(30), new SystemTimer(), new Disk(), 60_000);
        CrashingProcess process = new CrashingProcess(store, arguments[1]);
        for (int key = 0; key < KEYS; key++) {
            process.go(key, 1);
        }
        Thread.currentThread().join();
    }

    /** What is stored after a step; null if nothing is. */
    static String value(int step) {
        return step % 5 == 0 ? null : "step " + step;
    }

    private void go(int key, int step) {
        String name = round + "-" + key;
        store.replace("crash", name, value(step - 1), value(step), Instant.now().plusSeconds(100_000)).whenComplete((made, trouble) -> {
            if (trouble != null || !made) {
                tell("failed " + name + " " + step + " " + trouble);
            } else {
                tell(name + " " + step);
                // a key lives for some steps only, so that old records are hidden in many files
                go(step < 40 ? key : key + KEYS, step < 40 ? step + 1 : 1);
            }
        });
    }

    /** At once, so that the pipe has it when this process is killed. */
    private void tell(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
