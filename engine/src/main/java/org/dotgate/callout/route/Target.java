package org.dotgate.callout.route;

import java.net.InetAddress;
import java.util.Objects;

/** A mail exchanger at one of its addresses. Immutable. */
public final class Target {
    private final String host;
    private final InetAddress address;

    public Target(String host, InetAddress address) {
        this.host = Objects.requireNonNull(host);
        this.address = Objects.requireNonNull(address);
    }

    /** Its name, lower case, without the last dot. */
    public String host() {
        return host;
    }

    public InetAddress address() {
        return address;
    }

    @Override
    public String toString() {
        return host + "[" + address.getHostAddress() + "]";
    }
}
