package org.dotgate.filter;

import java.util.Objects;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;

/**
 * The mail transaction a filter judges: who sends what to whom, and what has happened so far. Immutable; the message's
 * content can be read until the run that judges it has ended.
 */
public final class Transaction {
    private final String id;
    private final Event event;
    private final Client client;
    private final Envelope envelope;
    private final SpooledMessage message;

    public Transaction(String id, Event event, Client client, Envelope envelope, SpooledMessage message) {
        this.id = Objects.requireNonNull(id);
        this.event = Objects.requireNonNull(event);
        this.client = Objects.requireNonNull(client);
        this.envelope = Objects.requireNonNull(envelope);
        this.message = Objects.requireNonNull(message);
    }

    /** The name the message has in James's logs and queue. */
    public String id() {
        return id;
    }

    /** What had happened when the filter was started. */
    public Event event() {
        return event;
    }

    public Client client() {
        return client;
    }

    public Envelope envelope() {
        return envelope;
    }

    public SpooledMessage message() {
        return message;
    }

    /** The same transaction after something has happened. */
    public Transaction at(Event other) {
        return other == event ? this : new Transaction(id, other, client, envelope, message);
    }
}
