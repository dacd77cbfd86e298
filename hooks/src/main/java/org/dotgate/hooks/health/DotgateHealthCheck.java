package org.dotgate.hooks.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.dotgate.callout.Callouts;
import org.dotgate.filter.LogText;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.store.StoreHealth;
import org.dotgate.store.StoreSettings;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Unhealthy while a store fails; degraded for a day after what a store held was lost, and while a changed configuration is
 * wrong, so that the old one is in force, and while call-outs do not go as they should. {@code healthcheck.properties} names it under {@code additional.healthchecks}.
 * Thread-safe.
 */
public final class DotgateHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Dotgate");
    /** How long a loss is told: whoever looks once a day should see it. */
    private static final Duration TOLD = Duration.ofDays(1);

    private final Supplier<Map<String, GateHouse>> houses;
    private final Supplier<Map<String, Callouts>> callouts;

    @Inject
    public DotgateHealthCheck(Dotgate dotgate) {
        this(dotgate::houses, dotgate::callouts);
    }

    /** @param callouts those of each configuration that has some */
    DotgateHealthCheck(Supplier<Map<String, GateHouse>> houses, Supplier<Map<String, Callouts>> callouts) {
        this.houses = houses;
        this.callouts = callouts;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return Mono.fromSupplier(this::result);
    }

    private Result result() {
        List<String> broken = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        new TreeMap<>(houses.get()).forEach((config, house) -> {
            StoreHealth store = house.policy().store().health();
            broken(store, house.policy().storeSettings()).ifPresent(told -> broken.add(config + ": " + told));
            lost(store, house.chains().timer().now()).ifPresent(told -> doubtful.add(config + ": " + told));
            house.problem().ifPresent(told ->
                    doubtful.add("the changed configuration is wrong, so the old one is in force: " + LogText.safe(told)));
        });
        new TreeMap<>(callouts.get()).forEach((config, asking) ->
                asking.health().problem().ifPresent(told -> doubtful.add(config + ": " + LogText.safe(told))));
        List<String> all = new ArrayList<>(broken);
        all.addAll(doubtful);
        String cause = String.join("; ", all);
        if (all.isEmpty()) {
            return Result.healthy(NAME);
        }
        return broken.isEmpty() ? Result.degraded(NAME, cause) : Result.unhealthy(NAME, cause);
    }

    private static Optional<String> broken(StoreHealth store, StoreSettings settings) {
        return store.failingSince().map(since -> "the store has failed since " + since + ", so that mail it has something to say "
                + "about " + (settings.onFailure() == StoreSettings.OnFailure.PASS ? "passes" : "is put off") + ": "
                + LogText.safe(store.problem().orElse("unknown")));
    }

    private static Optional<String> lost(StoreHealth store, Instant now) {
        return store.lostAt().filter(lost -> now.isBefore(lost.plus(TOLD)))
                .map(lost -> "what the store held was lost at " + lost);
    }
}
