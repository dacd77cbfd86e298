package org.dotgate.hooks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.james.metrics.api.GaugeRegistry;
import org.dotgate.filter.FilterNames;
import org.dotgate.filter.FilterResult;
import org.dotgate.insight.Histogram;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.RecentTimes;
import org.dotgate.time.Timer;

/**
 * How long the dot, and each filter at it, took of late, as gauges. James's own timers can only time what begins and ends in
 * one place, and a filter's time is known to the engine already. Thread-safe.
 */
final class DotTimes {
    private static final Map<String, ToLongFunction<Histogram>> FIGURES = Map.of(
            "p50", times -> times.percentile(50).toMillis(),
            "p99", times -> times.percentile(99).toMillis(),
            "max", times -> times.longest().toMillis());

    private final GaugeRegistry gauges;
    private final Timer timer;
    private final RecentTimes dot;
    /** By name as metrics have it, of which a configuration has few. */
    private final Map<String, RecentTimes> filters = new ConcurrentHashMap<>();

    DotTimes(GaugeRegistry gauges, Timer timer) {
        this.gauges = gauges;
        this.timer = timer;
        this.dot = new RecentTimes(timer);
        register(dot, MetricName.DOT_TIME::of);
    }

    void filterEnded(FilterResult result) {
        if (!result.isCancelled()) {
            filters.computeIfAbsent(FilterNames.inMetrics(result.filter()), this::filter).add(result.time());
        }
    }

    void decided(Duration time) {
        dot.add(time);
    }

    private RecentTimes filter(String name) {
        RecentTimes times = new RecentTimes(timer);
        register(times, figure -> MetricName.FILTER_TIME.of(name, figure));
        return times;
    }

    private void register(RecentTimes times, Function<String, String> name) {
        FIGURES.forEach((figure, value) -> gauges.register(name.apply(figure), () -> value.applyAsLong(times.all())));
    }
}
