package org.dotgate.hooks.gate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.james.protocols.smtp.SMTPSession;
import org.dotgate.filter.LogText;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.time.Timer;

/**
 * A session that is parked, as operators see it. Noted by the session's owner when it parks; whoever reads it never touches
 * the session. What is told of client, sender and recipients are strangers' texts, made one safe line each. Thread-safe.
 */
public final class ParkedSession {
    private static final int MOST_RECIPIENTS = 20;

    private final Command at;
    private final Client client;
    private final Envelope envelope;
    private final String id;
    private final Supplier<String> filter;
    private final Timer timer;
    private final long since;

    /**
     * @param id the message's name; empty before the dot
     * @param filter tells which filter is at work
     * @param since when it was parked, in the timer's nanoseconds
     */
    ParkedSession(Command at, Client client, Envelope envelope, String id, Supplier<String> filter, Timer timer, long since) {
        this.at = at;
        this.client = client;
        this.envelope = envelope;
        this.id = id;
        this.filter = filter;
        this.timer = timer;
        this.since = since;
    }

    /** A session that waits at this command line, whose sender or recipient James does not know yet. */
    static ParkedSession atCommand(SMTPSession session, byte[] line, Timer timer) {
        Client client = ClientFacts.clientAtOnce(session);
        String path = path(line);
        if (Lane.isCommand(line, "RCPT")) {
            Envelope sofar = ClientFacts.envelope(session);
            List<String> recipients = new ArrayList<>(sofar.recipients());
            recipients.add(0, path);
            return new ParkedSession(Command.RCPT, client, new Envelope(sofar.sender(), recipients), "", () -> "", timer,
                    timer.nanos());
        }
        return new ParkedSession(Command.MAIL, client, new Envelope(path, List.of()), "", () -> "", timer, timer.nanos());
    }

    /** What stands in angle brackets (RFC 5321, section 4.1.2). */
    private static String path(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        int from = text.indexOf('<') + 1;
        int to = text.indexOf('>', from);
        return from > 0 && to > 0 ? text.substring(from, to) : "";
    }

    /** At which command. */
    public Command at() {
        return at;
    }

    /** The client's connection, as the log of decisions names it. */
    public String session() {
        return client.session();
    }

    /** The client's address, and its name where James has looked it up. */
    public String client() {
        return LogText.safe(client.toString());
    }

    /** The reverse-path, empty for the null one. */
    public String sender() {
        return LogText.safe(envelope.sender());
    }

    /** The forward-paths, at most {@value #MOST_RECIPIENTS} of them; at RCPT the one that is asked about first. */
    public List<String> recipients() {
        return envelope.recipients().stream().limit(MOST_RECIPIENTS).map(LogText::safe).collect(Collectors.toList());
    }

    /** The message's name in James's logs and queue; empty before the dot. */
    public String id() {
        return id;
    }

    /** The name of the filter at work; empty if none is. */
    public String filter() {
        return filter.get();
    }

    /** How long it has been parked. */
    public Duration age() {
        return Duration.ofNanos(timer.nanos() - since);
    }

    /** When it was parked, in nanoseconds of the one timer that all sessions of a James share. */
    public long since() {
        return since;
    }
}
