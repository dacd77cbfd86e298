package org.dotgate.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dotgate.mail.Reply;

/**
 * What a filter finds. Besides the outcome it carries what operators need to understand it: a score, a reason for the
 * log and the mail's attributes (the client never sees it), and the reply to a refusal. Immutable.
 */
public final class Verdict {
    /** The ways a filter can end. */
    public enum Outcome {
        /** The next filter decides. */
        PASS,
        /** The remaining optional filters are skipped; the message is fine. */
        ACCEPT,
        /** The message is refused with the reply given. */
        FAIL,
        /** As {@link #FAIL}, and a copy is kept. */
        FAIL_KEEP
    }

    /** How long a reason may be, in characters; what is beyond is cut. */
    public static final int MAX_REASON = 1000;

    private static final Verdict PASS = new Verdict(Outcome.PASS, null, "", 0, Map.of());

    private final Outcome outcome;
    private final Reply reply;
    private final String reason;
    private final double score;
    private final Map<String, String> headers;

    private Verdict(Outcome outcome, Reply reply, String reason, double score) {
        this(outcome, reply, reason, score, Map.of());
    }

    private Verdict(Outcome outcome, Reply reply, String reason, double score, Map<String, String> headers) {
        this.outcome = outcome;
        this.reply = reply;
        this.reason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        this.score = score;
        this.headers = headers;
    }

    public static Verdict pass() {
        return PASS;
    }

    /** @param reason for the log and the mail's attributes */
    public static Verdict pass(String reason) {
        return new Verdict(Outcome.PASS, null, reason, 0);
    }

    public static Verdict accept(String reason) {
        return new Verdict(Outcome.ACCEPT, null, reason, 0);
    }

    /** Refuses with the reply that the filter's {@code reply} key configures. */
    public static Verdict fail(String reason) {
        return new Verdict(Outcome.FAIL, null, reason, 0);
    }

    /** @param reply the refusal; a 4xx or 5xx reply */
    public static Verdict fail(Reply reply, String reason) {
        return new Verdict(Outcome.FAIL, refusal(reply), reason, 0);
    }

    /** Refuses as {@link #fail(String)} does, and keeps a copy. */
    public static Verdict failKeep(String reason) {
        return new Verdict(Outcome.FAIL_KEEP, null, reason, 0);
    }

    public static Verdict failKeep(Reply reply, String reason) {
        return new Verdict(Outcome.FAIL_KEEP, refusal(reply), reason, 0);
    }

    private static Reply refusal(Reply reply) {
        if (reply.code() < 400) {
            throw new IllegalArgumentException("a refusal is a 4xx or 5xx reply, not " + reply);
        }
        return reply;
    }

    /** The same verdict with a score; scores of a chain's filters add up. */
    public Verdict withScore(double value) {
        return new Verdict(outcome, reply, reason, value, headers);
    }

    /**
     * The same verdict with a header field for the message, should it be accepted. The field goes on top of the message;
     * one field a name and verdict.
     *
     * @param name of printable ASCII without a colon
     * @param value unfolded; control and non-ASCII characters become a question mark, and it is cut at {@value #MAX_REASON}
     */
    public Verdict withHeader(String name, String value) {
        if (!name.matches("[!-9;-~]{1,76}")) {
            throw new IllegalArgumentException("no name of a header field: " + name);
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        String line = value.replaceAll("[^ -~]", "?");
        all.put(name, line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line);
        return new Verdict(outcome, reply, reason, score, Collections.unmodifiableMap(all));
    }

    /** The same verdict with a copy kept, if it is a refusal. */
    public Verdict keeping() {
        return outcome == Outcome.FAIL ? new Verdict(Outcome.FAIL_KEEP, reply, reason, score, headers) : this;
    }

    /** The same refusal with this reply. */
    Verdict replying(Reply value) {
        return new Verdict(outcome, refusal(value), reason, score, headers);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Whether the message is refused. */
    public boolean isFailure() {
        return outcome == Outcome.FAIL || outcome == Outcome.FAIL_KEEP;
    }

    /** The reply to a refusal; empty where the configured one is meant. */
    public Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    /** Why, for operators. May quote hostile text: whoever shows it must escape it. */
    public String reason() {
        return reason;
    }

    public double score() {
        return score;
    }

    /** Header fields for the message, should it be accepted: values by name. */
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return outcome + (reply == null ? "" : " " + reply) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
