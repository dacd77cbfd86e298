package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dotgate.cli.Json;
import org.dotgate.filter.Decision;
import org.dotgate.insight.Figures;
import org.dotgate.insight.FilterFigures;
import org.dotgate.insight.Outcome;
import org.dotgate.insight.ResultFacts;
import org.dotgate.mail.Reply;

/** For machines: an object a line for each message, and one for all at the end. Used by one thread. */
final class JsonTelling implements Telling {
    private final PrintWriter out;

    JsonTelling(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void decided(String name, Decision decision, Duration time) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("message", name);
        told.put("outcome", Outcome.of(decision).label());
        told.put("by", decision.by());
        told.put("reply", decision.reply().map(Reply::toString).orElse(""));
        told.put("timeMs", time.toMillis());
        told.put("results", decision.results().stream().map(ResultFacts::of).collect(Collectors.toList()));
        tell(told);
    }

    @Override
    public void unreadable(String name, String problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("message", name);
        told.put("outcome", "unreadable");
        told.put("reason", problem);
        tell(told);
    }

    @Override
    public void summary(Tally tally, Figures figures) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("messages", tally.total());
        told.put("accepted", tally.accepted());
        told.put("refused", tally.refused());
        told.put("deferred", tally.deferred());
        told.put("unreadable", tally.unreadable());
        told.put("timeMs", tally.time().toMillis());
        List<Map<String, Object>> filters = new ArrayList<>();
        figures.filters().forEach((name, one) -> filters.add(facts(name, one)));
        told.put("filters", filters);
        tell(told);
    }

    private static Map<String, Object> facts(String name, FilterFigures figures) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("verdicts", figures.verdicts());
        facts.put("timeouts", figures.timeouts());
        facts.put("errors", figures.errors());
        facts.put("p50Ms", millis(figures.times().percentile(50)));
        facts.put("p99Ms", millis(figures.times().percentile(99)));
        facts.put("maxMs", millis(figures.times().longest()));
        return facts;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private void tell(Map<String, Object> told) {
        out.println(Json.line(told));
        out.flush();
    }
}
