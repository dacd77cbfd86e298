package org.dotgate.filter;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One filter at work on one message. Its lock, the object itself, guards which thread is inside the filter, so that an
 * interrupt meant for the filter can never hit what the worker does next.
 */
final class Judging {
    private static final Logger LOGGER = LoggerFactory.getLogger(Judging.class);

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
    void judge(Transaction transaction, BiConsumer<Verdict, FilterResult.Origin> outcome) {
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
            stage.whenComplete((verdict, error) -> report(transaction, verdict, error, outcome));
        } catch (RuntimeException | Error e) {
            // a stage of the operator's making that is none
            report(transaction, null, e, outcome);
        }
    }

    private void report(Transaction transaction, Verdict verdict, Throwable error, BiConsumer<Verdict, FilterResult.Origin> outcome) {
        if (error == null && verdict != null) {
            outcome.accept(step.complete(verdict), FilterResult.Origin.FILTER);
        } else if (!cancellation.isCancelled()) {
            outcome.accept(onError(transaction, cause(error)), FilterResult.Origin.ERROR);
        }
    }

    private Verdict onError(Transaction transaction, Throwable error) {
        LOGGER.warn("Filter {} could not judge message {}: {}", step.name(), transaction.id(), LogText.safe(String.valueOf(error)));
        LOGGER.debug("Filter {} failed", step.name(), error);
        return step.fallback(step.onError(), error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage());
    }

    private static Throwable cause(Throwable error) {
        if (error == null) {
            return new NullPointerException("the filter gave no verdict");
        }
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** What the filter's missing verdict counts as when its time is spent. */
    Verdict onTimeout() {
        return step.fallback(step.onTimeout(), "no verdict within its time-out");
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
