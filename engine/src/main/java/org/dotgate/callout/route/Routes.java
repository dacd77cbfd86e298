package org.dotgate.callout.route;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Finds out whom to ask about the addresses of a domain. Never waits. Thread-safe. */
public interface Routes {
    /**
     * @param domain a stranger's text, in lower case
     * @param allowPrivate whether targets in loopback, private and other special networks are given, too
     * @return never fails; within the resolver's own bound on time
     */
    CompletionStage<Route> find(String domain, boolean allowPrivate);

    /** Whether an address may be connected to; to be asked again at the moment of connecting. */
    boolean mayConnect(InetAddress address, boolean allowPrivate);
}
