package org.dotgate.filter.allow;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of addresses, such as {@code 192.0.2.0/24} (RFC 4632) or {@code 2001:db8::/32} (RFC 4291). Immutable. */
final class Network {
    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern V4_IN_V6 = Pattern.compile("(?i)::ffff:([0-9.]+)(/[0-9]+)?");

    /** The first 64 bits; those of an IPv4 address stand in front, so that a length means the same for both. */
    private final long high;
    private final long low;
    private final int length;
    private final boolean v6;

    private Network(long high, long low, int length, boolean v6) {
        this.high = high & ones(length);
        this.low = low & ones(length - 64);
        this.length = length;
        this.v6 = v6;
    }

    /** The block of that length in which an address lies. */
    static Network of(InetAddress address, int length) {
        byte[] octets = address.getAddress();
        boolean v6 = octets.length == 16;
        return v6 ? new Network(number(octets, 0, 8), number(octets, 8, 8), length, true)
                : new Network(number(octets, 0, 4) << 32, 0, length, false);
    }

    /**
     * Reads a block, or a single address.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Network parse(String text) {
        Matcher mapped = V4_IN_V6.matcher(text);
        if (mapped.matches() && mapped.group(1).contains(".")) {
            throw wrong(text, "is an IPv4 address in IPv6's clothes; write it as " + mapped.group(1));
        }
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash), text);
        int bits = address.getAddress().length * 8;
        int length = slash < 0 ? bits : length(text.substring(slash + 1), bits, address, text);
        Network single = of(address, bits);
        Network network = single.cut(length);
        if (single.high != network.high || single.low != network.low) {
            throw wrong(text, "has more bits than its first " + length + "; did you mean '" + network + "'?");
        }
        return network;
    }

    private static InetAddress address(String text, String whole) {
        boolean literal = DOTTED.matcher(text).matches() || text.contains(":") && COLONS.matcher(text).matches();
        if (literal) {
            try {
                // no name server is asked: both forms are addresses, or wrong
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                // said below
            }
        }
        throw wrong(whole, "is not a network such as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32");
    }

    private static int length(String text, int bits, InetAddress address, String whole) {
        if (DOTTED.matcher(text).matches() && bits == 32) {
            int mask = new BigInteger(address(text, whole).getAddress()).intValue();
            int ones = Integer.bitCount(mask);
            throw wrong(whole, "has a mask; the number of its bits is wanted"
                    + (mask == (int) (ones(ones) >> 32) && ones > 0 ? ", as in '" + of(address, ones) + "'" : ""));
        }
        int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (length < 1 || length > bits) {
            throw wrong(whole, "must have a length from 1 to " + bits + " behind its slash"
                    + (length == 0 ? ", for /0 is everybody" : ""));
        }
        return length;
    }

    private static IllegalArgumentException wrong(String text, String problem) {
        return new IllegalArgumentException("'" + text + "' " + problem);
    }

    private static long number(byte[] octets, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | octets[i] & 0xff;
        }
        return number;
    }

    /** A word whose first bits are set, as many as are asked for. */
    private static long ones(int count) {
        return count <= 0 ? 0 : count >= 64 ? -1 : -1L << 64 - count;
    }

    /** How many bits its addresses have in common. */
    int length() {
        return length;
    }

    boolean isV6() {
        return v6;
    }

    /** The larger block of that length in which this one lies. */
    Network cut(int bits) {
        return new Network(high, low, bits, v6);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network && high == ((Network) other).high && low == ((Network) other).low
                && length == ((Network) other).length && v6 == ((Network) other).v6;
    }

    @Override
    public int hashCode() {
        // neighbouring blocks differ in the middle of the word
        long mixed = (high * 31 + low) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) + length;
    }

    /** As an operator would write it. */
    @Override
    public String toString() {
        byte[] octets = new byte[v6 ? 16 : 4];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) ((i < 8 ? high : low) >>> 56 - i % 8 * 8);
        }
        try {
            String address = InetAddress.getByAddress(octets).getHostAddress();
            String shown = v6 ? address.replaceFirst("(?:^|:)(?:0(?::|$)){2,}", "::") : address;
            return length == octets.length * 8 ? shown : shown + "/" + length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
