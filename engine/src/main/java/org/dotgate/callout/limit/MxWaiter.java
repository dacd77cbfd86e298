package org.dotgate.callout.limit;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who wants to connect, from the question to the end of the connection. His state is guarded by the lock of
 * {@link LocalMxLimits}.
 */
final class MxWaiter {
    /** How far it has come; only ever onwards. */
    enum State {
        AT_HOST,
        AT_ADDRESS,
        CONNECTED,
        GONE
    }

    final String host;
    final InetAddress address;
    final PerMx most;
    final CompletableFuture<MxLimits.Place> future = new CompletableFuture<>();
    State state = State.AT_HOST;

    MxWaiter(String host, InetAddress address, PerMx most) {
        this.host = host;
        this.address = address;
        this.most = most;
    }
}
