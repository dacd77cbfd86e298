package org.dotgate.hooks.kept;

import java.time.Instant;
import java.util.List;

/**
 * What a page of kept messages tells of one. All texts are a stranger's, made one safe line each, but for the key. Immutable.
 */
public final class KeptMail {
    private final String key;
    private final String id;
    private final Instant at;
    private final String sender;
    private final List<String> recipients;
    private final String client;
    private final String by;
    private final String reason;
    private final long size;
    private final String subject;

    KeptMail(String key, String id, Instant at, String sender, List<String> recipients, String client, String by, String reason,
            long size, String subject) {
        this.key = key;
        this.id = id;
        this.at = at;
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.client = client;
        this.by = by;
        this.reason = reason;
        this.size = size;
        this.subject = subject;
    }

    /** Its name in the repository. */
    public String key() {
        return key;
    }

    /** The name the message had in James's logs at the dot. */
    public String id() {
        return id;
    }

    /** When it was kept. */
    public Instant at() {
        return at;
    }

    /** The reverse-path, empty for the null one. */
    public String sender() {
        return sender;
    }

    /** The forward-paths, at most {@value KeptReading#MOST_RECIPIENTS} of them. */
    public List<String> recipients() {
        return recipients;
    }

    /** The client's address, and its name where that was known. */
    public String client() {
        return client;
    }

    /** What refused it. */
    public String by() {
        return by;
    }

    public String reason() {
        return reason;
    }

    /** In octets. */
    public long size() {
        return size;
    }

    /** Decoded; empty if it has none. */
    public String subject() {
        return subject;
    }
}
