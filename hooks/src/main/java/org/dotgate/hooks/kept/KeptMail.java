package org.dotgate.hooks.kept;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a page of kept messages tells of one. All texts are a stranger's, made one safe line each, but for the key and the
 * problem. Immutable.
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
    private final String problem;

    KeptMail(String key, String id, Instant at, String sender, List<String> recipients, String client, String by, String reason,
            long size, String subject) {
        this(key, id, at, sender, recipients, client, by, reason, size, subject, null);
    }

    private KeptMail(String key, String id, Instant at, String sender, List<String> recipients, String client, String by, String reason,
            long size, String subject, String problem) {
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
        this.problem = problem;
    }

    /** One that is there, and of which no more can be told. */
    static KeptMail unreadable(String key, String problem) {
        return new KeptMail(key, key, null, "", List.of(), "", "", "", 0, "", problem);
    }

    /** Its name in the repository. */
    public String key() {
        return key;
    }

    /** The name the message had in James's logs at the dot. */
    public String id() {
        return id;
    }

    /** When it was kept; empty if it cannot be read. */
    public Optional<Instant> at() {
        return Optional.ofNullable(at);
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

    /** Why all but the key is unknown; empty if it is not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
