package org.dotgate.work;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pool of threads that do what may take a while. New work is admitted only while the queue is short enough
 * ({@link #admit}); the continuation of work already admitted is never refused ({@link #execute}), since a session whose
 * wake-up was lost would hang. Thread-safe. Idle threads end after half a minute.
 */
public final class Workers implements Executor, AutoCloseable {
    private final ThreadPoolExecutor pool;
    private final int waiting;

    /**
     * @param threads how many at most
     * @param waiting how many tasks may wait for a thread before new work is refused
     */
    public Workers(int threads, int waiting) {
        this.waiting = waiting;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread worker = new Thread(task, "dotgate-worker-" + number.incrementAndGet());
            worker.setDaemon(true);
            return worker;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Takes on new work, unless too much is waiting already. */
    public boolean admit(Runnable task) {
        if (pool.getQueue().size() >= waiting || pool.isShutdown()) {
            return false;
        }
        pool.execute(task);
        return true;
    }

    /** Goes on with work that was admitted. */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** How many tasks wait for a thread. */
    public int waiting() {
        return pool.getQueue().size();
    }

    /** Lets running tasks have a moment, then interrupts them; what waits is dropped. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
