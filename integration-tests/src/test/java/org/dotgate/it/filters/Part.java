package org.dotgate.it.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.it.harness.Patience;

/** One filter in one scene. Passes what it is given, unless told to hold it or to say something else. Thread-safe. */
public final class Part {
    private final Class<? extends StagedFilter> filter;
    private final List<Call> calls = new ArrayList<>();
    private Verdict answer = Verdict.pass();
    private boolean holding;

    Part(Class<? extends StagedFilter> filter) {
        this.filter = filter;
    }

    /** Has every further message wait for {@link Call#release}. */
    public synchronized Part holds() {
        holding = true;
        return this;
    }

    /** Has every further message judged like this, at once. */
    public synchronized Part answers(Verdict verdict) {
        holding = false;
        answer = verdict;
        return this;
    }

    synchronized CompletionStage<Verdict> play(Transaction transaction, Cancellation cancellation) {
        Call call = new Call(filter, transaction, cancellation);
        calls.add(call);
        notifyAll();
        if (!holding) {
            call.release(answer);
        }
        return call.verdict();
    }

    /** How many messages this filter was given. */
    public synchronized int calls() {
        return calls.size();
    }

    /** The first message this filter is given, waited for. */
    public synchronized Call call() {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        try {
            for (long left = Patience.LIMIT.toMillis(); calls.isEmpty(); left = (end - System.nanoTime()) / 1_000_000) {
                if (left <= 0) {
                    throw new AssertionError(filter.getSimpleName() + " was not started within " + Patience.LIMIT);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return calls.get(0);
    }
}
