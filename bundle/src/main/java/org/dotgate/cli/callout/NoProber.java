package org.dotgate.cli.callout;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;

/** Asks nobody, for who only looks at what is remembered. Thread-safe. */
final class NoProber implements Prober {
    @Override
    public CompletableFuture<ProbeResult> probe(ProbeRequest request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("nobody is asked here"));
    }

    @Override
    public boolean isAsking(InetAddress server) {
        return false;
    }

    @Override
    public int underWay() {
        return 0;
    }

    @Override
    public void close() {
        // there is nothing to end
    }
}
