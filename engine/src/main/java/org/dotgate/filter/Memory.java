package org.dotgate.filter;

import java.util.Optional;

/**
 * Verdicts that came too late for their client, kept for its retry. Called on workers only, since knowing a message again
 * means reading it. Thread-safe.
 */
public interface Memory {
    /** The decision remembered for this message; empty also when it cannot be found out. */
    Optional<Decision> recall(Transaction transaction);

    /** Remembers a decision for the message's retry. */
    void remember(Transaction transaction, Decision decision);

    /** A memory that remembers nothing. */
    Memory NONE = new Memory() {
        @Override
        public Optional<Decision> recall(Transaction transaction) {
            return Optional.empty();
        }

        @Override
        public void remember(Transaction transaction, Decision decision) {
            // nothing is remembered
        }
    };
}
