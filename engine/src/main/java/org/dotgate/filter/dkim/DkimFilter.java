package org.dotgate.filter.dkim;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.dkim.Dkim;
import org.dotgate.dkim.DkimResult;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/** Tells what the signatures of a message come to, and refuses it for that if told to. Thread-safe. */
final class DkimFilter implements Filter {
    private final Dkim dkim;
    private final String host;
    private final Reject reject;

    /** @param host the authserv-id */
    DkimFilter(Dkim dkim, String host, Reject reject) {
        this.dkim = dkim;
        this.host = host;
        this.reject = reject;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        StoppableMessage message = new StoppableMessage(transaction.message());
        CompletableFuture<Verdict> end = new CompletableFuture<>();
        cancellation.onCancel(() -> {
            message.stop();
            end.completeExceptionally(new CancellationException("cancelled"));
        });
        dkim.check(message).whenComplete((result, failure) -> {
            if (failure == null) {
                end.complete(verdict(result));
            } else {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    private Verdict verdict(DkimResult result) {
        String status = result.status().name().toLowerCase(Locale.ROOT);
        String why = result.domains().isEmpty() ? result.detail() : String.join(", ", result.domains());
        String reason = why.isEmpty() ? status : status + ": " + why;
        boolean refused = reject == Reject.FAIL && result.status() == DkimResult.Status.FAIL;
        Verdict verdict = refused ? Verdict.fail(reason) : Verdict.pass(reason);
        return verdict.withHeader(AuthenticationResults.NAME, AuthenticationResults.of(host, result));
    }
}
