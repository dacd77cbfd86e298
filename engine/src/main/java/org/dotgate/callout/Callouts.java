package org.dotgate.callout;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.probe.ProviderFigures;

/**
 * Knows of addresses whether they exist, or finds out: the one service of all sessions. An address is asked about once at a
 * time, however many sessions want to know. Never waits. Thread-safe.
 */
public interface Callouts extends AutoCloseable {
    /**
     * What is known of an address; if nothing is, it is asked about, with soft time-outs, and if that tells nothing,
     * with hard ones in the background. Nobody is told that it is asked about before that will outlive this process, unless
     * the store does not take it.
     *
     * @param within how long the soft attempt may take, if that is less than the soft total
     * @return there when the call returns if the answer is in memory; else it completes on a worker, normally, within that
     *     time and a second. To cancel it does not end the probe, in which others may have an interest
     */
    CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within);

    /** The same, within the soft total. */
    default CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question) {
        return ask(settings, question, settings.soft().total());
    }

    /**
     * What is known of an address without anybody being asked: an answer that holds, or that work goes on.
     *
     * @return empty if nothing is known, and nothing is done about it; there when the call returns if the answer is in
     *     memory; else it completes on a worker, within the store's bounds. Trouble with the store is empty, too
     */
    default CompletableFuture<Optional<CalloutResult>> recall(CalloutSettings settings, CalloutQuestion question) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Has an address of which nothing is known asked about with hard time-outs, in the background: nobody waits for it yet. */
    void prepare(CalloutSettings settings, CalloutQuestion question);

    /** Whether one of our probes is connected with this client now, so that what it asks of us may come of that. */
    boolean isAsking(InetAddress client);

    /** What is remembered of an address; empty for nothing. Fails with the store. */
    CompletionStage<Optional<CalloutRecord>> record(String address);

    /** The work that goes on to find out about an address; empty for none, or where there is no such work. Fails with the store. */
    default CompletionStage<Optional<CalloutWork>> work(String address) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Forgets an address; false if there was nothing to forget. Fails with the store. */
    CompletionStage<Boolean> forget(String address);

    /**
     * A page of what is remembered, without transcripts, in an order of the store's own.
     *
     * @param after the {@link CalloutRecord#address address} of the last record of the page before; empty for the first
     * @param limit how many at most, from 1 to 1000
     * @return the records; none only if there are no more. Fails with the store
     */
    CompletionStage<List<CalloutRecord>> list(String after, int limit);

    /** What this process has to do with each provider of mail, in the order of their names. Bounded; asks no store. */
    default List<ProviderFigures> providers() {
        return List.of();
    }

    /** How often probes of this process have ended with each answer, since its start. */
    default Map<Answer, Long> answers() {
        return Map.of();
    }

    /** How it goes. */
    CalloutHealth health();

    /**
     * Ends all probes; what was to be asked with hard time-outs is asked after the next start, soft attempts that this cuts off
     * among it. Waits some seconds at most.
     */
    @Override
    void close();
}
