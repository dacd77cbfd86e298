package org.dotgate.benchmarks.table;

import java.io.IOException;
import java.util.List;

/** A part of the table. */
public interface Section {
    /** What it is about, in one line. */
    String title();

    /**
     * Measures.
     *
     * @param progress is told what goes on, for whoever waits
     * @throws IOException if a server or the load generator breaks
     */
    List<Figure> measure(Progress progress) throws IOException, InterruptedException;

    /** Tells whoever waits what goes on. */
    interface Progress {
        void now(String what);
    }
}
