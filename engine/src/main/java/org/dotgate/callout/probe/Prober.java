package org.dotgate.callout.probe;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.answer.Answer;

/**
 * Asks the servers that take mail for an address whether they would take mail for it, and never sends any. Never waits.
 * Thread-safe.
 */
public interface Prober extends AutoCloseable {
    /**
     * Begins a probe.
     *
     * @return completes normally, whatever the servers do, within the total of the time-outs and a second; maybe on an I/O
     *     thread, so what is done behind it must be short, or go to another thread. To cancel it ends the dialogue at once
     */
    CompletableFuture<ProbeResult> probe(ProbeRequest request);

    /** Whether a probe is connected with this address now, or about to be. */
    boolean isAsking(InetAddress server);

    /** How many probes are under way. */
    int underWay();

    /** What it has to do with each provider of mail, those of late; bounded. */
    default List<ProviderFigures> providers() {
        return List.of();
    }

    /** How often probes have ended with each answer, since the start. Those that were called off are not counted. */
    default Map<Answer, Long> answers() {
        return Map.of();
    }

    /** Ends all dialogues, and the threads. */
    @Override
    void close();
}
