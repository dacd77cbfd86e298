package org.dotgate.filter;

/** The names of the mail attributes that carry a decision from the dot to the mailets. */
public final class MailAttributes {
    /** Text: the names of the filters that gave a verdict, in order, set apart by commas. */
    public static final String FILTERS = "dotgate.filters";
    /** Number: the sum of the filters' scores. */
    public static final String SCORE = "dotgate.score";
    /** Text: what decided, a filter's name or {@code chain}. */
    public static final String BY = "dotgate.by";

    private MailAttributes() {}

    /** Text: a filter's verdict as {@link FilterResult#label()} tells it. */
    public static String verdict(String filter) {
        return "dotgate.verdict." + filter;
    }

    /** Text: why a filter gave its verdict; absent if it said nothing. May quote hostile text. */
    public static String reason(String filter) {
        return "dotgate.reason." + filter;
    }
}
