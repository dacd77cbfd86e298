package org.dotgate.callout.redis;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.limit.PerMx;

/**
 * A connection that somebody wants to make, from the question to its end. Its state is guarded by the lock of {@link
 * RedisMxLimits}.
 */
final class SharedPlace {
    /** How far it has come; only ever onwards. */
    enum State {
        /** For a place in this process. */
        WAITS_HERE,
        /** For a place among all. */
        WAITS_THERE,
        /** It has both places, or the one here while the server does not answer. */
        TAKEN,
        LEFT
    }

    private static final String HELD = "dotgate:callout.held:";
    private static final String BEGUN = "dotgate:callout.begun:";

    final String id;
    final String host;
    final PerMx most;
    final CompletableFuture<MxLimits.Place> future = new CompletableFuture<>();
    private final String address;
    State state = State.WAITS_HERE;
    /** The place in this process; null until there is one. */
    MxLimits.Place here;

    SharedPlace(String id, String host, InetAddress address, PerMx most) {
        this.id = id;
        this.host = host.toLowerCase(Locale.ROOT);
        this.address = address.getHostAddress();
        this.most = most;
    }

    /** The sets of places that are held at its host and its address. */
    List<String> held() {
        return List.of(HELD + "host:" + host, HELD + "address:" + address);
    }

    /** All the sets that it stands in. */
    List<String> sets() {
        return List.of(HELD + "host:" + host, BEGUN + "host:" + host, HELD + "address:" + address, BEGUN + "address:" + address);
    }
}
