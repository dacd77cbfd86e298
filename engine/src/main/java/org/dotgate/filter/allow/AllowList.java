package org.dotgate.filter.allow;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dotgate.correspondents.Address;

/**
 * Senders and networks that are allowed; the package's description shows a list. A look-up takes one step in a hash table
 * for each label of the sender's domain, or each length of block that the list has. Immutable.
 */
final class AllowList {
    /** The longest domain name, in characters (RFC 1035, section 2.3.4); what is longer is in no list. */
    static final int MAX_DOMAIN = 253;

    static final AllowList EMPTY = new Builder().build();

    private final Set<String> addresses;
    private final Set<String> domains;
    private final Set<String> parents;
    private final Set<Network> networks;
    private final int[] lengths4;
    private final int[] lengths6;

    private AllowList(Builder builder) {
        addresses = builder.addresses;
        domains = builder.domains;
        parents = builder.parents;
        networks = builder.networks;
        lengths4 = builder.lengths4.descendingSet().stream().mapToInt(Integer::intValue).toArray();
        lengths6 = builder.lengths6.descendingSet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The line that allows a sender, as it stands in the list: the address, its domain, or the nearest domain above. */
    Optional<String> entryOf(Address sender) {
        if (addresses.contains(sender.toString())) {
            return Optional.of(sender.toString());
        }
        String domain = sender.domain();
        if (domain.length() > MAX_DOMAIN) {
            return Optional.empty();
        }
        if (domains.contains(domain)) {
            return Optional.of(domain);
        }
        for (int dot = domain.indexOf('.', 1); dot >= 0 && !parents.isEmpty(); dot = domain.indexOf('.', dot + 1)) {
            String above = domain.substring(dot);
            if (parents.contains(above)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** The smallest block of the list that a client's address lies in. */
    Optional<Network> networkOf(InetAddress client) {
        boolean v6 = client.getAddress().length == 16;
        Network single = Network.of(client, v6 ? 128 : 32);
        for (int length : v6 ? lengths6 : lengths4) {
            Network block = single.cut(length);
            if (networks.contains(block)) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /** How many different entries there are. */
    int size() {
        return addresses.size() + domains.size() + parents.size() + networks.size();
    }

    /** Gathers a list. Not thread-safe, and of no use once it has built. */
    static final class Builder {
        private final Set<String> addresses = new HashSet<>();
        private final Set<String> domains = new HashSet<>();
        private final Set<String> parents = new HashSet<>();
        private final Set<Network> networks = new HashSet<>();
        private final TreeSet<Integer> lengths4 = new TreeSet<>();
        private final TreeSet<Integer> lengths6 = new TreeSet<>();

        void add(Address address) {
            addresses.add(address.toString());
        }

        /** @param domain lower case; with a dot in front for those below it */
        void add(String domain) {
            (domain.startsWith(".") ? parents : domains).add(domain);
        }

        void add(Network network) {
            networks.add(network);
            (network.isV6() ? lengths6 : lengths4).add(network.length());
        }

        AllowList build() {
            return new AllowList(this);
        }
    }
}
