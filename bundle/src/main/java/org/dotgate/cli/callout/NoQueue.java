package org.dotgate.cli.callout;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.CalloutQueue;
import org.dotgate.callout.CalloutWork;

/** Leaves the work that waits to those it waits for. Thread-safe. */
final class NoQueue implements CalloutQueue {
    @Override
    public CompletionStage<Boolean> add(CalloutWork work) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> find(String key) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void close() {
        // there is nothing to end
    }
}
