package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bit for each octet of a text, the lowest of a byte first: set if the octet is part of a word. Eight of them are
 * written with one store; a list of where words begin and end costs as much to write as all else that is done to the
 * text, and is five times as long. Bits up to that behind the last one written are valid.
 */
final class WordBits {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Brings the highest bit of each octet into the highest octet. */
    private static final long GATHER = 0x0002040810204081L;

    /** {@link #from} gives so many bits at least. */
    static final int SURE = 57;

    /** {@link #runs} lists so many positions without a branch. */
    static final int AT_ONCE = 12;

    private WordBits() {}

    /** Room for so many bits, and for what is read and written beyond. */
    static byte[] room(int bits) {
        return new byte[(bits >> 3) + 16];
    }

    /** One bit for each octet, of which only the highest bit may be set. */
    static int gather(long octets) {
        return (int) (octets * GATHER >>> 56);
    }

    /**
     * Puts up to eight bits behind those that are there.
     *
     * @param at how many bits there are
     * @param count how many come
     * @param tail those before that share a byte with the first one to come: what this method has returned last
     * @param added the bits that come, none above them
     * @return those that share a byte with the next one to come
     */
    static int put(byte[] bits, int at, int count, int tail, int added) {
        int both = tail | added << (at & 7);
        SHORT.set(bits, at >> 3, (short) both);
        return both >>> ((at & 7) + count & 8);
    }

    static boolean get(byte[] bits, int at) {
        return (bits[at >> 3] >> (at & 7) & 1) != 0;
    }

    /** Bits from a position on, the first one lowest; at least {@link #SURE} of them, and zeros behind these. */
    static long from(byte[] bits, int at) {
        return (long) LONG.get(bits, at >> 3) >>> (at & 7);
    }

    /** The first position from {@code at} on whose bit is not set. */
    static int runEnd(byte[] bits, int at) {
        int end = at;
        for (;;) {
            long clear = ~from(bits, end);
            int valid = 64 - (end & 7);
            int set = Long.numberOfTrailingZeros(clear);
            end += Math.min(set, valid);
            if (set < valid) {
                return end;
            }
        }
    }

    /** The first position from {@code at} on whose bit is set; any from {@code to} on if there is none before. */
    static int next(byte[] bits, int at, int to) {
        int next = at;
        while (next < to) {
            long set = from(bits, next);
            if (set != 0) {
                return next + Long.numberOfTrailingZeros(set);
            }
            next += 64 - (next & 7);
        }
        return next;
    }

    /**
     * Lists where runs of set bits begin, from one position to before another. Each group of sixty-four bits gives
     * {@value #AT_ONCE} positions without a branch, whether it has as many or not, as few have more.
     *
     * @param starts takes the list, and {@value #AT_ONCE} more
     * @param first where the list begins
     * @return where it ends
     */
    static int runs(byte[] bits, int from, int to, int[] starts, int first) {
        int end = first;
        int group = from & -Long.SIZE;
        long before = group > 0 && get(bits, group - 1) ? 1 : 0;
        for (; group < to; group += Long.SIZE) {
            long set = (long) LONG.get(bits, group >> 3);
            long begin = set & ~(set << 1 | before);
            before = set >>> 63;
            if (group < from) {
                begin &= -1L << from;
            }
            if (group + Long.SIZE > to) {
                begin &= -1L >>> -to;
            }
            int next = end + Long.bitCount(begin);
            for (int i = 0; i < AT_ONCE; i++) {
                starts[end + i] = group + Long.numberOfTrailingZeros(begin);
                begin &= begin - 1;
            }
            for (int i = end + AT_ONCE; i < next; i++) {
                starts[i] = group + Long.numberOfTrailingZeros(begin);
                begin &= begin - 1;
            }
            end = next;
        }
        return end;
    }
}
