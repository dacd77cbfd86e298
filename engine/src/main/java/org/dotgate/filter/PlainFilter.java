package org.dotgate.filter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A filter that has its verdict when it returns. It keeps one worker thread busy as long as it takes, and is interrupted
 * on time-out or when the client drops, so it suits what computes, not what waits. A long loop looks at
 * {@link Thread#isInterrupted()} now and then; one that does not keeps its worker after its verdict has lost its meaning.
 *
 * <pre>{@code
 * public final class NoInvoices implements PlainFilter {
 *     public Verdict verdict(Transaction transaction) {
 *         return transaction.envelope().sender().startsWith("invoice@")
 *                 ? Verdict.fail(Reply.of(550, "5.7.1", "Invoices by post, please"), "sender is invoice@")
 *                 : Verdict.pass();
 *     }
 * }
 * }</pre>
 */
public interface PlainFilter extends Filter {
    /**
     * Judges one message on the calling thread.
     *
     * @throws Exception whatever stops the filter from judging; it becomes {@code on-error}
     */
    Verdict verdict(Transaction transaction) throws Exception;

    @Override
    default CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception {
        return CompletableFuture.completedFuture(verdict(transaction));
    }
}
