package org.dotgate.cli.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a program says on its standard output, line by line, each in time. Belongs to one thread. */
final class Spoken {
    private static final int PATIENCE_SECONDS = 120;

    private final BufferedReader lines;

    Spoken(Process process) {
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * The next line; null if the program has ended.
     *
     * @throws IOException also if it has said nothing for two minutes; it is to be ended then
     */
    String line() throws IOException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                line.complete(lines.readLine());
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        }, "spoken");
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("nothing was said for " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
