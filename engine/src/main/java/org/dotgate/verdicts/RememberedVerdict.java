package org.dotgate.verdicts;

import java.time.Instant;
import java.util.Objects;
import org.dotgate.filter.Decision;
import org.dotgate.likeness.Likeness;

/** A decision about a message, for its retry. Immutable. */
final class RememberedVerdict {
    private final Likeness content;
    private final Decision decision;
    private final Instant decided;
    private final Instant expires;

    /**
     * @param content what the message is known by, besides its envelope
     * @param decision an acceptance or a refusal, with what each filter found
     */
    RememberedVerdict(Likeness content, Decision decision, Instant decided, Instant expires) {
        this.content = Objects.requireNonNull(content);
        this.decision = Objects.requireNonNull(decision);
        this.decided = Objects.requireNonNull(decided);
        this.expires = Objects.requireNonNull(expires);
    }

    Likeness content() {
        return content;
    }

    Decision decision() {
        return decision;
    }

    /** When it was decided. */
    Instant decided() {
        return decided;
    }

    Instant expires() {
        return expires;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    @Override
    public String toString() {
        return decision + " at " + decided;
    }
}
