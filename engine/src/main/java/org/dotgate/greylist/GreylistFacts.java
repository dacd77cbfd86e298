package org.dotgate.greylist;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a greylist remembers, as machines are told: the names of WebAdmin and of {@code --json}, in their order. Times are
 * texts in ISO 8601, durations numbers of milliseconds; what is not known is null.
 */
public final class GreylistFacts {
    private GreylistFacts() {}

    /** A record, for lists. */
    public static Map<String, Object> of(GreylistEntry entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", entry.key());
        facts.put("origin", entry.origin());
        facts.put("sender", entry.sender());
        facts.put("recipient", entry.recipient());
        facts.put("state", entry.state().label());
        facts.put("first", time(entry.first()));
        facts.put("last", time(entry.last()));
        facts.put("passesFrom", time(entry.passesFrom()));
        facts.put("passedSince", time(entry.passedSince()));
        facts.put("passes", entry.passes());
        facts.put("delayMs", entry.delay().map(Duration::toMillis).orElse(null));
        facts.put("allowed", time(entry.allowed()));
        facts.put("expires", entry.expires().toString());
        return facts;
    }

    /** A record, and why its mail passes or waits. */
    public static Map<String, Object> of(GreylistExplanation explanation) {
        Map<String, Object> facts = of(explanation.entry());
        facts.put("state", explanation.state());
        facts.put("explanation", explanation.text());
        facts.put("attempts", explanation.attempts().stream().map(GreylistFacts::of).collect(Collectors.toList()));
        facts.put("autoPass", of(explanation.origin()));
        return facts;
    }

    private static Map<String, Object> of(GreylistExplanation.Attempt attempt) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("content", attempt.content());
        facts.put("first", attempt.first().toString());
        facts.put("passesFrom", attempt.passesFrom().toString());
        facts.put("until", attempt.until().toString());
        return facts;
    }

    /** An origin. */
    public static Map<String, Object> of(GreylistOrigin origin) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("origin", origin.name());
        facts.put("by", origin.isVouchedFor() ? "spf" : "network");
        facts.put("regular", origin.isRegular());
        facts.put("passes", origin.passes());
        facts.put("needed", origin.needed());
        facts.put("since", time(origin.since()));
        facts.put("expires", time(origin.expires()));
        return facts;
    }

    /** What it has cost to ask clients to come again. */
    public static Map<String, Object> of(GreylistCosts costs) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("since", costs.since().toString());
        facts.put("delayed", costs.delayed());
        facts.put("passed", costs.passed());
        facts.put("waiting", costs.waiting());
        facts.put("neverRetried", costs.neverRetried());
        facts.put("poolHops", costs.poolHops());
        facts.put("hopsDelayed", costs.hopsDelayed());
        List<Map<String, Object>> domains = costs.domains().stream().map(GreylistFacts::of).collect(Collectors.toList());
        facts.put("domains", domains);
        return facts;
    }

    private static Map<String, Object> of(DomainCost cost) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("domain", cost.domain());
        facts.put("delayed", cost.delays());
        facts.put("passed", cost.passes());
        facts.put("medianDelayMs", cost.medianDelay().toMillis());
        facts.put("maxDelayMs", cost.longestDelay().toMillis());
        return facts;
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
