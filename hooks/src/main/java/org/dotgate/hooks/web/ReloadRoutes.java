package org.dotgate.hooks.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dotgate.filter.LogText;
import org.dotgate.hooks.gate.GateHouse;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/reload}: reads a configuration file anew, on a thread of WebAdmin; sessions go on under the old one
 * meanwhile. Thread-safe.
 */
final class ReloadRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/reload";

    private final Configurations<GateHouse> houses;

    ReloadRoutes(Supplier<Map<String, GateHouse>> houses) {
        this.houses = new Configurations<>(houses, StatusRoutes.NONE);
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.post(PATH, this::reload);
    }

    private Object reload(Request request, Response response) {
        Optional<String> problem = houses.of(request).reload();
        if (problem.isPresent()) {
            throw Errors.invalid("the configuration is wrong, so the old one stays in force: " + LogText.safe(problem.get()));
        }
        response.status(204);
        return "";
    }
}
