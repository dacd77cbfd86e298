package org.dotgate.hooks;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Gauge;
import org.apache.james.metrics.api.GaugeRegistry;

/** Gauges that a test reads. The first of a name stays, as with James. Thread-safe. */
final class FakeGauges implements GaugeRegistry {
    private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();

    @Override
    public <T> GaugeRegistry register(String name, Gauge<T> gauge) {
        gauges.putIfAbsent(name, gauge);
        return this;
    }

    @Override
    public <T> SettableGauge<T> settableGauge(String name) {
        throw new UnsupportedOperationException();
    }

    /** What a gauge tells now. */
    long read(String name) {
        return ((Number) gauges.get(name).get()).longValue();
    }

    /** All names. */
    Set<String> names() {
        return gauges.keySet();
    }
}
