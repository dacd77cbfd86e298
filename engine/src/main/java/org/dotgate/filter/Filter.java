package org.dotgate.filter;

import java.util.concurrent.CompletionStage;

/**
 * One step of the decision at the dot. This is what an operator's own class implements (or, more simply,
 * {@link PlainFilter}) to be named by {@code type = class}. Such a class is public and has a public constructor with
 * parameters {@code (Map<String, String>, FilterHost)}, {@code (Map<String, String>)} or none; the map holds the section's
 * {@code options}. An exception thrown there keeps the configuration from being loaded.
 *
 * <p>A filter judges many messages at the same time, each on some worker thread, so it must be thread-safe. The work may
 * be done before {@link #judge} returns, or go on behind it: a filter that waits for time, a socket or a process returns
 * an incomplete stage and holds no thread meanwhile. The chain watches the clock: past the filter's {@code timeout} it
 * cancels, and takes {@code on-timeout} for the verdict.
 *
 * <p>All that a transaction tells is chosen by the client, but for the client's address: a filter bounds what it reads,
 * and trusts nothing in it. The message can be read until the stage is complete or the work is cancelled.
 */
public interface Filter extends AutoCloseable {
    /**
     * Judges one message.
     *
     * @param transaction the message with its envelope and client
     * @param cancellation tells when nobody waits for this verdict any more. The thread inside this method is
     *     interrupted then; work that goes on behind it is stopped by what it hands to {@link Cancellation#onCancel}
     * @return the verdict to come, completed on any thread. A stage that fails, an exception or error thrown here, and a
     *     null for the stage or the verdict become {@code on-error}. After a cancel nobody looks at it; failing it with
     *     {@link java.util.concurrent.CancellationException} is polite
     * @throws Exception whatever stops the filter from judging
     */
    CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception;

    /**
     * Whether a verdict of this filter, when it came too late for the client, may stand for the retry's. A filter whose
     * verdict depends on when it is asked, as a greylist's does, says no: it is asked again, though all others are not.
     */
    default boolean isRemembered() {
        return true;
    }

    /**
     * The filter for messages that nobody sends: an operator wants to know what would happen. It judges as this one does,
     * but takes note of nothing, learns nothing, and asks no stranger. A filter whose verdict leaves nothing behind is its
     * own. Nobody closes what is given here.
     */
    default Filter rehearsal() {
        return this;
    }

    /**
     * Gives up what the filter holds. Called once, after a new configuration has taken the filter's place or James ends,
     * when the last message has been judged; work that was cancelled may still be ending.
     */
    @Override
    default void close() {}
}
