package org.dotgate.callout.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a stranger's DNS may make us connect to: those of the public internet, and none of this machine. The blocks
 * are those of IANA's registries of special-purpose addresses (RFC 6890) that are not "globally reachable". Of IPv6 only what
 * is assigned as global unicast is public ({@code 2000::/3}, RFC 4291), so that whatever is invented elsewhere is not, until
 * somebody looks. Addresses that carry an IPv4 address to a translator or tunnel are as public as that one. Thread-safe.
 *
 * <p>Known limit: an address by which others reach this machine, such as a NAT's, is not known here.
 */
final class PublicAddresses {
    private static final List<AddressBlock> V4 = List.of(
            AddressBlock.of("0.0.0.0/8", "this network"),
            AddressBlock.of("10.0.0.0/8", "private"),
            AddressBlock.of("100.64.0.0/10", "shared by customers of a provider"),
            AddressBlock.of("127.0.0.0/8", "loopback"),
            AddressBlock.of("169.254.0.0/16", "link-local"),
            AddressBlock.of("172.16.0.0/12", "private"),
            AddressBlock.of("192.0.0.0/24", "for protocols"),
            AddressBlock.of("192.0.2.0/24", "for documentation"),
            AddressBlock.of("192.88.99.0/24", "for relays of 6to4"),
            AddressBlock.of("192.168.0.0/16", "private"),
            AddressBlock.of("198.18.0.0/15", "for benchmarks"),
            AddressBlock.of("198.51.100.0/24", "for documentation"),
            AddressBlock.of("203.0.113.0/24", "for documentation"),
            AddressBlock.of("224.0.0.0/4", "multicast"),
            AddressBlock.of("255.255.255.255/32", "broadcast"),
            AddressBlock.of("240.0.0.0/4", "reserved"));

    private static final List<AddressBlock> V6 = List.of(
            AddressBlock.of("::/128", "unspecified"),
            AddressBlock.of("::1/128", "loopback"),
            AddressBlock.of("::/96", "an IPv4 address in IPv6's clothes"),
            AddressBlock.of("64:ff9b:1::/48", "for translation to IPv4 of a network's own"),
            AddressBlock.of("100::/64", "for discarding"),
            AddressBlock.of("2001::/23", "for protocols"),
            AddressBlock.of("2001:db8::/32", "for documentation"),
            AddressBlock.of("3fff::/20", "for documentation"),
            AddressBlock.of("fc00::/7", "private"),
            AddressBlock.of("fe80::/10", "link-local"),
            AddressBlock.of("fec0::/10", "site-local"),
            AddressBlock.of("ff00::/8", "multicast"));

    private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3", "global unicast");
    /** RFC 6052: the IPv4 address stands at the end. */
    private static final AddressBlock TRANSLATED = AddressBlock.of("64:ff9b::/96", "translated to IPv4");
    /** RFC 3056: the IPv4 address stands behind the first two octets. */
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16", "tunnelled to IPv4");

    private final OwnAddresses own;

    PublicAddresses(OwnAddresses own) {
        this.own = own;
    }

    /**
     * What speaks against connecting to an address, such as {@code loopback}; empty if nothing does.
     *
     * @param allowPrivate whether only that matters what can be no host's address at all
     */
    Optional<String> objection(InetAddress address, boolean allowPrivate) {
        Optional<String> special = special(address);
        if (allowPrivate) {
            boolean nobodys = address.isAnyLocalAddress() || address.isMulticastAddress()
                    || special.filter("broadcast"::equals).isPresent();
            return nobodys ? special : Optional.empty();
        }
        return special.isPresent() ? special : own.objection(address);
    }

    private static Optional<String> special(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return first(V4, octets);
        }
        Inet6Address six = (Inet6Address) address;
        if (six.getScopeId() != 0 || six.getScopedInterface() != null) {
            return Optional.of("of one link");
        }
        Optional<String> special = first(V6, octets);
        if (special.isPresent()) {
            return special;
        }
        if (TRANSLATED.contains(octets)) {
            return embedded(octets, 12, TRANSLATED);
        }
        if (SIX_TO_FOUR.contains(octets)) {
            return embedded(octets, 2, SIX_TO_FOUR);
        }
        return GLOBAL_UNICAST.contains(octets) ? Optional.empty() : Optional.of("not for hosts of the public internet");
    }

    private static Optional<String> embedded(byte[] octets, int from, AddressBlock way) {
        return first(V4, Arrays.copyOfRange(octets, from, from + 4)).map(purpose -> way.purpose() + ", " + purpose);
    }

    private static Optional<String> first(List<AddressBlock> blocks, byte[] octets) {
        return blocks.stream().filter(block -> block.contains(octets)).map(AddressBlock::purpose).findFirst();
    }
}
