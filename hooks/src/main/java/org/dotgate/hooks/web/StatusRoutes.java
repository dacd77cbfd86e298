package org.dotgate.hooks.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.Callouts;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/status}: how it goes at this moment. Asks no store. Thread-safe. */
final class StatusRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/status";

    private final Supplier<Map<String, Callouts>> callouts;

    StatusRoutes(Supplier<Map<String, Callouts>> callouts) {
        this.callouts = callouts;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, (request, response) -> status(), json);
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("callouts", new TreeMap<>(callouts.get()).entrySet().stream()
                .map(one -> callouts(one.getKey(), one.getValue().health())).collect(Collectors.toList()));
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
