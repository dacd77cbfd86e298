package org.dotgate.callout.probe;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The addresses that are connected with now, or about to be. Thread-safe. */
final class Asked {
    private final ConcurrentMap<InetAddress, Integer> connections = new ConcurrentHashMap<>();

    void add(InetAddress address) {
        connections.merge(address, 1, Integer::sum);
    }

    void remove(InetAddress address) {
        connections.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    boolean contains(InetAddress address) {
        return connections.containsKey(address);
    }
}
