package org.dotgate.store.file;

import java.util.Arrays;

/** Octets being put together. Owned by one thread. */
final class Output {
    private byte[] octets;
    private int size;

    Output(int expected) {
        octets = new byte[expected];
    }

    byte[] array() {
        return octets;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void octets(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, octets, size, length);
        size += length;
    }

    /** A number in seven bits an octet, lowest first; small ones are short. */
    void number(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            octets[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[size++] = (byte) rest;
    }

    /** A record without its key: the length of its value and one more, 0 if it is deleted; the value; when it ends. */
    void stored(Stored stored) {
        if (stored.isDeleted()) {
            number(0);
        } else {
            byte[] value = stored.value();
            number(value.length + 1);
            octets(value, 0, value.length);
            number(stored.expires() << 1 ^ stored.expires() >> 63);
        }
    }

    private void room(int more) {
        if (size + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
        }
    }
}
