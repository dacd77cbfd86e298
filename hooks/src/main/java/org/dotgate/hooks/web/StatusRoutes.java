package org.dotgate.hooks.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.Callouts;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.LogText;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.trouble.HandlerChains;
import org.dotgate.hooks.trouble.Problem;
import org.dotgate.policy.Policy;
import org.dotgate.store.StoreHealth;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/status}: how it goes at this moment. Asks no store. Thread-safe. */
final class StatusRoutes implements RouteGroup {
    /** What is told where there is nothing to tell. */
    static final String NONE = HandlerChains.NOT_IN_USE;

    private static final String PATH = DotgateRoutes.BASE + "/status";

    private final Supplier<Map<String, GateHouse>> houses;
    private final Supplier<Map<String, Callouts>> callouts;
    private final Supplier<List<Problem>> problems;
    private final Supplier<Instant> now;
    private final LongSupplier parked;
    private final LongSupplier workersWaiting;

    /**
     * @param houses of each configuration, by its name
     * @param callouts those of each configuration that has some
     * @param problems what an operator should see to
     * @param parked how many sessions are
     * @param workersWaiting how many tasks wait for a worker
     */
    StatusRoutes(Supplier<Map<String, GateHouse>> houses, Supplier<Map<String, Callouts>> callouts,
            Supplier<List<Problem>> problems, Supplier<Instant> now, LongSupplier parked, LongSupplier workersWaiting) {
        this.houses = houses;
        this.callouts = callouts;
        this.problems = problems;
        this.now = now;
        this.parked = parked;
        this.workersWaiting = workersWaiting;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, (request, response) -> status(), json);
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("time", now.get().toString());
        status.put("version", StatusRoutes.class.getPackage().getImplementationVersion());
        status.put("problems", problems.get().stream().map(StatusRoutes::problem).collect(Collectors.toList()));
        status.put("parked", parked.getAsLong());
        status.put("workersWaiting", workersWaiting.getAsLong());
        status.put("configurations", new TreeMap<>(houses.get()).entrySet().stream()
                .map(one -> configuration(one.getKey(), one.getValue())).collect(Collectors.toList()));
        status.put("callouts", new TreeMap<>(callouts.get()).entrySet().stream()
                .map(one -> callouts(one.getKey(), one.getValue().health())).collect(Collectors.toList()));
        return status;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("config", problem.config().orElse(null));
        told.put("text", problem.text());
        told.put("detail", problem.detail().orElse(null));
        return told;
    }

    private static Map<String, Object> configuration(String config, GateHouse house) {
        Policy policy = house.policy();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("config", config);
        status.put("problem", house.problem().map(LogText::safe).orElse(null));
        status.put("dot", policy.dot().steps().stream().map(FilterStep::name).collect(Collectors.toList()));
        // a greylist at RCPT has a filter at the dot as well, for those it cannot delay there
        boolean greylist = policy.dot().steps().stream().anyMatch(step -> step.type().equals("greylist"));
        status.put("greylistAt", greylist ? label(policy.greylistSettings().at()) : null);
        status.put("calloutReplyAt", policy.callouts().map(check -> label(check.settings().replyAt())).orElse(null));
        status.put("store", store(policy.store().health()));
        return status;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> store(StoreHealth health) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("failures", health.failures());
        status.put("failingSince", health.failingSince().map(Instant::toString).orElse(null));
        status.put("problem", health.problem().map(LogText::safe).orElse(null));
        status.put("lostAt", health.lostAt().map(Instant::toString).orElse(null));
        return status;
    }

    private static Map<String, Object> callouts(String config, CalloutHealth health) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("config", config);
        status.put("probing", health.probing());
        status.put("queued", health.queued());
        status.put("problem", health.problem().orElse(null));
        return status;
    }
}
