package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A list of positions below 32768 in two octets each, so that those which eight characters may give are written with one
 * or two stores, whatever their number: a store for each cost as much as all else that is done to eight characters.
 */
final class WordBounds {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_SHORT = 0x0001000100010001L;
    /** Brings the lowest bit of each octet into the highest octet. */
    private static final long GATHER = 0x0102040810204080L;
    private static final long[] FIRST_FOUR = four(0);
    private static final long[] NEXT_FOUR = four(4);

    private WordBounds() {}

    /** Room for so many positions, and for the octets that are written beyond. */
    static byte[] room(int positions) {
        return new byte[2 * (positions + 8)];
    }

    static int get(byte[] bounds, int number) {
        return (short) SHORT.get(bounds, 2 * number);
    }

    static void set(byte[] bounds, int number, int position) {
        SHORT.set(bounds, 2 * number, (short) position);
    }

    /**
     * Adds a position for each octet whose high bit is set.
     *
     * @param count how many positions there are
     * @param base the position of the lowest octet
     * @return how many positions there are now
     */
    static int add(byte[] bounds, int count, int base, long octets) {
        int set = (int) ((octets >>> 7) * GATHER >>> 56);
        LONG.set(bounds, 2 * count, FIRST_FOUR[set] + base * EACH_SHORT);
        int added = Integer.bitCount(set);
        if (added > 4) {
            LONG.set(bounds, 2 * count + 8, NEXT_FOUR[set] + base * EACH_SHORT);
        }
        return count + added;
    }

    /** For each set of octets the numbers of four of them, from the given one on, in 16 bits each. */
    private static long[] four(int first) {
        long[] table = new long[256];
        for (int set = 0; set < table.length; set++) {
            int seen = 0;
            for (int octet = 0; octet < 8; octet++) {
                if ((set >> octet & 1) != 0) {
                    if (seen >= first && seen < first + 4) {
                        table[set] |= (long) octet << 16 * (seen - first);
                    }
                    seen++;
                }
            }
        }
        return table;
    }
}
