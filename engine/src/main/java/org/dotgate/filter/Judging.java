package org.dotgate.filter;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.dotgate.time.Alarm;

/**
 * One filter at work on one message. Its lock, the object itself, guards which thread is inside the filter, so that an
 * interrupt meant for the filter can never hit what the worker does next.
 */
final class Judging {
    private final FilterStep step;
    private final long started;
    private final Cancellation cancellation = new Cancellation();
    private Thread inside;
    private Alarm alarm = () -> {};
    private boolean over;

    Judging(FilterStep step, long started) {
        this.step = step;
        this.started = started;
    }

    FilterStep step() {
        return step;
    }

    /** When it was started, in the timer's nanoseconds. */
    long started() {
        return started;
    }

    /** Has the filter judge, on this thread; the outcome is reported once it is there, perhaps on another. */
    void judge(Transaction transaction, BiConsumer<Verdict, Throwable> outcome) {
        synchronized (this) {
            if (cancellation.isCancelled()) {
                return;
            }
            inside = Thread.currentThread();
        }
        CompletionStage<Verdict> stage;
        try {
            stage = Objects.requireNonNull(step.filter().judge(transaction, cancellation), "the filter returned no stage");
        } catch (Throwable e) {
            // an operator's class may throw anything, a StackOverflowError on hostile mail included; none of it may
            // take the worker or the session with it
            stage = CompletableFuture.failedFuture(e);
        } finally {
            synchronized (this) {
                inside = null;
                Thread.interrupted();
            }
        }
        try {
            stage.whenComplete((verdict, error) -> outcome.accept(verdict, cause(verdict, error)));
        } catch (RuntimeException | Error e) {
            // a stage of the operator's making that is none
            outcome.accept(null, e);
        }
    }

    private static Throwable cause(Verdict verdict, Throwable error) {
        if (error instanceof CompletionException && error.getCause() != null) {
            return error.getCause();
        }
        return error == null && verdict == null ? new NullPointerException("the filter gave no verdict") : error;
    }

    /** Hands in the alarm of the filter's time-out, to be called off when the filter ends. */
    void endsBy(Alarm timeout) {
        synchronized (this) {
            if (!over) {
                alarm = timeout;
                return;
            }
        }
        timeout.cancel();
    }

    /** Calls the alarm off. */
    void ended() {
        Alarm due;
        synchronized (this) {
            over = true;
            due = alarm;
        }
        due.cancel();
    }

    /** Stops the filter; its outcome, should there be one, counts no more. */
    void cancel() {
        ended();
        try {
            cancellation.cancel();
        } finally {
            synchronized (this) {
                if (inside != null) {
                    inside.interrupt();
                }
            }
        }
    }
}
