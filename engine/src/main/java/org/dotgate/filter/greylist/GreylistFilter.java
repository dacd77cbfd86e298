package org.dotgate.filter.greylist;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistResult;

/** Asks who is unknown to come again; see {@link GreylistCheck} for how and when the verdict comes. Thread-safe. */
final class GreylistFilter implements Filter {
    private final GreylistCheck check;
    private final GreylistCheck rehearsal;

    /** @param rehearsal judges as the other does, and writes nothing down */
    GreylistFilter(GreylistCheck check, GreylistCheck rehearsal) {
        this.check = check;
        this.rehearsal = rehearsal;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        CompletableFuture<GreylistResult> result =
                check.atDot(transaction.client(), transaction.envelope(), transaction.message());
        if (!result.isDone()) {
            cancellation.onCancel(() -> result.cancel(false));
        }
        return result.thenApply(GreylistFilter::verdict);
    }

    /** A pass is the greylist's to remember, for the network that has waited: from another, the retry is asked again. */
    @Override
    public boolean isRemembered() {
        return false;
    }

    @Override
    public Filter rehearsal() {
        return new GreylistFilter(rehearsal, rehearsal);
    }

    private static Verdict verdict(GreylistResult result) {
        String reason = result.toString();
        if (result.refusal().isPresent()) {
            return Verdict.fail(result.refusal().get(), reason);
        }
        Verdict pass = Verdict.pass(reason);
        return result.header().map(text -> pass.withHeader(GreylistResult.HEADER, text)).orElse(pass);
    }
}
