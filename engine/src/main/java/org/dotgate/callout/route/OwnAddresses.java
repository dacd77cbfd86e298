package org.dotgate.callout.route;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of this machine's interfaces, looked up again when they are older than {@link #AGE}. While they cannot be
 * looked up those known last count; as long as none are known, every address could be ours. Thread-safe.
 */
final class OwnAddresses {
    /** How old what is known may be. */
    static final Duration AGE = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(OwnAddresses.class);

    /** Where they come from; another in tests. */
    interface Source {
        Set<InetAddress> addresses() throws IOException;
    }

    private final Timer timer;
    private final Source source;
    private volatile Known known;

    OwnAddresses(Timer timer, Source source) {
        this.timer = timer;
        this.source = source;
    }

    /** Those of the operating system's interfaces. */
    static OwnAddresses ofThisMachine(Timer timer) {
        return new OwnAddresses(timer, () ->
                NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).collect(Collectors.toSet()));
    }

    /** What speaks against connecting to an address: that it is ours. */
    Optional<String> objection(InetAddress address) {
        Known now = known();
        if (now.addresses == null) {
            return Optional.of("maybe this machine's own, whose addresses cannot be looked up");
        }
        return now.addresses.contains(address) ? Optional.of("this machine's own") : Optional.empty();
    }

    private Known known() {
        Known before = known;
        if (before != null && timer.nanos() - before.since < AGE.toNanos()) {
            return before;
        }
        // two threads may look at the same time; that does no harm
        Known now = new Known(lookUp(before), timer.nanos());
        known = now;
        return now;
    }

    private Set<InetAddress> lookUp(Known before) {
        try {
            return Set.copyOf(source.addresses());
        } catch (IOException e) {
            LOGGER.warn("This machine's own addresses cannot be looked up, so those known last count: {}", e.toString());
            return before == null ? null : before.addresses;
        }
    }

    private static final class Known {
        /** Null if nothing is known. */
        final Set<InetAddress> addresses;
        final long since;

        Known(Set<InetAddress> addresses, long since) {
            this.addresses = addresses;
            this.since = since;
        }
    }
}
