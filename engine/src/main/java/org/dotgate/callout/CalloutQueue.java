package org.dotgate.callout;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where hard attempts wait until somebody makes them: this process, or a callout server elsewhere. What is in it is still in
 * it after a crash. Thread-safe.
 */
public interface CalloutQueue extends AutoCloseable {
    /**
     * Adds work, unless work for the same key is there.
     *
     * @return whether it was added. Fails with the store, and with a {@link QueueFullException}
     */
    CompletionStage<Boolean> add(CalloutWork work);

    /** The work for a key that waits or is under way, as it was last put off; empty for none. Fails with the store. */
    CompletionStage<Optional<CalloutWork>> find(String key);

    /** How many pieces of work wait, as far as this process knows. */
    int waiting();

    /** Ends it; what is in it stays. */
    @Override
    void close();
}
