package org.dotgate.verdicts;

import java.time.Instant;
import java.util.Objects;
import org.dotgate.filter.Decision;

/** A decision about a message, for its retry. Immutable. */
public final class RememberedVerdict {
    private final Decision decision;
    private final Instant decided;

    /** @param decision an acceptance or a refusal, with what each filter found */
    public RememberedVerdict(Decision decision, Instant decided) {
        this.decision = Objects.requireNonNull(decision);
        this.decided = Objects.requireNonNull(decided);
    }

    public Decision decision() {
        return decision;
    }

    /** When it was decided. */
    public Instant decided() {
        return decided;
    }

    @Override
    public String toString() {
        return decision + " at " + decided;
    }
}
