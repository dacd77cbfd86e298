package org.dotgate.greylist;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dotgate.likeness.Likeness;

/** What a greylist is asked about: one message, or, at RCPT, one recipient of it. Immutable. */
public final class GreylistRequest {
    private final String origin;
    private final String sender;
    private final List<String> recipients;
    private final Likeness likeness;
    private final InetAddress client;

    /**
     * @param origin where the message comes from: a client's network such as {@code 192.0.2.0/24}, or a domain that SPF
     *     vouches for, such as {@code spf:example.org}
     * @param sender the reverse-path as the client gave it; empty for {@code <>}
     * @param recipients the forward-paths as the client gave them; at least one
     * @param likeness what the content is known by; null where it does not count, or is not known yet
     */
    public GreylistRequest(String origin, String sender, List<String> recipients, Likeness likeness) {
        this(origin, sender, recipients, likeness, null);
    }

    /** @param client who brings it, for figures only; null if that is not known */
    GreylistRequest(String origin, String sender, List<String> recipients, Likeness likeness, InetAddress client) {
        this.origin = Objects.requireNonNull(origin);
        this.sender = Objects.requireNonNull(sender);
        this.recipients = List.copyOf(recipients);
        this.likeness = likeness;
        this.client = client;
    }

    public String origin() {
        return origin;
    }

    public String sender() {
        return sender;
    }

    public List<String> recipients() {
        return recipients;
    }

    /** What the content is known by; empty where it does not count. */
    public Optional<Likeness> likeness() {
        return Optional.ofNullable(likeness);
    }

    /** Who brings it; empty if that is not known. */
    Optional<InetAddress> client() {
        return Optional.ofNullable(client);
    }
}
