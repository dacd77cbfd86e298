package org.dotgate.filter;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Brings a run's filters to a worker, one after the other, and stays with the same worker for as long as each has its
 * verdict when it returns. A filter that was cancelled and may not heed it keeps the worker it is on; the next one is
 * brought to another. Thread-safe: its lock is the object itself.
 */
final class Driver {
    private final FilterChain chain;
    private final Executor workers;
    private final Consumer<Judging> judge;
    private Judging waiting;
    /** The task that brings filters to its worker; null if none does. */
    private Object task;

    /** @param judge has a filter judge, on the calling thread */
    Driver(FilterChain chain, Executor workers, Consumer<Judging> judge) {
        this.chain = chain;
        this.workers = workers;
        this.judge = judge;
    }

    /** Makes the calling worker the one that filters are brought to, once it calls {@link #drive} with what this returns. */
    synchronized Object takeWheel() {
        task = new Object();
        return task;
    }

    /** Has the filter judge on a worker. */
    void launch(Judging judging, Effects effects) {
        synchronized (this) {
            waiting = judging;
            if (task != null) {
                return;
            }
        }
        Object wheel = takeWheel();
        effects.add(() -> workers.execute(() -> drive(wheel)));
    }

    /** Forgets a filter that waits for its worker, and leaves the worker alone with the one it is on. */
    synchronized void abandon() {
        waiting = null;
        task = null;
    }

    /** Has filters judge on this thread for as long as there are any, and it has the wheel. */
    void drive(Object wheel) {
        for (Judging judging = next(wheel); judging != null; judging = next(wheel)) {
            // a use of its own: a filter that does not heed its cancel may be at it when the run has long ended
            if (chain.acquire()) {
                try {
                    judge.accept(judging);
                } finally {
                    chain.release();
                }
            }
        }
    }

    private synchronized Judging next(Object wheel) {
        if (task != wheel) {
            return null;
        }
        Judging judging = waiting;
        waiting = null;
        if (judging == null) {
            task = null;
        }
        return judging;
    }
}
