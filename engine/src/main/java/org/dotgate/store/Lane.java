package org.dotgate.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one thread, which takes all that waits at once. For the stores only; {@link Calls} bounds what may wait.
 * Thread-safe: its lock is the object itself.
 */
public final class Lane<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);

    private final Queue<T> waiting = new ArrayDeque<>();
    private final int most;
    private final Consumer<List<T>> work;
    private final Thread thread;
    private boolean ended;

    /**
     * @param name of the thread
     * @param most how much it takes at once
     * @param work what it does with it
     */
    public Lane(String name, int most, Consumer<List<T>> work) {
        this.most = most;
        this.work = work;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Lets the thread begin. */
    public void start() {
        thread.start();
    }

    /** Puts something at the end; dropped if the lane has ended. */
    public synchronized void add(T task) {
        if (!ended) {
            waiting.add(task);
            if (waiting.size() == 1) {
                notifyAll();
            }
        }
    }

    private void run() {
        for (List<T> batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                work.accept(batch);
            } catch (RuntimeException | Error e) {
                // a thread that ended here would leave every later call to its time-out
                LOGGER.error("A batch of {} calls failed", batch.size(), e);
            }
        }
    }

    private synchronized List<T> take() {
        while (waiting.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                // nobody of ours interrupts it, and an interrupted thread closes the files it reads
                LOGGER.warn("{} has been interrupted, and goes on", thread.getName());
            }
        }
        List<T> batch = new ArrayList<>();
        while (!ended && batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        return batch;
    }

    /**
     * Drops what waits, and has the thread end after what it is at.
     *
     * @return whether it has ended within that time
     */
    public boolean end(Duration patience) {
        synchronized (this) {
            ended = true;
            waiting.clear();
            notifyAll();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
