package org.dotgate.store.file;

import java.util.Arrays;

/** Octets being taken apart; never beyond their end. Owned by one thread. */
final class Input {
    private final byte[] octets;
    private final int end;
    private int at;

    Input(byte[] octets, int from, int length) {
        this.octets = octets;
        this.at = from;
        this.end = from + length;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** @see Output#number */
    long number() throws DamagedException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte octet = octets[skip(1)];
            number |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return number;
            }
        }
        throw new DamagedException("a number without end");
    }

    /** A number that counts octets. */
    int length() throws DamagedException {
        long length = number();
        if (length < 0 || length > octets.length) {
            throw new DamagedException("a length of " + length);
        }
        return (int) length;
    }

    byte[] octets(int length) throws DamagedException {
        int from = skip(length);
        return Arrays.copyOfRange(octets, from, from + length);
    }

    /** Puts the next octets into a buffer. */
    void copy(byte[] target, int to, int length) throws DamagedException {
        System.arraycopy(octets, skip(length), target, to, length);
    }

    /** Passes some by. @return where they begin */
    int skip(int length) throws DamagedException {
        if (length < 0 || length > end - at) {
            throw new DamagedException("a record reaches beyond its end");
        }
        int from = at;
        at += length;
        return from;
    }

    /** @see Output#stored */
    Stored stored() throws DamagedException {
        int length = length();
        if (length == 0) {
            return Stored.DELETED;
        }
        byte[] value = octets(length - 1);
        long expires = number();
        return new Stored(value, expires >>> 1 ^ -(expires & 1));
    }

    /** Passes a record by, see {@link #stored}. */
    void skipStored() throws DamagedException {
        int length = length();
        if (length > 0) {
            skip(length - 1);
            number();
        }
    }
}
