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
            new Opener(loop, sessions, through -> loop.open(to, new Delivery(this, result, through))).begin();
            loop.run(System.nanoTime() + limit.toNanos(), result::isOver);
        }
        return result;
    }

    /** Hears how many sessions wait for the reply to their dot. */
    public interface Crowd {
        void waiting(int sessions);
    }
}
