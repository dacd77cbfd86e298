package org.dotgate.hooks;

import java.time.Duration;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.hooks.gate.Keeper;
import org.dotgate.insight.Insight;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log, operators and James's metrics how runs go: one line a decision, one a shadow verdict, one a client that does not
 * wait. Thread-safe.
 */
final class RunReport implements RunListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final Counters counters;
    private final DotTimes times;
    private final Keeper keeper;
    private final Insight insight;

    RunReport(Counters counters, DotTimes times, Keeper keeper, Insight insight) {
        this.counters = counters.fromZero(MetricName.DECISION, MetricName.CLIENT, MetricName.KEPT);
        this.times = times;
        this.keeper = keeper;
        this.insight = insight;
    }

    @Override
    public void filterEnded(Transaction transaction, FilterResult result) {
        insight.filterEnded(result);
        times.filterEnded(result);
        MetricName.counting(result).forEach(counters::count);
        if (result.isShadow() && result.verdict().isFailure()) {
            LOGGER.info("shadow: filter {} would have given {} to message {} {}", result.filter(),
                    LogText.safe(result.verdict().toString()), transaction.id(),
                    LogFields.of("DOT", transaction).with("shadow", Outcome.of(result).label()).with("by", result.filter()));
        }
    }

    @Override
    public void clientLeft(Transaction transaction, Event event, String filter, Duration waited) {
        insight.clientLeft(event, waited);
        counters.count(MetricName.CLIENT.of(event.label()));
        LOGGER.info("client {} {} after {} ms at the dot of message {}, {} {}",
                client(transaction), event == Event.QUIT ? "said QUIT" : "dropped", waited.toMillis(), transaction.id(),
                filter.isEmpty() ? "before a filter ran" : "while filter '" + filter + "' ran",
                LogFields.of("DOT", transaction).with("left", event.label()).with("ms", waited.toMillis()));
    }

    @Override
    public void recalled(Transaction transaction, Decision decision) {
        insight.cameBack();
    }

    @Override
    public void decided(Transaction transaction, Decision decision, Duration time) {
        insight.decided(transaction, decision, time);
        times.decided(time);
        counters.count(MetricName.DECISION.of(Outcome.of(decision).label()));
        log(transaction.id(), transaction.client(), transaction.envelope(), decision, time);
    }

    @Override
    public void unjudged(String id, Client client, Envelope envelope, Decision decision, Duration time) {
        insight.unjudged(id, client, envelope, decision, time);
        log(id, client, envelope, decision, time);
    }

    private static void log(String id, Client client, Envelope envelope, Decision decision, Duration time) {
        // reverse DNS is the client's to write
        LOGGER.info("message {} from <{}> at {}: {} in {} ms {}", id, LogText.safe(envelope.sender()), LogText.safe(client.toString()),
                decision, time.toMillis(),
                LogFields.of("DOT", client).with("message", id).with("outcome", Outcome.of(decision).label()).with("by", decision.by())
                        .with("ms", time.toMillis()));
    }

    private static String client(Transaction transaction) {
        // reverse DNS is the client's to write
        return LogText.safe(transaction.client().toString());
    }

    @Override
    public boolean keep(Transaction transaction, String filter, Verdict verdict) {
        boolean kept = keeper.keep(transaction, filter, verdict.reason());
        counters.count(MetricName.KEPT.of(kept ? "stored" : "failed"));
        return kept;
    }
}
