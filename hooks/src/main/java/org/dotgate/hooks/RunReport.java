package org.dotgate.hooks;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.hooks.gate.Keeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and James's metrics how runs go: one line a decision, one a shadow verdict, one a client that does not
 * wait. Thread-safe.
 */
final class RunReport implements RunListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final MetricFactory metrics;
    private final Keeper keeper;
    /** By name, of which there are as many as filters and outcomes. */
    private final Map<String, Metric> counters = new ConcurrentHashMap<>();

    RunReport(MetricFactory metrics, Keeper keeper) {
        this.metrics = metrics;
        this.keeper = keeper;
    }

    @Override
    public void filterEnded(Transaction transaction, FilterResult result) {
        count("dotgate.filter." + result.filter() + "." + result.label());
        if (result.isShadow() && result.verdict().isFailure()) {
            LOGGER.info("shadow: filter {} would have given {} to message {}", result.filter(),
                    LogText.safe(result.verdict().toString()), transaction.id());
        }
    }

    @Override
    public void clientLeft(Transaction transaction, Event event, String filter, Duration waited) {
        count("dotgate.client." + event.label());
        LOGGER.info("client {} {} after {} ms at the dot of message {}, {}",
                client(transaction), event == Event.QUIT ? "said QUIT" : "dropped", waited.toMillis(), transaction.id(),
                filter.isEmpty() ? "before a filter ran" : "while filter '" + filter + "' ran");
    }

    @Override
    public void decided(Transaction transaction, Decision decision, Duration time) {
        count("dotgate.decision." + decision.kind().name().toLowerCase(Locale.ROOT));
        LOGGER.info("message {} from <{}> at {}: {} in {} ms", transaction.id(),
                LogText.safe(transaction.envelope().sender()), client(transaction), decision, time.toMillis());
    }

    private void count(String name) {
        counters.computeIfAbsent(name, metrics::generate).increment();
    }

    private static String client(Transaction transaction) {
        // reverse DNS is the client's to write
        return LogText.safe(transaction.client().toString());
    }

    @Override
    public boolean keep(Transaction transaction, String filter, Verdict verdict) {
        return keeper.keep(transaction, filter, verdict.reason());
    }
}
