package org.dotgate.callout;

import java.util.concurrent.CompletionStage;

/**
 * Where hard attempts wait until somebody makes them: this process, or a callout server elsewhere. What is in it is still in
 * it after a crash. Thread-safe.
 */
public interface CalloutQueue extends AutoCloseable {
    /**
     * Adds work, unless work for the same key is there.
     *
     * @return whether it was added. Fails with the store
     */
    CompletionStage<Boolean> add(CalloutWork work);

    /** Whether work for a key is waiting or under way. Fails with the store. */
    CompletionStage<Boolean> has(String key);

    /** How many pieces of work wait, as far as this process knows. */
    int waiting();

    /** Ends it; what is in it stays. */
    @Override
    void close();
}
