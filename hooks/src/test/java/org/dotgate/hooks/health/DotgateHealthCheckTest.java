package org.dotgate.hooks.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.core.healthcheck.ResultStatus;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.Callouts;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Services;
import org.dotgate.hooks.DotHook;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.trouble.HandlerChains;
import org.dotgate.hooks.trouble.Problems;
import org.dotgate.hooks.web.FakeCallouts;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class DotgateHealthCheckTest {
    @TempDir
    private Path folder;
    private final StandingTimer timer = new StandingTimer();
    private boolean started = true;
    private final Map<String, GateHouse> houses = new HashMap<>();
    private final Map<String, Callouts> callouts = new HashMap<>();
    private final HandlerChains chains = new HandlerChains(() -> started, houses::keySet, List::of, config -> false);
    private final DotgateHealthCheck check = new DotgateHealthCheck(new Problems(chains, () -> houses, () -> callouts)::now);
    private LivePolicy policy;
    private MemoryStore store;

    @BeforeEach
    void open() throws Exception {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), "[store]\non-failure = tempfail\n");
        Services services = Services.temporary(timer);
        policy = new LivePolicy(new PolicyLoader(List.of()), ini, "conf/dotgate.ini",
                () -> new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services), timer,
                Runnable::run, inForce -> {});
        store = (MemoryStore) policy.current().store();
        ChainHouse runs = new ChainHouse(timer, Runnable::run, new Background(1), Memory.NONE, new RunListener() {});
        houses.put("file://conf/dotgate.ini", new GateHouse(policy, runs, null, null, null));
    }

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void checkShouldBeHealthyWhenNothingIsWrong() {
        assertThat(result().getStatus()).isEqualTo(ResultStatus.HEALTHY);
        assertThat(result().getComponentName().getName()).isEqualTo("Dotgate");
    }

    @Test
    void checkShouldBeUnhealthyWhenDotgateIsNotInUseThoughJamesHasStarted() {
        houses.clear();

        assertThat(result().getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(result().getCause()).hasValueSatisfying(cause -> assertThat(cause)
                .contains("not in use", "in conf/smtpserver.xml, make <handler class=\"org.dotgate.hooks.SessionGate\"/> the first <handler>"));

        started = false;
        assertThat(result().getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void checkShouldBeDegradedWhenAHookIsWithoutGate() {
        chains.withoutGate("file://conf/dotgate.ini", DotHook.class);

        assertThat(result().getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(result().getCause()).hasValueSatisfying(cause -> assertThat(cause).contains("smtpserver.xml has DotHook without the gate"));
    }

    @Test
    void checkShouldBeUnhealthyUntilTheStoreWorksAgain() {
        store.fail("disk full\r\nforged line");

        assertThat(result().getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(result().getCause()).hasValueSatisfying(cause ->
                assertThat(cause).contains("2026-11-24T10:00:00Z", "put off", "disk full??forged line"));

        store.fail(null);
        assertThat(result().getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void checkShouldBeDegradedForADayWhenTheStoreWasLost() {
        store.lose();

        assertThat(result().getStatus()).isEqualTo(ResultStatus.DEGRADED);
        timer.now = timer.now.plus(Duration.ofDays(1));
        assertThat(result().getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void checkShouldBeDegradedWhenTheChangedConfigurationIsWrong() throws Exception {
        Files.writeString(folder.resolve("dotgate.ini"), "[dott]\n");
        policy.reload();

        assertThat(result().getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(result().getCause()).hasValueSatisfying(cause ->
                assertThat(cause).contains("conf/dotgate.ini:1", "the old one is in force"));

        store.fail("gone");
        assertThat(result().getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(result().getCause()).hasValueSatisfying(cause -> assertThat(cause).containsSubsequence("gone", "conf/dotgate.ini:1"));
    }

    @Test
    void checkShouldBeDegradedWhileCallOutsHaveAProblem() {
        callouts.put("file://conf/dotgate.ini", new FakeCallouts().with(new CalloutHealth(0, 0, "12 servers refuse\r\nus")));
        callouts.put("file://conf/other.ini", new FakeCallouts());

        assertThat(result().getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(result().getCause()).hasValue("file://conf/dotgate.ini: call-outs need a look: 12 servers refuse??us");

        callouts.put("file://conf/dotgate.ini", new FakeCallouts());
        assertThat(result().getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    private Result result() {
        return Mono.from(check.check()).block();
    }

    /** Stands still until it is set. */
    private static final class StandingTimer implements Timer {
        private Instant now = Instant.parse("2026-11-24T10:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm in(Duration delay, Runnable action) {
            return () -> {};
        }
    }
}
