package org.dotgate.filter.callout;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.CalloutCheck;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/** Refuses whose sender does not exist; see {@link CalloutCheck} for how and when the verdict comes. Thread-safe. */
final class CalloutFilter implements Filter {
    private final CalloutCheck check;
    private final CalloutCheck rehearsal;

    /** @param rehearsal judges by what is remembered, and asks nobody */
    CalloutFilter(CalloutCheck check, CalloutCheck rehearsal) {
        this.check = check;
        this.rehearsal = rehearsal;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        CompletableFuture<CalloutVerdict> verdict = check.atDot(transaction.client(), transaction.envelope());
        if (!verdict.isDone()) {
            cancellation.onCancel(() -> verdict.cancel(false));
        }
        return verdict.thenApply(CalloutFilter::verdict);
    }

    /** What is not known yet may be at the retry, and what is known costs nothing to ask again. */
    @Override
    public boolean isRemembered() {
        return false;
    }

    @Override
    public Filter rehearsal() {
        return new CalloutFilter(rehearsal, rehearsal);
    }

    private static Verdict verdict(CalloutVerdict found) {
        String reason = found.toString();
        return found.refusal().map(reply -> Verdict.fail(reply, reason)).orElseGet(() -> Verdict.pass(reason));
    }
}
