package org.dotgate.mail;

import java.util.List;
import java.util.Objects;

/**
 * The envelope of a mail transaction (RFC 5321, section 2.3.1): reverse-path and forward-paths, without angle brackets.
 * Immutable.
 */
public final class Envelope {
    private final String sender;
    private final List<String> recipients;

    /**
     * @param sender the reverse-path; empty for the null reverse-path {@code <>}
     * @param recipients the forward-paths, in the order the client gave them
     */
    public Envelope(String sender, List<String> recipients) {
        this.sender = Objects.requireNonNull(sender);
        this.recipients = List.copyOf(recipients);
    }

    /** The reverse-path, empty for {@code <>}. */
    public String sender() {
        return sender;
    }

    /** The forward-paths, in the order the client gave them. */
    public List<String> recipients() {
        return recipients;
    }

    @Override
    public String toString() {
        return "<" + sender + "> -> " + recipients;
    }
}
