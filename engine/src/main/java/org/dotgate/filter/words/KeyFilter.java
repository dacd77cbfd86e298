package org.dotgate.filter.words;

/**
 * Says of a 64-bit key that it is certainly not, or perhaps, in a set: a Bloom filter whose two bits for a key lie in one
 * word of memory, so that a probe is one load. About one foreign key in two hundred gets through. Keys must be well mixed
 * in their upper half. Filled by one thread, then read by any.
 */
final class KeyFilter {
    private static final int LEAST = 6;
    private static final int MOST = 18;

    private final long[] words;
    private final int shift;

    /** @param keys how many keys it is to hold */
    KeyFilter(int keys) {
        // 16 to 32 bits a key
        int log = Math.min(MOST, Math.max(LEAST, 31 - Integer.numberOfLeadingZeros(Math.max(1, keys))));
        words = new long[1 << log - 1];
        shift = 65 - log;
    }

    void add(long key) {
        words[(int) (key >>> shift)] |= 1L << (key >>> 32) | 1L << (key >>> 38);
    }

    /** Whether the key may be in the set. */
    boolean mayHold(long key) {
        return probe(words, shift, key) != 0;
    }

    /** 1 if the key may be in the set, else 0; for loops that keep the filter's parts in registers, and do not branch. */
    static int probe(long[] words, int shift, long key) {
        long word = words[(int) (key >>> shift) & words.length - 1];
        return (int) (word >>> (key >>> 32) & word >>> (key >>> 38) & 1);
    }

    long[] words() {
        return words;
    }

    int shift() {
        return shift;
    }
}
