package org.dotgate.store.file;

import java.util.Arrays;
import org.dotgate.store.Octets;

/** Table and key of a record, as octets with a NUL between them. Immutable; nobody changes the octets. */
final class Id implements Comparable<Id> {
    private final byte[] octets;
    private final long hash;

    Id(byte[] octets) {
        this.octets = octets;
        this.hash = hash(octets);
    }

    static Id of(String table, String key) {
        return new Id(Octets.of(table + '\0' + key));
    }

    byte[] octets() {
        return octets;
    }

    /** 64 bits that depend on every octet. */
    long hash() {
        return hash;
    }

    String key() {
        int from = 0;
        while (from < octets.length && octets[from] != 0) {
            from++;
        }
        return from == octets.length ? "" : Octets.text(octets, from + 1, octets.length - from - 1);
    }

    boolean startsWith(Id prefix) {
        byte[] beginning = prefix.octets;
        return octets.length >= beginning.length
                && Arrays.equals(octets, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** FNV-1a with the last steps of MurmurHash3, whose bits are all of use. */
    private static long hash(byte[] octets) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : octets) {
            hash = (hash ^ octet & 0xFF) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public int compareTo(Id other) {
        return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id && Arrays.equals(octets, ((Id) other).octets);
    }

    @Override
    public int hashCode() {
        return (int) hash;
    }
}
