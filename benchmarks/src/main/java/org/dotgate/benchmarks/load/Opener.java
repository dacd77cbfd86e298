package org.dotgate.benchmarks.load;

import java.util.function.Consumer;

/** Opens connections, so that only a few wait for their greeting at a time. Owned by its loop's thread. */
final class Opener {
    /** Fewer than a server's backlog of 200, past which SYNs get lost. */
    private static final int OPENING = 100;

    private final Loop loop;
    private final Consumer<Runnable> open;
    private int left;

    /** @param open opens one, and runs what it is given once that has got through or failed */
    Opener(Loop loop, int count, Consumer<Runnable> open) {
        this.loop = loop;
        this.open = open;
        this.left = count;
    }

    /** Opens the first ones; the others follow by themselves. */
    void begin() {
        for (int i = 0; i < OPENING; i++) {
            next();
        }
    }

    private void next() {
        if (left > 0) {
            left--;
            // not from within the reply of another, or a server that refuses all would fill the stack
            loop.at(System.nanoTime(), () -> open.accept(this::next));
        }
    }
}
