package org.dotgate.mailets;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogFields;
import org.dotgate.filter.LogText;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and James's metrics how runs in the mailet container go, in the words the dot uses. Copies are not kept
 * here: a refused mail is in James's hands already. Thread-safe.
 */
final class MailetReport implements RunListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.dotgate.decision");

    private final MetricFactory metrics;
    /** By name, of which there are as many as filters and outcomes. */
    private final Map<String, Metric> counters = new ConcurrentHashMap<>();

    MailetReport(MetricFactory metrics) {
        this.metrics = metrics;
        // none yet is to be told from not counted
        MetricName.MAILET.names().forEach(this::metric);
    }

    /** Has what these filters say counted from the start. */
    void fromZero(Collection<String> filters) {
        for (String filter : filters) {
            MetricName.VERDICT.names(filter).forEach(this::metric);
            MetricName.TROUBLE.names(filter).forEach(this::metric);
        }
    }

    @Override
    public void filterEnded(Transaction transaction, FilterResult result) {
        MetricName.counting(result).forEach(this::count);
        if (result.isShadow() && result.verdict().isFailure()) {
            LOGGER.info("shadow: filter {} would have given {} to message {} {}", result.filter(),
                    LogText.safe(result.verdict().toString()), transaction.id(),
                    LogFields.of(LogFields.MAILET, transaction).with("shadow", Outcome.of(result).label()).with("by", result.filter()));
        }
    }

    @Override
    public void decided(Transaction transaction, Decision decision, Duration time) {
        count(MetricName.MAILET.of(Outcome.of(decision).label()));
        LOGGER.info("mail {} from <{}> in the mailet container: {} in {} ms {}", transaction.id(),
                LogText.safe(transaction.envelope().sender()), decision, time.toMillis(),
                LogFields.of(LogFields.MAILET, transaction).with("outcome", Outcome.of(decision).label())
                        .with("by", decision.by()).with("ms", time.toMillis()));
    }

    private void count(String name) {
        metric(name).increment();
    }

    private Metric metric(String name) {
        return counters.computeIfAbsent(name, metrics::generate);
    }
}
