package org.dotgate.callout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of an address, as machines are told: the names of WebAdmin and of {@code --json}, in their order. */
public final class CalloutFacts {
    private CalloutFacts() {}

    /** All but the transcript, for lists. Each is a text; times are in ISO 8601. */
    public static Map<String, Object> of(CalloutRecord entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("address", entry.address());
        facts.put("answer", entry.answer().text());
        facts.put("stage", entry.attempt().text());
        facts.put("at", entry.at().text());
        facts.put("mx", entry.mx());
        facts.put("checked", entry.checked().toString());
        facts.put("expires", entry.expires().toString());
        facts.put("reason", entry.reason());
        return facts;
    }

    /**
     * All of it; the transcript is a list of texts.
     *
     * @param work that goes on to find out more
     */
    public static Map<String, Object> explained(CalloutRecord entry, Optional<CalloutWork> work) {
        Map<String, Object> facts = of(entry);
        facts.put("transcript", entry.transcript());
        facts.put("nextProbe", work.map(CalloutWork::due).orElse(entry.renewedFrom()).toString());
        return facts;
    }

    /** An address of which nothing is known yet: the same names, and null for what there is not. */
    public static Map<String, Object> explained(CalloutWork work) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("address", work.question().address());
        facts.put("answer", CalloutVerdict.PENDING);
        for (String name : List.of("stage", "at", "mx", "checked", "expires")) {
            facts.put(name, null);
        }
        facts.put("reason", "asked about since " + work.since() + ", with " + work.tries() + " attempts in the background so far");
        facts.put("transcript", List.of());
        facts.put("nextProbe", work.due().toString());
        return facts;
    }
}
