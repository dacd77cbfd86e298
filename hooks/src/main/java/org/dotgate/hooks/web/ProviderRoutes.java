package org.dotgate.hooks.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.probe.MxUse;
import org.dotgate.callout.probe.ProviderFigures;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/callout-providers}: how call-outs go with each provider of mail. Bounded by those that are counted; asks no
 * store. Thread-safe.
 */
final class ProviderRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/callout-providers";

    private final Configurations<Callouts> configurations;

    ProviderRoutes(Supplier<Map<String, Callouts>> callouts) {
        this.configurations = new Configurations<>(callouts, CalloutRoutes.NOT_ASKED);
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, (request, response) -> all(configurations.of(request).providers()), json);
    }

    private static Map<String, Object> all(List<ProviderFigures> providers) {
        return Map.of("providers", providers.stream().map(ProviderRoutes::one).collect(Collectors.toList()));
    }

    private static Map<String, Object> one(ProviderFigures figures) {
        Map<String, Long> answers = new LinkedHashMap<>();
        figures.answers().forEach((answer, count) -> answers.put(answer.text(), count));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("provider", figures.provider());
        one.put("answers", answers);
        one.put("connections", figures.connections());
        one.put("perMinute", figures.perMinute());
        one.put("waiting", figures.waiting());
        one.put("busiest", figures.busiest().map(ProviderRoutes::use).orElse(null));
        one.put("breaker", figures.breaker().orElse(null));
        return one;
    }

    /** In the order that people read, and not that of a bean. */
    private static Map<String, Object> use(MxUse use) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("mx", use.mx());
        one.put("connections", use.connections());
        one.put("limitConnections", use.most().connections());
        one.put("perMinute", use.perMinute());
        one.put("limitPerMinute", use.most().perMinute());
        return one;
    }
}
