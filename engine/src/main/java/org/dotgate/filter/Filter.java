package org.dotgate.filter;

import java.util.concurrent.CompletionStage;

/**
 * One step of the decision at the dot. This is what an operator's own class implements (or, more simply,
 * {@link PlainFilter}) to be named by {@code type = class}.
 *
 * <p>A filter judges many messages at the same time, each on some worker thread, so it must be thread-safe. The work may
 * be done before {@link #judge} returns, or go on behind it: a filter that waits for time, a socket or a process returns
 * an incomplete stage and holds no thread meanwhile. The chain watches the clock: past the filter's {@code timeout} it
 * cancels, and takes {@code on-timeout} for the verdict.
 */
public interface Filter extends AutoCloseable {
    /**
     * Judges one message.
     *
     * @param transaction the message with its envelope and client
     * @param cancellation tells when nobody waits for this verdict any more. The thread inside this method is
     *     interrupted then; work that goes on behind it is stopped by what it hands to {@link Cancellation#onCancel}
     * @return the verdict to come. A stage that fails, or an exception thrown here, becomes {@code on-error}
     * @throws Exception whatever stops the filter from judging
     */
    CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception;

    /** Gives up what the filter holds. Called once, when no further message will come. */
    @Override
    default void close() {}
}
