package org.dotgate.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The mail attributes that carry a decision from the dot to the mailets: their names, and what they say. */
public final class MailAttributes {
    /** Text: the names of the filters that gave a verdict, in order, set apart by commas. */
    public static final String FILTERS = "dotgate.filters";
    /** Number: the sum of the filters' scores. */
    public static final String SCORE = "dotgate.score";
    /** Text: what decided, a filter's name or {@code chain}. */
    public static final String BY = "dotgate.by";

    /**
     * Text: what is known of the sender by a call-out, such as {@code found}; {@code pending} while nothing is, and
     * {@code not_asked} if nobody was asked. Absent where senders are not asked about.
     */
    public static final String CALLOUT = "dotgate.callout";

    /** Text: the connection that brought the mail, as the log of decisions names it. */
    public static final String SESSION = "dotgate.session";

    /**
     * Text: when an operator released the message, which a filter had refused, from the kept ones; ISO 8601. Absent on all
     * others.
     */
    public static final String RELEASED = "dotgate.released";

    private MailAttributes() {}

    /** Text: a filter's verdict as {@link FilterResult#label()} tells it. */
    public static String verdict(String filter) {
        return "dotgate.verdict." + filter;
    }

    /** Text: why a filter gave its verdict; absent if it said nothing. May quote hostile text. */
    public static String reason(String filter) {
        return "dotgate.reason." + filter;
    }

    /** Number: a filter's own score. */
    public static String score(String filter) {
        return "dotgate.score." + filter;
    }

    /** What tells of a decision, by attribute name; each value is a {@link String} or a {@link Double}. */
    public static Map<String, Object> of(Decision decision) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(BY, decision.by());
        attributes.put(SCORE, decision.score());
        attributes.put(FILTERS, decision.results().stream().map(FilterResult::filter).collect(Collectors.joining(",")));
        for (FilterResult result : decision.results()) {
            attributes.put(verdict(result.filter()), result.label());
            attributes.put(score(result.filter()), result.verdict().score());
            if (!result.verdict().reason().isEmpty()) {
                attributes.put(reason(result.filter()), LogText.safe(result.verdict().reason()));
            }
        }
        return attributes;
    }
}
