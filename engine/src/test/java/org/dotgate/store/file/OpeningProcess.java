package org.dotgate.store.file;

import java.io.IOException;
import java.nio.file.Path;

/** Tells whether another process may have a folder. */
final class OpeningProcess {
    static final int HAD_IT = 0;
    static final int IN_USE = 3;

    private OpeningProcess() {}

    public static void main(String[] arguments) throws IOException {
        try {
            StoreFolder.lock(Path.of(arguments[0]), new Disk()).close();
            System.exit(HAD_IT);
        } catch (FolderInUseException e) {
            System.exit(IN_USE);
        }
    }

    /** @return how it ended */
    static int of(Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                OpeningProcess.class.getName(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
