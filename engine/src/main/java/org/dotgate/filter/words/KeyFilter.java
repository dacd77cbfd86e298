package org.dotgate.filter.words;

/**
 * Says of a 64-bit key that it is certainly not, or perhaps, in a set: a Bloom filter whose two bits for a key lie in one
 * word of memory, so that a probe is one load. About one foreign key in two hundred gets through, or fewer. Keys must be
 * well mixed in their upper half. Filled by one thread, then read by any.
 */
final class KeyFilter {
    private static final int LEAST = 6;
    private static final int MOST = 18;
    /** From this many keys on, as a power of two, a filter is too large for the nearest caches. */
    private static final int FAR = 14;

    private final long[] words;

    /** @param keys how many keys it is to hold */
    KeyFilter(int keys) {
        // 16 to 32 bits a key; in a large filter twice as many, as what gets through ends in a table out of all caches
        int log = Math.min(MOST, Math.max(LEAST, 31 - Integer.numberOfLeadingZeros(Math.max(1, keys))));
        words = new long[1 << (log < FAR ? log - 1 : log)];
    }

    void add(long key) {
        int hash = hash(key);
        words[hash & words.length - 1] |= 1L << (hash >>> 20) | 1L << (hash >>> 26);
    }

    /** Whether the key may be in the set. */
    boolean mayHold(long key) {
        return probe(words, key) != 0;
    }

    /** 1 if the key may be in the set, else 0; for loops that keep the filter's words in a register, and do not branch. */
    static int probe(long[] words, long key) {
        int hash = hash(key);
        long word = words[hash & words.length - 1];
        return (int) (word >>> (hash >>> 20) & word >>> (hash >>> 26)) & 1;
    }

    /** The upper half, its best mixed octet lowest, so that the place in a filter of any size is found without a shift. */
    private static int hash(long key) {
        return (int) Long.reverseBytes(key);
    }

    long[] words() {
        return words;
    }
}
