package org.dotgate.callout;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is remembered of an address, as machines are told: the names of WebAdmin and of {@code --json}, in their order. */
public final class CalloutFacts {
    private CalloutFacts() {}

    /** All but the transcript, for lists. Each is a text; times are in ISO 8601. */
    public static Map<String, Object> of(CalloutRecord entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("address", entry.address());
        facts.put("answer", entry.answer().text());
        facts.put("stage", entry.attempt().name().toLowerCase(Locale.ROOT));
        facts.put("at", entry.at().text());
        facts.put("mx", entry.mx());
        facts.put("checked", entry.checked().toString());
        facts.put("expires", entry.expires().toString());
        facts.put("reason", entry.reason());
        return facts;
    }

    /** All of it; the transcript is a list of texts. */
    public static Map<String, Object> explained(CalloutRecord entry) {
        Map<String, Object> facts = of(entry);
        facts.put("transcript", entry.transcript());
        return facts;
    }
}
