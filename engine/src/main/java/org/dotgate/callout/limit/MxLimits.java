package org.dotgate.callout.limit;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Sees to it that no mail exchanger has more connections from us than it should. They are counted by the host's name and by
 * its address; whichever is full first makes wait. Who waits is served in the order of arrival. Thread-safe.
 */
public interface MxLimits {
    /** A connection that may be made. */
    interface Place {
        /** Ends its count; more than once does nothing. */
        void leave();
    }

    /**
     * Waits for a place.
     *
     * @param host the name of the mail exchanger
     * @param address the address that will be connected to
     * @return completes with a place when there is one. To cancel it ends the waiting; a place that comes too late for
     *     that is given back. It fails only when this has been closed, or too many wait already
     */
    CompletableFuture<Place> enter(String host, InetAddress address, PerMx most);
}
