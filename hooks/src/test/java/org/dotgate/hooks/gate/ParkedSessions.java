package org.dotgate.hooks.gate;

import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.time.Timer;

/** Parked sessions without a gate. */
public final class ParkedSessions {
    private ParkedSessions() {}

    /** A session that has parked at its dot just now. */
    public static ParkedSession atDot(Client client, Envelope envelope, String id, String filter, Timer timer) {
        return new ParkedSession(Command.DOT, client, envelope, id, () -> filter, timer, timer.nanos());
    }
}
