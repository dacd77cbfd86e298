package org.dotgate.dkim;

import java.util.concurrent.CompletionStage;
import org.dotgate.mail.SpooledMessage;

/** Verifies the signatures of a message (RFC 6376). Never waits for DNS on the caller's thread. Thread-safe. */
public interface Dkim {
    /**
     * Verifies one message. Never completes exceptionally: trouble with DNS is {@link DkimResult.Status#TEMPERROR}, a
     * message that cannot be read is {@link DkimResult.Status#PERMERROR}.
     *
     * @param message to stay readable until the stage is complete
     */
    CompletionStage<DkimResult> check(SpooledMessage message);
}
