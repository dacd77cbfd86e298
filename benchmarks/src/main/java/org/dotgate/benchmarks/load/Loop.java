package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A selector and a clock, turned by the thread that calls {@link #run}. Owned by that thread. */
final class Loop implements AutoCloseable {
    /** How long another thread may wait, in milliseconds, until its wish to end is seen. */
    private static final long LONGEST_SLEEP = 50;

    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(16 * 1024);
    private final Queue<Due> due = new PriorityQueue<>();

    private record Due(long nanos, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.signum(nanos - other.nanos);
        }
    }

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** Opens a connection to an SMTP server; a failure is told to the dialogue, later or now. */
    void open(InetSocketAddress to, Dialogue dialogue) {
        open(to, dialogue, new ReplyReader());
    }

    /** The same to a server that has other replies. */
    void open(InetSocketAddress to, Dialogue dialogue, Replies replies) {
        try {
            Wire.connect(selector, to, dialogue, replies);
        } catch (IOException e) {
            dialogue.lost(null, e.toString(), System.nanoTime());
        }
    }

    /** Runs the task at that {@link System#nanoTime()}, or as soon after as the loop comes to it. */
    void at(long nanos, Runnable task) {
        due.add(new Due(nanos, task));
    }

    /**
     * Turns until it is done, or time is up.
     *
     * @param deadline a {@link System#nanoTime()}
     * @throws IOException if the selector fails; what a single connection suffers, its dialogue is told
     */
    void run(long deadline, BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - deadline >= 0) {
                return;
            }
            while (!due.isEmpty() && due.peek().nanos() - now <= 0) {
                due.remove().task().run();
            }
            long wait = deadline - now;
            if (!due.isEmpty()) {
                wait = Math.min(wait, due.peek().nanos() - System.nanoTime());
            }
            // rounded up: a loop that wakes too early spins
            long millis = TimeUnit.NANOSECONDS.toMillis(wait) + 1;
            selector.select(key -> ((Wire) key.attachment()).ready(scratch), Math.max(1, Math.min(LONGEST_SLEEP, millis)));
        }
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Wire) key.attachment()).close();
        }
        selector.close();
    }
}
