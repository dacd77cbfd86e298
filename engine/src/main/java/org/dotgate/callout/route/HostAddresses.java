package org.dotgate.callout.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has become of one mail exchanger on the way to its addresses. Immutable. */
final class HostAddresses {
    /** How a host without usable addresses came to be so. */
    enum Lack {
        /** There are usable addresses. */
        NONE,
        /** DNS says that it has none. */
        NO_ADDRESS,
        /** DNS says nothing. */
        NO_ANSWER,
        /** It must not be connected to. */
        LEFT_OUT
    }

    private final String host;
    private final Lack lack;
    private final List<InetAddress> addresses;
    private final String reason;

    private HostAddresses(String host, Lack lack, List<InetAddress> addresses, String reason) {
        this.host = host;
        this.lack = lack;
        this.addresses = List.copyOf(addresses);
        this.reason = reason;
    }

    static HostAddresses noAnswer(String host, String reason) {
        return new HostAddresses(host, Lack.NO_ANSWER, List.of(), reason);
    }

    static HostAddresses leftOut(String host, String reason) {
        return new HostAddresses(host, Lack.LEFT_OUT, List.of(), reason);
    }

    /**
     * A host at those of its addresses that may be connected to, by turns of IPv4 and IPv6. IPv4 comes first: many mail
     * servers have no way out by IPv6, or no name for their address there, which some exchangers refuse; the sender loses
     * nothing by it, for hosts that are reached by IPv6 only are few.
     *
     * @param objection what speaks against connecting to an address
     * @param most how many addresses are taken
     */
    static HostAddresses of(String host, List<InetAddress> found, Function<InetAddress, Optional<String>> objection, int most) {
        if (found.isEmpty()) {
            return new HostAddresses(host, Lack.NO_ADDRESS, List.of(), host + " has no address");
        }
        List<InetAddress> usable = new ArrayList<>();
        String objected = "";
        for (InetAddress address : new LinkedHashSet<>(found)) {
            Optional<String> against = objection.apply(address);
            if (against.isEmpty()) {
                usable.add(address);
            } else if (objected.isEmpty()) {
                objected = host + " is at " + address.getHostAddress() + " (" + against.get() + "), which is not asked";
            }
        }
        return usable.isEmpty() ? leftOut(host, objected) : new HostAddresses(host, Lack.NONE, byTurns(usable, most), "");
    }

    private static List<InetAddress> byTurns(List<InetAddress> addresses, int most) {
        Iterator<InetAddress> v4 = ofKind(addresses, true);
        Iterator<InetAddress> v6 = ofKind(addresses, false);
        List<InetAddress> mixed = new ArrayList<>();
        while (mixed.size() < most && (v4.hasNext() || v6.hasNext())) {
            boolean four = v4.hasNext() && (mixed.size() % 2 == 0 || !v6.hasNext());
            mixed.add(four ? v4.next() : v6.next());
        }
        return mixed;
    }

    private static Iterator<InetAddress> ofKind(List<InetAddress> addresses, boolean v4) {
        return addresses.stream().filter(address -> address instanceof Inet4Address == v4).collect(Collectors.toList()).iterator();
    }

    String host() {
        return host;
    }

    Lack lack() {
        return lack;
    }

    /** Those to connect to, best first; none if it lacks them. */
    List<InetAddress> addresses() {
        return addresses;
    }

    /** Why there are none, for operators. */
    String reason() {
        return reason;
    }
}
