package org.dotgate.insight;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.dotgate.filter.FilterResult;

/** What one filter has said so far, how long it took, and how often it failed. Thread-safe. */
public final class FilterFigures {
    private final Map<String, LongAdder> labels = new LinkedHashMap<>();
    private final Map<FilterResult.Origin, LongAdder> origins = new EnumMap<>(FilterResult.Origin.class);
    private final Histogram times = new Histogram();

    FilterFigures() {
        FilterResult.LABELS.forEach(label -> labels.put(label, new LongAdder()));
        for (FilterResult.Origin origin : FilterResult.Origin.values()) {
            origins.put(origin, new LongAdder());
        }
    }

    void add(FilterResult result) {
        labels.get(result.label()).increment();
        origins.get(result.origin()).increment();
        if (!result.isCancelled()) {
            times.add(result.time());
        }
    }

    /** How often it gave each verdict, by the label of {@link FilterResult#LABELS}, in their order. */
    public Map<String, Long> verdicts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        labels.forEach((label, count) -> counts.put(label, count.sum()));
        return counts;
    }

    /** How often it had no verdict in time. */
    public long timeouts() {
        return origins.get(FilterResult.Origin.TIMEOUT).sum();
    }

    /** How often it could not judge. */
    public long errors() {
        return origins.get(FilterResult.Origin.ERROR).sum();
    }

    /** From its start to its verdict, those that were cancelled left out. */
    public Histogram times() {
        return times;
    }
}
