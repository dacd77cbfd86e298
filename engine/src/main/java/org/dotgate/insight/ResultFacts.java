package org.dotgate.insight;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.mail.Reply;

/** How one filter's result is told to machines, by WebAdmin and by the command line. */
public final class ResultFacts {
    private ResultFacts() {}

    /** Its parts by name, in order: texts, one safe line each, numbers and truths. */
    public static Map<String, Object> of(FilterResult result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("filter", result.filter());
        facts.put("verdict", result.label());
        facts.put("origin", result.origin().name().toLowerCase(Locale.ROOT));
        facts.put("shadow", result.isShadow());
        facts.put("timeMs", result.time().toNanos() / 1000 / 1000.0);
        double score = result.verdict().score();
        // JSON has no other numbers
        facts.put("score", Double.isFinite(score) ? score : null);
        facts.put("reason", LogText.safe(result.verdict().reason()));
        facts.put("reply", result.verdict().reply().map(Reply::toString).orElse(""));
        return facts;
    }
}
