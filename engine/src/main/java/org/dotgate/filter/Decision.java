package org.dotgate.filter;

import java.util.List;
import java.util.Optional;
import org.dotgate.mail.Reply;

/** What becomes of a message at the dot. Immutable. */
public final class Decision {
    /** The ways a decision can go. */
    public enum Kind {
        /** James may take the message. */
        ACCEPTED,
        /** A filter refused it. */
        REFUSED,
        /** No verdict yet: the client should come again. */
        DEFERRED,
        /** The client is gone, and nobody is to be told anything. */
        DISCARDED
    }

    private final Kind kind;
    private final Reply reply;
    private final String by;
    private final boolean kept;
    private final List<FilterResult> results;

    private Decision(Kind kind, Reply reply, String by, boolean kept, List<FilterResult> results) {
        this.kind = kind;
        this.reply = reply;
        this.by = by;
        this.kept = kept;
        this.results = List.copyOf(results);
    }

    /** An acceptance by the filter that accepted, or else by the whole chain. */
    static Decision accepted(List<FilterResult> results) {
        String by = results.stream()
                .filter(result -> result.verdict().outcome() == Verdict.Outcome.ACCEPT && !result.isShadow())
                .map(FilterResult::filter)
                .findFirst()
                .orElse("chain");
        return accepted(by, results);
    }

    public static Decision accepted(String by, List<FilterResult> results) {
        return new Decision(Kind.ACCEPTED, null, by, false, results);
    }

    /**
     * @param by the filter that refused
     * @param kept whether a copy has been kept
     */
    public static Decision refused(Reply reply, String by, boolean kept, List<FilterResult> results) {
        return new Decision(Kind.REFUSED, reply, by, kept, results);
    }

    public static Decision deferred(Reply reply, String by, List<FilterResult> results) {
        return new Decision(Kind.DEFERRED, reply, by, false, results);
    }

    public static Decision discarded(String by, List<FilterResult> results) {
        return new Decision(Kind.DISCARDED, null, by, false, results);
    }

    public Kind kind() {
        return kind;
    }

    /** What the client is told; empty where James answers, or nobody listens. */
    public Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    /** What made the decision: a filter's name, or {@code budget}, {@code patience}, {@code drop}, {@code quit}, … */
    public String by() {
        return by;
    }

    /** Whether a copy of a refused message has been kept. */
    public boolean isKept() {
        return kept;
    }

    /** The filters that had ended by then, in order. */
    public List<FilterResult> results() {
        return results;
    }

    /** The sum of the filters' scores. */
    public double score() {
        return results.stream().mapToDouble(result -> result.verdict().score()).sum();
    }

    @Override
    public String toString() {
        return kind + " by " + by + (reply == null ? "" : " \"" + reply + "\"") + " " + results;
    }
}
