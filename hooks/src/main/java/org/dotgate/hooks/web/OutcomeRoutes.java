package org.dotgate.hooks.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.insight.Figures;
import org.dotgate.insight.Histogram;
import org.dotgate.insight.Insight;
import org.dotgate.insight.Outcome;
import org.dotgate.insight.Outcomes;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/outcomes}: what became of messages, by the minute; {@code /dotgate/clients}: how long their clients waited.
 * Thread-safe.
 */
final class OutcomeRoutes implements RouteGroup {
    private static final String OUTCOMES = DotgateRoutes.BASE + "/outcomes";
    private static final String CLIENTS = DotgateRoutes.BASE + "/clients";
    private static final int USUAL_MINUTES = 180;

    private final Configurations<GateHouse> houses;

    OutcomeRoutes(Supplier<Map<String, GateHouse>> houses) {
        this.houses = new Configurations<>(houses, StatusRoutes.NONE);
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(OUTCOMES, this::outcomes, json);
        service.get(CLIENTS, this::clients, json);
    }

    private Map<String, Object> outcomes(Request request, Response response) {
        int minutes = (int) Parameters.whole(request, "minutes", USUAL_MINUTES, 1, Outcomes.MINUTES);
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Outcomes.Step step : houses.of(request).insight().outcomes().steps(minutes)) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("at", step.at().toString());
            for (Outcome outcome : Outcome.values()) {
                told.put(outcome.label(), step.count(outcome));
            }
            steps.add(told);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("stepSeconds", 60);
        answer.put("steps", steps);
        return answer;
    }

    private Map<String, Object> clients(Request request, Response response) {
        Insight insight = houses.of(request).insight();
        Figures figures = insight.figures();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("since", insight.since().toString());
        answer.put("answered", times(figures.answered()));
        answer.put("dropped", times(figures.dropped()));
        answer.put("quit", times(figures.quit()));
        answer.put("cameBack", figures.timesCameBack());
        return answer;
    }

    private static Map<String, Object> times(Histogram histogram) {
        Map<String, Object> times = new LinkedHashMap<>();
        Times.put(times, histogram);
        return times;
    }
}
