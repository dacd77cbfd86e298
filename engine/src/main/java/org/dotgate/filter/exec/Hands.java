package org.dotgate.filter.exec;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.time.Timer;

/** Who does a filter's work that is not done on the thread it arises on. Thread-safe. */
final class Hands {
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Executor workers;
    private final Timer timer;

    Hands(Executor workers, Timer timer) {
        this.workers = workers;
        this.timer = timer;
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
     * Has it done now, whatever the workers do: stopping must not wait for the threads that it would set free. The JDK
     * tells of a process's exit on the same pool. For what is short and does not wait.
     */
    void now(Runnable action) {
        ForkJoinPool.commonPool().execute(action);
    }

    /** As {@link #now}, after the delay. */
    void nowIn(Duration delay, Runnable action) {
        timer.in(delay, () -> now(action));
    }
}
