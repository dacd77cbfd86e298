package org.dotgate.hooks.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.insight.Histogram;

/** How times are answered: durations in milliseconds, to the microsecond. */
final class Times {
    private Times() {}

    static double milliseconds(Duration duration) {
        return duration.toNanos() / 1000 / 1000.0;
    }

    /** Puts count, percentiles, and the histogram itself. */
    static void put(Map<String, Object> into, Histogram times) {
        into.put("count", times.count());
        into.put("p50Ms", milliseconds(times.percentile(50)));
        into.put("p99Ms", milliseconds(times.percentile(99)));
        into.put("maxMs", milliseconds(times.longest()));
        List<Map<String, Object>> bars = new ArrayList<>();
        for (Histogram.Bar bar : times.bars()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("upToMs", milliseconds(bar.upTo()));
            told.put("count", bar.count());
            bars.add(told);
        }
        into.put("histogram", bars);
    }
}
