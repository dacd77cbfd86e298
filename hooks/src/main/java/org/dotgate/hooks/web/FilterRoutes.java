package org.dotgate.hooks.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.filter.Counted;
import org.dotgate.filter.FilterStep;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.insight.FilterFigures;
import org.dotgate.policy.Policy;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/filters}: what each filter has said at the dot, and how long it took. Thread-safe. */
final class FilterRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/filters";
    private static final int MOST_PHRASES = 100;

    private final Configurations<Named> configurations;

    FilterRoutes(Supplier<Map<String, GateHouse>> houses) {
        this.configurations = new Configurations<>(() -> houses.get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, house -> new Named(house.getKey(), house.getValue()))), StatusRoutes.NONE);
    }

    /** A house under the name of its configuration. Immutable. */
    private static final class Named {
        private final String config;
        private final GateHouse house;

        Named(String config, GateHouse house) {
            this.config = config;
            this.house = house;
        }
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::filters, json);
    }

    private Map<String, Object> filters(Request request, Response response) {
        Named named = configurations.of(request);
        Policy policy = named.house.policy();
        List<FilterStep> run = policy.dot().steps();
        List<Map<String, Object>> filters = new ArrayList<>();
        run.forEach(step -> filters.add(filter(named, step, filters.size() + 1)));
        new TreeMap<>(policy.dot().named()).values().stream().filter(step -> !run.contains(step))
                .forEach(step -> filters.add(filter(named, step, null)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("since", named.house.insight().since().toString());
        answer.put("filters", filters);
        return answer;
    }

    /** @param order its place in the run; null if it has none */
    private static Map<String, Object> filter(Named named, FilterStep step, Integer order) {
        FilterFigures figures = named.house.insight().figures().filter(step.name());
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("config", named.config);
        filter.put("name", step.name());
        filter.put("type", step.type());
        filter.put("order", order);
        filter.put("required", step.isRequired());
        filter.put("shadow", step.isShadow());
        filter.put("timeoutMs", Times.milliseconds(step.timeout()));
        filter.put("verdicts", figures.verdicts());
        filter.put("timeouts", figures.timeouts());
        filter.put("errors", figures.errors());
        Times.put(filter, figures.times());
        if (step.filter() instanceof Counted) {
            filter.put("phrases", phrases((Counted) step.filter()));
        }
        return filter;
    }

    private static List<Map<String, Object>> phrases(Counted filter) {
        List<Map<String, Object>> phrases = new ArrayList<>();
        filter.hits(MOST_PHRASES).forEach((phrase, hits) -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("phrase", phrase);
            told.put("hits", hits);
            phrases.add(told);
        });
        return phrases;
    }
}
