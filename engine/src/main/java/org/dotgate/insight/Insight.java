package org.dotgate.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.time.Timer;

/**
 * All that is seen of one configuration file's sessions. Whoever tells it something is kept for no longer than it takes to
 * note it. Thread-safe.
 */
public final class Insight {
    /** How many decisions are remembered. */
    public static final int DECISIONS = 2_000;
    /** How many messages are remembered that were not judged. */
    public static final int UNJUDGED = 500;

    private final Instant since;
    private final Journal journal;
    private final Figures figures = new Figures();
    private final Outcomes outcomes;

    public Insight(Timer timer) {
        this.since = timer.now();
        this.journal = new Journal(timer, DECISIONS, UNJUDGED);
        this.outcomes = new Outcomes(timer);
    }

    /** When it began to look. */
    public Instant since() {
        return since;
    }

    /** The last decisions. */
    public Journal journal() {
        return journal;
    }

    /** Counts and times since the start. */
    public Figures figures() {
        return figures;
    }

    /** How many came to which outcome, by the minute. */
    public Outcomes outcomes() {
        return outcomes;
    }

    /** A filter has ended. */
    public void filterEnded(FilterResult result) {
        figures.filterEnded(result);
    }

    /** A client has not waited for the reply to its dot. */
    public void clientLeft(Event event, Duration waited) {
        figures.clientLeft(event, waited);
    }

    /** A client that had not waited has sent its message again, and its verdict was there. */
    public void cameBack() {
        figures.cameBack();
    }

    /** It is known what becomes of a message. */
    public void decided(Transaction transaction, Decision decision, Duration time) {
        Outcome outcome = Outcome.of(decision);
        if (outcome != Outcome.DISCARDED) {
            figures.decided(time);
        }
        outcomes.add(outcome);
        journal.decided(transaction, decision, time);
    }

    /** A message was not judged, and is not counted. */
    public void unjudged(String id, Client client, Envelope envelope, Decision decision, Duration time) {
        journal.unjudged(id, client, envelope, decision, time);
    }

    /** A sender or a recipient was refused. */
    public void refused(Command command, Client client, String sender, List<String> recipients, String by, Reply reply,
            String reason) {
        outcomes.add(Outcome.of(reply));
        journal.refused(command, client, sender, recipients, by, reply, reason);
    }

    /** A sender or a recipient would have been refused but for shadow mode. */
    public void spared(Command command, Client client, String sender, List<String> recipients, String by, Reply reply,
            String reason) {
        journal.spared(command, client, sender, recipients, by, reply, reason);
    }
}
