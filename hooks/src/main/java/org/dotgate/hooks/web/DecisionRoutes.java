package org.dotgate.hooks.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.insight.Happening;
import org.dotgate.insight.ResultFacts;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/decisions}: the last decisions, and why they were made. Thread-safe. */
final class DecisionRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/decisions";
    private static final String NUMBER = ":number";
    /** More than any James lives to see. */
    private static final long MOST_NUMBER = 1_000_000_000_000L;

    private final Configurations<GateHouse> houses;

    DecisionRoutes(Supplier<Map<String, GateHouse>> houses) {
        this.houses = new Configurations<>(houses, StatusRoutes.NONE);
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::list, json);
        service.get(PATH + "/" + NUMBER, this::explain, json);
    }

    private Map<String, Object> list(Request request, Response response) {
        int limit = Parameters.limit(request);
        long before = Parameters.whole(request, "before", 0, 1, MOST_NUMBER);
        String text = Parameters.text(request, "text");
        List<Happening> found = houses.of(request).insight().journal().find(text, before, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", found.stream().map(DecisionRoutes::told).collect(Collectors.toList()));
        answer.put("next", found.size() < limit ? null : found.get(limit - 1).number());
        return answer;
    }

    private Map<String, Object> explain(Request request, Response response) {
        String number = request.params(NUMBER);
        if (!number.matches("[0-9]{1,18}")) {
            throw Errors.invalid("the path must end in the number of a decision");
        }
        return houses.of(request).insight().journal().get(Long.parseLong(number)).map(DecisionRoutes::told)
                .orElseThrow(() -> Errors.notFound("no decision of this number is remembered"));
    }

    /** A decision with its reasons. */
    static Map<String, Object> told(Happening happening) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", happening.number());
        told.put("at", happening.at().toString());
        told.put("command", happening.command().name());
        told.put("session", happening.session());
        told.put("id", happening.id());
        told.put("client", happening.client());
        told.put("sender", happening.sender());
        told.put("recipients", happening.recipients());
        told.put("outcome", happening.outcome().label());
        told.put("by", happening.by());
        told.put("reply", happening.reply());
        told.put("reason", happening.reason());
        told.put("timeMs", Times.milliseconds(happening.time()));
        told.put("results", happening.results().stream().map(ResultFacts::of).collect(Collectors.toList()));
        return told;
    }
}
