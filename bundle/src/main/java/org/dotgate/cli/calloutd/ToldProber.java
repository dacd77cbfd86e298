package org.dotgate.cli.calloutd;

import java.net.InetAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dotgate.callout.probe.ProbeRequest;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;
import org.dotgate.filter.LogText;

/** A prober, each of whose answers somebody is told in a line. Thread-safe. */
final class ToldProber implements Prober {
    private final Prober prober;
    private final Consumer<String> told;
    private final Supplier<Instant> clock;

    ToldProber(Prober prober, Consumer<String> told, Supplier<Instant> clock) {
        this.prober = prober;
        this.told = told;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<ProbeResult> probe(ProbeRequest request) {
        CompletableFuture<ProbeResult> result = prober.probe(request);
        result.thenAccept(found -> told.accept(clock.get() + " " + LogText.safe(request.address() + ": " + found)));
        return result;
    }

    @Override
    public boolean isAsking(InetAddress server) {
        return prober.isAsking(server);
    }

    @Override
    public int underWay() {
        return prober.underWay();
    }

    @Override
    public void close() {
        prober.close();
    }
}
