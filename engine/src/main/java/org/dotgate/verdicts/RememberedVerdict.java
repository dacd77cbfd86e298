package org.dotgate.verdicts;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dotgate.mail.Reply;

/** What was decided about a message, for its retry. Immutable. */
public final class RememberedVerdict {
    private final Reply refusal;
    private final String filter;
    private final String reason;
    private final double score;
    private final Instant decided;

    private RememberedVerdict(Reply refusal, String filter, String reason, double score, Instant decided) {
        this.refusal = refusal;
        this.filter = Objects.requireNonNull(filter);
        this.reason = Objects.requireNonNull(reason);
        this.score = score;
        this.decided = Objects.requireNonNull(decided);
    }

    /**
     * @param filter the filter that decided; empty if all passed the message
     * @param reason for the log; empty if there is none
     */
    public static RememberedVerdict accepted(String filter, String reason, double score, Instant decided) {
        return new RememberedVerdict(null, filter, reason, score, decided);
    }

    /**
     * @param refusal the reply that every retry gets
     * @param filter the filter that decided
     * @param reason for the log; empty if there is none
     */
    public static RememberedVerdict refused(Reply refusal, String filter, String reason, double score, Instant decided) {
        return new RememberedVerdict(Objects.requireNonNull(refusal), filter, reason, score, decided);
    }

    public boolean isAccepted() {
        return refusal == null;
    }

    /** The reply to a refused message; none if it is accepted. */
    public Optional<Reply> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The name of the filter that decided; empty if all passed the message. */
    public String filter() {
        return filter;
    }

    public String reason() {
        return reason;
    }

    public double score() {
        return score;
    }

    /** When it was decided. */
    public Instant decided() {
        return decided;
    }

    @Override
    public String toString() {
        return (refusal == null ? "accepted" : "refused " + refusal) + " by '" + filter + "' at " + decided;
    }
}
