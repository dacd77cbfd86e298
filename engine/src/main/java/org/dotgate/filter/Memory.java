package org.dotgate.filter;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Verdicts that came too late for their client, kept for its retry. Called on workers only, since knowing a message again
 * means reading it. Thread-safe.
 */
public interface Memory {
    /**
     * Looks for the decision that is remembered for this message. Whoever asks and waits no more cancels the stage.
     *
     * @return complete when this returns if the answer is at hand, as it mostly is. Empty also when it cannot be found out
     */
    CompletionStage<Optional<Decision>> recall(Transaction transaction);

    /**
     * Remembers a decision for the message's retry. The message is not read any more once this returns; whether the
     * decision could be stored turns out later, and is nobody's concern but this memory's.
     *
     * @param decision without what filters found that are {@linkplain Filter#isRemembered not remembered}
     */
    void remember(Transaction transaction, Decision decision);

    /** A memory that remembers nothing. */
    Memory NONE = new Memory() {
        private final CompletionStage<Optional<Decision>> nothing = CompletableFuture.completedStage(Optional.empty());

        @Override
        public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
            return nothing;
        }

        @Override
        public void remember(Transaction transaction, Decision decision) {
            // nothing is remembered
        }
    };
}
