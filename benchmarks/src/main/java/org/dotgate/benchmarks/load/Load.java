package org.dotgate.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Messages to be sent to one server, over so many connections at once, each of which sends the next message as soon as
 * the last is answered. Immutable.
 *
 * @param to where the server listens
 * @param sessions how many connections
 * @param messagesEach how many messages on each
 * @param message what is sent
 * @param limit when to give up; what is not answered by then counts as unanswered
 */
public record Load(InetSocketAddress to, int sessions, int messagesEach, Letter message, Duration limit) {
    /** How many connections may wait for their greeting: fewer than a server's backlog of 200, past which SYNs get lost. */
    private static final int OPENING = 100;

    public Load {
        if (sessions < 1 || sessions > 20_000 || messagesEach < 1 || messagesEach > 1_000_000) {
            throw new IllegalArgumentException(sessions + " sessions, " + messagesEach + " messages each");
        }
    }

    /** How many messages that makes. */
    public int messages() {
        return sessions * messagesEach;
    }

    /**
     * Sends them, on the calling thread.
     *
     * @throws IOException if this machine cannot; never for what the server does
     */
    public LoadResult run() throws IOException {
        return run(waiting -> {});
    }

    /**
     * Sends them, on the calling thread.
     *
     * @param crowd is told, whenever it changes, how many sessions wait for the reply to their dot
     * @throws IOException if this machine cannot; never for what the server does
     */
    public LoadResult run(Crowd crowd) throws IOException {
        LoadResult result = new LoadResult(this, crowd);
        try (Loop loop = new Loop()) {
            int first = Math.min(OPENING, sessions);
            Opener opener = new Opener(loop, result, sessions - first);
            for (int i = 0; i < first; i++) {
                loop.open(to, new Delivery(this, result, opener));
            }
            loop.run(System.nanoTime() + limit.toNanos(), result::isOver);
        }
        return result;
    }

    /** Hears how many sessions wait for the reply to their dot. */
    public interface Crowd {
        void waiting(int sessions);
    }

    /** Opens the next connection whenever one has got through or failed. */
    private final class Opener implements Runnable {
        private final Loop loop;
        private final LoadResult result;
        private int left;

        Opener(Loop loop, LoadResult result, int left) {
            this.loop = loop;
            this.result = result;
            this.left = left;
        }

        @Override
        public void run() {
            if (left > 0) {
                left--;
                // not from within the reply of another, or a server that refuses all would fill the stack
                loop.at(System.nanoTime(), () -> loop.open(to, new Delivery(Load.this, result, this)));
            }
        }
    }
}
