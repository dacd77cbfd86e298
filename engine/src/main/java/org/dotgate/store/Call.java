package org.dotgate.store;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A call under way. Ends once, by whoever is first: the store's thread, its time-out, the end of the store, or whoever cancels it.
 * For the stores only. Thread-safe.
 */
public final class Call<T> extends CompletableFuture<T> {
    private final Calls calls;
    private final long weight;
    private Calls.Deadline deadline;

    Call(Calls calls, long weight) {
        this.calls = calls;
        this.weight = weight;
    }

    /** Gives it a deadline, before anybody else has it. */
    Calls.Deadline deadline(long nanos) {
        deadline = new Calls.Deadline(nanos, this);
        return deadline;
    }

    /** Ends it well, with what was read, or was not put. */
    public void answer(T answer) {
        if (complete(answer)) {
            over();
        }
    }

    /** Ends it well, for a record has been put in time: nothing else shows that the store works. */
    public void answerPut(T answer) {
        if (!isDone()) {
            // noted first, so that whoever sees the answer finds the store working
            calls.worked();
            answer(answer);
        }
    }

    /** Ends it badly. */
    public void fail(StoreException trouble) {
        if (!isDone()) {
            // counted first, so that whoever sees the failure finds it counted
            calls.failed(trouble.getMessage());
            if (completeExceptionally(trouble)) {
                over();
            }
        }
    }

    /** Ends it for whoever waits; it may be carried out all the same. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (completeExceptionally(new CancellationException())) {
            over();
        }
        return isCancelled();
    }

    private void over() {
        deadline.over();
        calls.ended(weight);
    }
}
