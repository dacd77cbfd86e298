package org.dotgate.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What tests need of the machine besides Java. Whatever is missing is installed if this machine allows it. */
final class Needed {
    private static final int PATIENCE_SECONDS = 540;

    private Needed() {
    }

    /** A search for what is needed, which may install it. */
    interface Search<T> {
        /** @throws IOException if it is not there, and cannot be installed; the message says what to do */
        T find() throws IOException, InterruptedException;
    }

    /** What is found; else the tests are skipped and say what to do, or fail where all must run ({@code CI=true}). */
    static <T> T orSkip(Search<T> search) throws IOException, InterruptedException {
        try {
            return search.find();
        } catch (IOException e) {
            assumeTrue("true".equals(System.getenv("CI")), e.getMessage());
            throw e;
        }
    }

    /** @throws IOException if it could not be installed; the message has what the command said */
    static void install(String what, Path folder, String... command) throws IOException, InterruptedException {
        Outcome outcome;
        try {
            outcome = Outcome.of(folder, Map.of(), PATIENCE_SECONDS, command);
        } catch (IOException e) {
            throw new IOException("These tests need " + what + "; to install it, install " + command[0] + ": " + e.getMessage(), e);
        }
        if (!outcome.passed()) {
            throw new IOException("These tests need " + what + ":\n" + outcome.output());
        }
    }
}
