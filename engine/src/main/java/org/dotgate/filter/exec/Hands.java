package org.dotgate.filter.exec;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dotgate.time.Timer;

/**
 * Who does a filter's work that is not done on the thread it arises on: James's workers, and a thread of the filter's own, which
 * ends processes. That thread is there while it has something to do and a while longer, so there is nothing to close. Thread-safe.
 */
final class Hands {
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final int IDLE_SECONDS = 10;

    private final Executor workers;
    private final Timer timer;
    private final ThreadPoolExecutor ender;

    Hands(Executor workers, Timer timer) {
        this.workers = workers;
        this.timer = timer;
        ender = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), action -> {
            Thread thread = new Thread(action, "dotgate-exec-end");
            thread.setDaemon(true);
            return thread;
        });
        ender.allowCoreThreadTimeOut(true);
    }

    /** Has a worker do it; as long as all of them and their queue are full, tries again. */
    void work(Runnable action) {
        try {
            workers.execute(action);
        } catch (RejectedExecutionException e) {
            // a process that has started must be seen to its end, so this work is never dropped
            workIn(AGAIN, action);
        }
    }

    /** Has a worker do it after the delay. */
    void workIn(Duration delay, Runnable action) {
        timer.in(delay, () -> work(action));
    }

    /**
     * Has it done now, whatever the workers and others in the JVM do: stopping must not wait for the threads that it would set
     * free, nor for a pool that anybody may keep busy. For what is short and does not wait. A run that is stopped asks for a few of
     * these, so there are no more than {@code max-processes} lets run.
     */
    void now(Runnable action) {
        ender.execute(action);
    }

    /** As {@link #now}, after the delay. */
    void nowIn(Duration delay, Runnable action) {
        timer.in(delay, () -> now(action));
    }
}
