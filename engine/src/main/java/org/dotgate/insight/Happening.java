package org.dotgate.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.LogText;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;

/**
 * Something that was decided about a sender, a recipient or a message, and why. Texts are a stranger's, made one safe line
 * each, and bounded. Immutable.
 */
public final class Happening {
    /** At which command it was decided. */
    public enum Command {
        MAIL,
        RCPT,
        DOT
    }

    private static final int MOST_RECIPIENTS = 20;
    private static final int MOST_RESULTS = 50;

    private final long number;
    private final Instant at;
    private final Command command;
    private final String id;
    private final String session;
    private final String client;
    private final String sender;
    private final List<String> recipients;
    private final Outcome outcome;
    private final String by;
    private final String reply;
    private final String reason;
    private final Duration time;
    private final List<FilterResult> results;

    private Happening(long number, Instant at, Command command, String id, Client client, String sender, List<String> recipients,
            Outcome outcome, String by, Reply reply, String reason, Duration time, List<FilterResult> results) {
        this.number = number;
        this.at = Objects.requireNonNull(at);
        this.command = command;
        this.id = id;
        this.session = client.session();
        this.client = LogText.safe(client.toString());
        this.sender = LogText.safe(sender);
        this.recipients = List.of(recipients.stream().limit(MOST_RECIPIENTS).map(LogText::safe).toArray(String[]::new));
        this.outcome = outcome;
        this.by = by;
        this.reply = reply == null ? "" : reply.toString();
        this.reason = LogText.safe(reason);
        this.time = time;
        this.results = List.copyOf(results.subList(0, Math.min(MOST_RESULTS, results.size())));
    }

    /** A decision at the dot. */
    static Happening atDot(long number, Instant at, String id, Client client, Envelope envelope, Decision decision, Duration time) {
        return new Happening(number, at, Command.DOT, id, client, envelope.sender(), envelope.recipients(), Outcome.of(decision),
                decision.by(), decision.reply().orElse(null), decision.isKept() ? "a copy is kept" : "", time, decision.results());
    }

    /** A refusal before the dot. */
    static Happening refused(long number, Instant at, Command command, Client client, String sender, List<String> recipients,
            String by, Reply reply, String reason) {
        return new Happening(number, at, command, "", client, sender, recipients, Outcome.of(reply), by, reply, reason,
                Duration.ZERO, List.of());
    }

    /** What would have been a refusal before the dot but for shadow mode. */
    static Happening spared(long number, Instant at, Command command, Client client, String sender, List<String> recipients,
            String by, Reply reply, String reason) {
        return new Happening(number, at, command, "", client, sender, recipients, Outcome.ACCEPTED, by, reply, reason,
                Duration.ZERO, List.of());
    }

    /** Grows by one with each, from 1. */
    public long number() {
        return number;
    }

    public Instant at() {
        return at;
    }

    public Command command() {
        return command;
    }

    /** The message's name in James's logs and queue; empty before the dot. */
    public String id() {
        return id;
    }

    /** The client's connection, as the log of decisions names it; empty where there was none. */
    public String session() {
        return session;
    }

    /** The client's address, and its name where that is known. */
    public String client() {
        return client;
    }

    /** The reverse-path, empty for the null one. */
    public String sender() {
        return sender;
    }

    /** The forward-paths, at most {@value #MOST_RECIPIENTS} of them. */
    public List<String> recipients() {
        return recipients;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What decided: a filter's name, {@code chain}, {@code patience}, {@code exempt}, {@code greylist}, {@code callout}, … */
    public String by() {
        return by;
    }

    /** What the client was told, or would have been but for shadow mode; empty where James answered. */
    public String reply() {
        return reply;
    }

    /** Why, where no filter's result tells; may be empty. */
    public String reason() {
        return reason;
    }

    /** From the dot to the decision; zero before the dot. */
    public Duration time() {
        return time;
    }

    /** What the filters found, in order. */
    public List<FilterResult> results() {
        return results;
    }

    /** Whether any of its texts that can be searched for contains this, whatever the letter case. */
    boolean mentions(String lowerCase) {
        return contains(id, lowerCase) || contains(session, lowerCase) || contains(client, lowerCase) || contains(sender, lowerCase)
                || recipients.stream().anyMatch(recipient -> contains(recipient, lowerCase));
    }

    private static boolean contains(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
