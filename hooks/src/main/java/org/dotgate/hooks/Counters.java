package org.dotgate.hooks;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.insight.MetricName;

/** James's counters, each made when it is first counted. Thread-safe. */
final class Counters {
    private final MetricFactory metrics;
    /** By name, of which there are as many as kinds, and filters. */
    private final Map<String, Metric> counters = new ConcurrentHashMap<>();

    Counters(MetricFactory metrics) {
        this.metrics = metrics;
    }

    /** Has these counted from the start, so that none yet can be told from not counted. */
    Counters fromZero(MetricName... names) {
        for (MetricName name : names) {
            name.names().forEach(this::metric);
        }
        return this;
    }

    /** Has what these filters say counted from the start. */
    void fromZero(Collection<String> filters) {
        for (String filter : filters) {
            MetricName.VERDICT.names(filter).forEach(this::metric);
            MetricName.TROUBLE.names(filter).forEach(this::metric);
        }
    }

    /** @param name one that a {@link MetricName} gave */
    void count(String name) {
        metric(name).increment();
    }

    private Metric metric(String name) {
        return counters.computeIfAbsent(name, metrics::generate);
    }
}
