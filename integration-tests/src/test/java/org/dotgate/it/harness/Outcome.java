package org.dotgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What came of a program that was run to its end. Immutable. */
public final class Outcome {
    private final int exit;
    private final String output;

    private Outcome(int exit, String output) {
        this.exit = exit;
        this.output = output;
    }

    /**
     * Runs a program, and ends it and its children if it takes longer than it may.
     *
     * @param environment variables besides this process's own
     * @throws IOException if there is no such program
     */
    static Outcome of(Path folder, Map<String, String> environment, int seconds, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("outcome", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
                process.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
            String said = Files.readString(output);
            return ended ? new Outcome(process.exitValue(), said) : new Outcome(-1, said + "\nnot done within " + seconds + " s");
        } finally {
            Files.delete(output);
        }
    }

    public boolean passed() {
        return exit == 0;
    }

    /** What it wrote, to standard output and to standard error. */
    public String output() {
        return output;
    }
}
