package org.dotgate.hooks.gate;

import java.time.Duration;
import java.util.List;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Decision;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;

/** Tells of messages that no filter has judged: their senders are exempt, they are too big, or there was trouble. */
public final class Unjudged {
    /** By what James refuses a message that is larger than it takes. */
    static final String SIZE = "size";

    /** As James says it, but for the enhanced code, which it leaves out. */
    private static final Reply TOO_BIG = Reply.of(552, "5.3.4", "Quota exceeded");

    private Unjudged() {}

    static boolean isTooBig(ExtendedSMTPSession session) {
        long most = session.getConfiguration().getMaxMessageSize();
        return most > 0 && session.currentMessageSize() > most;
    }

    /**
     * What a decision comes to that leaves the message to James.
     *
     * @param mayBeTaken whether the client is still there, or need not be
     */
    static Decision outcome(Decision decision, boolean mayBeTaken) {
        if (decision.by().equals(SIZE)) {
            return Decision.refused(TOO_BIG, SIZE, false, List.of());
        }
        boolean isLost = decision.kind() == Decision.Kind.ACCEPTED && !mayBeTaken;
        return isLost ? Decision.discarded("drop", List.of()) : decision;
    }

    /** @param since when its dot came, by the timer of the house */
    public static void tell(ChainHouse house, String id, Client client, Envelope envelope, Decision decision, long since) {
        house.listener().unjudged(id, client, envelope, decision, Duration.ofNanos(house.timer().nanos() - since));
    }
}
