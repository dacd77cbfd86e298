package org.dotgate.filter.words;

/**
 * Says of a 64-bit key that it is certainly not, or perhaps, in a set: one bit a key, chosen by the key's highest bits.
 * So sparse that about one foreign key in sixteen or more gets through. Filled by one thread, then read by any.
 */
final class KeyFilter {
    private static final int LEAST_BITS = 12;
    private static final int MOST_BITS = 24;

    private final long[] bits;
    private final int shift;

    /** @param keys how many keys it is to hold */
    KeyFilter(int keys) {
        int log = Math.min(MOST_BITS, Math.max(LEAST_BITS, 36 - Integer.numberOfLeadingZeros(Math.max(1, keys))));
        bits = new long[1 << log - 6];
        shift = 64 - log;
    }

    void add(long key) {
        int bit = (int) (key >>> shift);
        bits[bit >>> 6] |= 1L << bit;
    }

    /** 1 if the key may be in the set, 0 if it is not. Other bits are 0. */
    long probe(long key) {
        int bit = (int) (key >>> shift);
        return bits[bit >>> 6 & bits.length - 1] >>> bit & 1;
    }
}
