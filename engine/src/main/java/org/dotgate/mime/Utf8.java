package org.dotgate.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What is well-formed UTF-8 (Unicode Standard, table 3-7). */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH = 0x8080808080808080L;

    private Utf8() {}

    /** Up to where octets are whole, well-formed characters. ASCII is passed over sixteen octets at a time. */
    static int wellFormedEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            at = asciiEnd(octets, at, to);
            while (at < to && octets[at] < 0) {
                int length = length(octets, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return at;
    }

    static boolean isAscii(byte[] octets, int from, int to) {
        return asciiEnd(octets, from, to) == to;
    }

    private static int asciiEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at + 16 <= to && (((long) LONG.get(octets, at) | (long) LONG.get(octets, at + 8)) & HIGH) == 0) {
            at += 16;
        }
        while (at < to && octets[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the character of several octets that begins there; 0 if it is malformed or cut off. */
    private static int length(byte[] octets, int at, int to) {
        int first = octets[at] & 0xff;
        if (at + 1 >= to || first < 0xc2 || first > 0xf4) {
            return 0;
        }
        int second = octets[at + 1];
        if (first < 0xe0) {
            return isContinuation(second) ? 2 : 0;
        }
        if (at + 2 >= to || !isContinuation(second) || !isContinuation(octets[at + 2])) {
            return 0;
        }
        int begun = first << 8 | second & 0xff;
        if (first < 0xf0) {
            // neither longer than need be nor half of a surrogate pair
            return begun < 0xe0a0 || begun >= 0xeda0 && begun < 0xee00 ? 0 : 3;
        }
        boolean whole = at + 3 < to && isContinuation(octets[at + 3]);
        return whole && begun >= 0xf090 && begun < 0xf490 ? 4 : 0;
    }

    private static boolean isContinuation(int octet) {
        return octet >> 6 == -2;
    }
}
