package org.dotgate.hooks.trouble;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dotgate.callout.Callouts;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.store.StoreHealth;
import org.dotgate.store.StoreSettings;

/**
 * Every problem there is, as long as there is one: chains without what they need, a store that fails, for a day that a store
 * has lost what it held, a changed configuration that is wrong, call-outs that do not go as they should. Asks no store.
 * Thread-safe.
 */
public final class Problems {
    /** How long a loss is told: whoever looks once a day should see it. */
    static final Duration LOSS_TOLD = Duration.ofDays(1);

    private final HandlerChains chains;
    private final Supplier<Map<String, GateHouse>> houses;
    private final Supplier<Map<String, Callouts>> callouts;

    /**
     * @param houses of each configuration that handlers have read, by its name
     * @param callouts those of each configuration that has some
     */
    public Problems(HandlerChains chains, Supplier<Map<String, GateHouse>> houses, Supplier<Map<String, Callouts>> callouts) {
        this.chains = chains;
        this.houses = houses;
        this.callouts = callouts;
    }

    /** Those of this moment. */
    public List<Problem> now() {
        List<Problem> problems = new ArrayList<>(chains.problems());
        new TreeMap<>(houses.get()).forEach((config, house) -> {
            StoreHealth store = house.policy().store().health();
            failing(config, store, house.policy().storeSettings()).ifPresent(problems::add);
            lost(config, store, house.chains().timer().now()).ifPresent(problems::add);
            house.problem().ifPresent(told -> problems.add(Problem.slight(config,
                    "the changed configuration is wrong, so the old one is in force", told)));
        });
        new TreeMap<>(callouts.get()).forEach((config, asking) -> asking.health().problem()
                .ifPresent(told -> problems.add(Problem.slight(config, "call-outs need a look", told))));
        return problems;
    }

    private static Optional<Problem> failing(String config, StoreHealth store, StoreSettings settings) {
        return store.failingSince().map(since -> Problem.grave(config, "the store has failed since " + since
                + ", so that mail it has something to say about "
                + (settings.onFailure() == StoreSettings.OnFailure.PASS ? "passes" : "is put off"),
                store.problem().orElse(null)));
    }

    private static Optional<Problem> lost(String config, StoreHealth store, Instant now) {
        return store.lostAt().filter(lost -> now.isBefore(lost.plus(LOSS_TOLD)))
                .map(lost -> Problem.slight(config, "what the store held was lost at " + lost, null));
    }
}
