package org.dotgate.callout;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;

/** Call-outs that ask nobody and know nothing, for where no client waits, or none are wanted. Immutable. */
public enum NoCallouts implements Callouts {
    INSTANCE;

    private static final String REASON = "nobody is asked here";

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
        return CompletableFuture.completedFuture(CalloutResult.known(Answer.UNKNOWN, REASON));
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
        // nobody will ask
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return false;
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CalloutHealth health() {
        return new CalloutHealth(0, 0, null);
    }

    @Override
    public void close() {
        // there is nothing to end
    }
}
