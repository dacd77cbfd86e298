package org.dotgate.callout.route;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that begin with the same bits, and what they are for. Immutable. */
final class AddressBlock {
    private final byte[] beginning;
    private final int length;
    private final String purpose;

    private AddressBlock(byte[] beginning, int length, String purpose) {
        this.beginning = beginning;
        this.length = length;
        this.purpose = purpose;
    }

    /** @param block an address and a length, such as {@code 192.0.2.0/24}; never a name, so that no DNS is asked */
    static AddressBlock of(String block, String purpose) {
        String[] parts = block.split("/");
        try {
            return new AddressBlock(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]), purpose);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(block, e);
        }
    }

    /** @param octets of an address, in network order */
    boolean contains(byte[] octets) {
        if (octets.length != beginning.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit += 8) {
            int mask = length - bit >= 8 ? 0xff : 0xff << 8 - (length - bit);
            if (((octets[bit / 8] ^ beginning[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Such as {@code private}. */
    String purpose() {
        return purpose;
    }
}
