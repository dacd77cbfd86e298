package org.dotgate.callout;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dotgate.callout.probe.Prober;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/** The call-outs of one process. Thread-safe. */
public final class CalloutService implements Callouts {
    /**
     * A service that makes the hard attempts itself, and begins with those that the store has from before.
     *
     * @param prober is closed with it
     * @param workers where all goes on that comes of a probe, the store's or the clock's
     * @param first the settings until others come with a question
     */
    public CalloutService(Store store, Prober prober, Timer timer, Executor workers, CalloutSettings first) {
    }

    /**
     * A service that leaves the hard attempts to whoever takes them from the queue.
     *
     * @param queue is closed with it
     */
    public CalloutService(Store store, Prober prober, Timer timer, Executor workers, CalloutSettings first, CalloutQueue queue) {
    }

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return false;
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CalloutHealth health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
