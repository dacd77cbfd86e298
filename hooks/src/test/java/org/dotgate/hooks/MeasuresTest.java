package org.dotgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Services;
import org.dotgate.greylist.GreylistCounts;
import org.dotgate.insight.MetricName;
import org.dotgate.insight.MetricName.Type;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.Timer;
import org.dotgate.verdicts.RememberedVerdicts;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What James's gauges tell of all configurations together. */
class MeasuresTest {
    @TempDir
    private Path folder;

    private final Timer timer = new StandingTimer();
    private final FakeGauges gauges = new FakeGauges();
    private final Measures measures = new Measures(gauges);
    private final Background background = new Background(2);
    private final List<LivePolicy> policies = new ArrayList<>();

    @AfterEach
    void close() {
        policies.forEach(LivePolicy::close);
    }

    @Test
    void gaugesShouldBeZeroWhenNothingIsConfigured() {
        Set<String> names = Set.copyOf(gauges.names());

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(gauges.read(name)).as(name).isZero());
    }

    @Test
    void gaugesShouldBeThoseThatHaveNames() {
        new DotTimes(gauges, timer);
        measures.gauge(MetricName.PARKED.only(), () -> 3);
        measures.gauge(MetricName.WAITING.only(), () -> 4);
        measures.gauge(MetricName.CHAIN_PROBLEM.only(), () -> 1);

        assertThat(gauges.names()).containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricName.values())
                .filter(name -> name.type() != Type.COUNTER && !name.isByFilter()).flatMap(name -> name.names().stream()).toList());
        assertThat(gauges.read("dotgate.parked")).isEqualTo(3);
    }

    @Test
    void configurationsShouldBeSummedUp() throws Exception {
        LivePolicy first = watch("first.ini", "[dot]\npatience = 90s\n");
        LivePolicy second = watch("second.ini", "[dot]\npatience = 60s\n");
        watch("third.ini", "[dot]\npatience = off\n");
        assertThat(gauges.read("dotgate.configurations")).isEqualTo(3);
        assertThat(gauges.read("dotgate.dot.patience")).isEqualTo(60_000);
        assertThat(background.tryEnter()).isTrue();
        assertThat(gauges.read("dotgate.background")).isEqualTo(3);

        store(first).fail("disk full");
        store(second).fail("disk full");
        assertThat(gauges.read("dotgate.store.failing")).isEqualTo(2);
        store(first).get("verdicts", "a");
        store(second).get("verdicts", "a");
        assertThat(gauges.read("dotgate.store.failures")).isEqualTo(2);
        store(first).fail(null);
        assertThat(gauges.read("dotgate.store.failing")).isEqualTo(1);

        Files.writeString(folder.resolve("second.ini"), "[dott]\n");
        second.reload();
        assertThat(gauges.read("dotgate.configuration.problem")).isEqualTo(1);
        assertThat(gauges.read("dotgate.dot.patience")).isEqualTo(60_000);
    }

    private static MemoryStore store(LivePolicy policy) {
        return (MemoryStore) policy.current().store();
    }

    private LivePolicy watch(String name, String text) throws Exception {
        Path ini = Files.writeString(folder.resolve(name), text);
        Services services = Services.temporary(timer);
        LivePolicy policy = new LivePolicy(new PolicyLoader(List.of()), ini, name,
                () -> new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services), timer, Runnable::run,
                inForce -> {});
        policies.add(policy);
        RememberedVerdicts memory = new RememberedVerdicts(policy.current().store(), Runnable::run, timer);
        measures.watch(policy, background, memory, new GreylistCounts());
        return policy;
    }
}
