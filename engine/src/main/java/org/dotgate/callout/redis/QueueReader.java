package org.dotgate.callout.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dotgate.store.StoreException;
import org.dotgate.store.redis.RedisWait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that waits for new entries of the stream, on a connection of its own, and takes no more than there is room for.
 * Makes the group if it is missing, as it is in a server that has lost its data. Thread-safe: its lock guards {@link #room}
 * and {@link #ended}.
 */
final class QueueReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueReader.class);
    private static final int MOST_AT_ONCE = 100;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RedisWait connection;
    private final String consumer;
    private final Consumer<List<QueueEntry>> taker;
    private final Thread thread = new Thread(this::run, "dotgate-callout-queue");
    private volatile boolean reading;
    private volatile String trouble;
    private int room;
    private boolean ended;

    /**
     * @param room how many entries may be had at first
     * @param taker is given what was read, on the thread
     */
    QueueReader(RedisWait connection, String consumer, int room, Consumer<List<QueueEntry>> taker) {
        this.connection = connection;
        this.consumer = consumer;
        this.room = room;
        this.taker = taker;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes note that so much more may be had; less, if it is below 0. */
    synchronized void room(int more) {
        room += more;
        notifyAll();
    }

    /** Why nothing can be read; empty if it can. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether it has read what there was, and may go on so. */
    boolean isReading() {
        return reading;
    }

    private void run() {
        for (int free = awaitRoom(); free > 0; free = awaitRoom()) {
            try {
                read(free);
                reading = true;
                if (trouble != null) {
                    LOGGER.info("The queue of call-outs can be read again");
                    trouble = null;
                }
            } catch (StoreException e) {
                failed(e);
            } catch (RuntimeException e) {
                // a thread that ended here would leave the queue to nobody
                failed(e);
            }
        }
    }

    private void failed(Exception e) {
        if (isEnded()) {
            return;
        }
        if (trouble == null) {
            LOGGER.warn("The queue of call-outs cannot be read; it is tried again by itself: {}", e.getMessage());
            LOGGER.debug("Cause", e);
        }
        trouble = String.valueOf(e.getMessage());
        reading = false;
        pause();
    }

    private void read(int free) throws StoreException {
        try {
            Object answer = connection.ask("XREADGROUP", "GROUP", QueueScripts.GROUP, consumer,
                    "COUNT", Integer.toString(Math.min(free, MOST_AT_ONCE)),
                    "BLOCK", Long.toString(RedisWait.LONGEST.toMillis()), "STREAMS", QueueScripts.STREAM, ">");
            taker.accept(QueueEntry.read(answer));
        } catch (StoreException e) {
            if (!e.getMessage().contains("NOGROUP")) {
                throw e;
            }
            makeGroup();
        }
    }

    private void makeGroup() throws StoreException {
        try {
            connection.ask("XGROUP", "CREATE", QueueScripts.STREAM, QueueScripts.GROUP, "0", "MKSTREAM");
        } catch (StoreException e) {
            // another has been faster
            if (!e.getMessage().contains("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Waits until there is room; 0 if this has ended. */
    private synchronized int awaitRoom() {
        while (room <= 0 && !ended) {
            await(0);
        }
        return ended ? 0 : room;
    }

    private synchronized void pause() {
        if (!ended) {
            await(PAUSE.toMillis());
        }
    }

    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            // nobody of ours interrupts it
            LOGGER.warn("{} has been interrupted, and goes on", thread.getName());
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the thread when it has taken what is being read, at the latest after the patience. */
    void end(Duration patience) {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
