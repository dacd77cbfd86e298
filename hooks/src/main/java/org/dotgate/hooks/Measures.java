package org.dotgate.hooks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.james.metrics.api.GaugeRegistry;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.greylist.GreylistCounts;
import org.dotgate.insight.MetricName;
import org.dotgate.policy.LivePolicy;
import org.dotgate.verdicts.RememberedVerdicts;
import org.dotgate.work.Background;

/**
 * What James's gauges tell about all configurations together. Each looks at what is in memory, and waits for nothing.
 * Thread-safe.
 */
final class Measures {
    /** What a configuration has that is measured. Immutable. */
    private static final class House {
        final LivePolicy policy;
        final Background background;
        final RememberedVerdicts memory;
        final GreylistCounts greylist;

        House(LivePolicy policy, Background background, RememberedVerdicts memory, GreylistCounts greylist) {
            this.policy = policy;
            this.background = background;
            this.memory = memory;
            this.greylist = greylist;
        }
    }

    private final GaugeRegistry gauges;
    private final List<House> houses = new CopyOnWriteArrayList<>();

    Measures(GaugeRegistry gauges) {
        this.gauges = gauges;
        sum(MetricName.BACKGROUND.only(), house -> house.background.taken());
        sum(MetricName.REMEMBERED.only(), house -> house.memory.used());
        sum(MetricName.MEMORY_FAILURES.only(), house -> house.memory.failures());
        sum(MetricName.GREYLIST.of("passed"), house -> house.greylist.passed());
        sum(MetricName.GREYLIST.of("delayed"), house -> house.greylist.delayed());
        sum(MetricName.GREYLIST.of("shadow-delayed"), house -> house.greylist.shadowDelayed());
        sum(MetricName.GREYLIST.of("unavailable"), house -> house.greylist.unavailable());
        sum(MetricName.CONFIGURATIONS.only(), house -> 1);
        count(MetricName.CONFIGURATION_PROBLEM, house -> house.policy.problem().isPresent());
        count(MetricName.STORE_FAILING, house -> house.policy.current().store().health().failingSince().isPresent());
        sum(MetricName.STORE_FAILURES.only(), house -> house.policy.current().store().health().failures());
        callouts(MetricName.PROBING.only(), callouts -> callouts.health().probing());
        callouts(MetricName.QUEUED.only(), callouts -> callouts.health().queued());
        calloutsThat(MetricName.HALTED, CalloutHealth::isHalted);
        calloutsThat(MetricName.CALLOUT_PROBLEM, health -> health.problem().isPresent());
        for (Answer answer : Answer.values()) {
            callouts(MetricName.PROBE.of(answer.text()), callouts -> callouts.answers().getOrDefault(answer, 0L));
        }
        gauge(MetricName.PATIENCE.only(), this::patience);
    }

    /** Has a configuration measured. */
    void watch(LivePolicy policy, Background background, RememberedVerdicts memory, GreylistCounts greylist) {
        houses.add(new House(policy, background, memory, greylist));
    }

    private long patience() {
        return houses.stream().mapToLong(house -> house.policy.current().dot().settings().patience().toMillis())
                .filter(patience -> patience > 0).min().orElse(0);
    }

    void gauge(String name, LongSupplier value) {
        gauges.register(name, value::getAsLong);
    }

    private void sum(String name, ToLongFunction<House> part) {
        gauge(name, () -> houses.stream().mapToLong(part).sum());
    }

    private void count(MetricName name, Predicate<House> wanted) {
        sum(name.only(), house -> wanted.test(house) ? 1 : 0);
    }

    private void callouts(String name, ToLongFunction<Callouts> part) {
        sum(name, house -> house.policy.current().callouts().map(check -> part.applyAsLong(check.callouts())).orElse(0L));
    }

    private void calloutsThat(MetricName name, Predicate<CalloutHealth> wanted) {
        callouts(name.only(), callouts -> wanted.test(callouts.health()) ? 1 : 0);
    }
}
