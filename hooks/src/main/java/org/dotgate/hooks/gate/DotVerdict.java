package org.dotgate.hooks.gate;

import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.dotgate.filter.Decision;

/** What the gate tells the dot hook about the message whose dot it forwards. Owned by the worker that forwards. */
public final class DotVerdict {
    /** Where it is attached, for the transaction. */
    public static final AttachmentKey<DotVerdict> KEY = AttachmentKey.of("org.dotgate.dot-verdict", DotVerdict.class);

    private final ParkedDot dot;
    private Decision decision;

    DotVerdict(ParkedDot dot) {
        this.dot = dot;
    }

    void decide(Decision made) {
        decision = made;
    }

    /** The decision, which is always to accept: a refused dot is never forwarded. */
    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    /** Whether James may still take the message, or its client has left meanwhile. */
    public boolean mayBeTaken() {
        return dot.mayBeTaken();
    }
}
