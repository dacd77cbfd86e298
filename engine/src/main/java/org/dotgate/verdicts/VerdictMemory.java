package org.dotgate.verdicts;

import java.util.Optional;
import org.dotgate.mail.Envelope;

/**
 * Remembers verdicts for retries, for a time. It may forget early, never late: a message that is not known is judged
 * again. Thread-safe.
 */
public interface VerdictMemory {
    /**
     * Whether some verdict for this envelope is remembered. If not, no fingerprint of such a message is, and none need be
     * made.
     */
    boolean mayKnow(Envelope envelope);

    /** What is remembered of this message; asking changes nothing, so that every retry is answered until it expires. */
    Optional<RememberedVerdict> find(Fingerprint fingerprint);

    /** Remembers a verdict from now on; takes the place of an earlier one. */
    void put(Fingerprint fingerprint, RememberedVerdict verdict);
}
