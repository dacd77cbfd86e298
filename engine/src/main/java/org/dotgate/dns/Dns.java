package org.dotgate.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Asks the domain name system (RFC 1035), and never waits: a stage completes when the answer is there, within the
 * resolver's own bound on time. An answer that says there is nothing (NXDOMAIN, or no record of the kind) is an empty list;
 * no answer (SERVFAIL, time-out, a loop of aliases) completes it exceptionally with a {@link DnsException}. Aliases are
 * followed. Names and contents are a stranger's: bounded in number and length, and not to be trusted. A stage may complete
 * on the resolver's thread, so what is done behind it must be short, or go to another thread. Thread-safe.
 */
public interface Dns {
    /** Stands for names that no host can have: a name that is nowhere (RFC 6761, section 6.4). */
    String NO_HOST = "invalid";

    /** The texts at a name, each with its strings joined (RFC 7208, section 3.3), octets as ISO 8859-1 characters. */
    CompletionStage<List<String>> texts(String name);

    /** The addresses of a host, of both kinds. */
    CompletionStage<List<InetAddress>> addresses(String host);

    /**
     * The addresses of a host of one kind, and whether they can be learnt: unlike {@link #addresses(String)}, which may pass
     * over a failure of one kind where it knows some of the other.
     *
     * @param kind {@link Inet4Address} or {@link java.net.Inet6Address}
     */
    default CompletionStage<List<InetAddress>> addresses(String host, Class<? extends InetAddress> kind) {
        return addresses(host).thenApply(all -> all.stream().filter(kind::isInstance).collect(Collectors.toUnmodifiableList()));
    }

    /** The names that an address has (RFC 1035, section 3.5), lower case, without the last dot. */
    CompletionStage<List<String>> names(InetAddress address);

    /**
     * The hosts that take mail for a domain, best first, lower case, without the last dot; {@code ""} alone is a null MX,
     * {@link #NO_HOST} alone is one or more of which none can be a host.
     */
    CompletionStage<List<String>> exchanges(String domain);
}
