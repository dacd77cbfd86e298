package org.dotgate.callout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.time.Timer;

/**
 * Where it goes on behind what one has to wait for: on this thread if there is nothing to wait for any more, else on a worker;
 * never on a thread of the store's, the prober's or the timer's. Thread-safe.
 */
final class Onward {
    private final Executor workers;
    private final Timer timer;

    Onward(Executor workers, Timer timer) {
        this.workers = workers;
        this.timer = timer;
    }

    <T> CompletionStage<T> from(CompletionStage<T> stage) {
        return stage.toCompletableFuture().isDone() ? stage : stage.whenCompleteAsync((value, error) -> {}, workers);
    }

    /** Completes on a worker after a time. */
    CompletionStage<Void> after(Duration time) {
        CompletableFuture<Void> then = new CompletableFuture<>();
        CompletionStage<Void> later = from(then);
        timer.in(time, () -> then.complete(null));
        return later;
    }

    /** Runs an action on a worker; not at all if they have closed. */
    void execute(Runnable action) {
        try {
            workers.execute(action);
        } catch (RejectedExecutionException e) {
            // the house is closing, and nobody waits for it any more
            return;
        }
    }
}
