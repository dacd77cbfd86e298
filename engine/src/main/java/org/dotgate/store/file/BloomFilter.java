package org.dotgate.store.file;

import java.nio.ByteBuffer;

/**
 * Tells of most ids that a file does not hold them (B. Bloom, 1970): ten bits for each id and seven looks let one in a
 * hundred through. Filled by one thread, then read by any.
 */
final class BloomFilter {
    private static final int BITS_FOR_EACH = 10;
    private static final int LOOKS = 7;
    /** 2 Gbit, for 200 million ids; with more it lets more through. */
    private static final long MOST_WORDS = 1 << 25;

    private final long[] words;

    /** @param expected how many ids will be added at most */
    BloomFilter(long expected) {
        this(new long[(int) Math.min(MOST_WORDS, expected * BITS_FOR_EACH / Long.SIZE + 1)]);
    }

    private BloomFilter(long[] words) {
        this.words = words;
    }

    static BloomFilter of(ByteBuffer octets) throws DamagedException {
        if (octets.remaining() < Long.BYTES || octets.remaining() % Long.BYTES != 0) {
            throw new DamagedException("a filter of " + octets.remaining() + " octets");
        }
        long[] words = new long[octets.remaining() / Long.BYTES];
        octets.asLongBuffer().get(words);
        return new BloomFilter(words);
    }

    byte[] octets() {
        ByteBuffer octets = ByteBuffer.allocate(words.length * Long.BYTES);
        octets.asLongBuffer().put(words);
        return octets.array();
    }

    void add(Id id) {
        long place = id.hash();
        long step = id.hash() >>> 32 | 1;
        for (int i = 0; i < LOOKS; i++, place += step) {
            int bit = bit(place);
            words[bit >>> 6] |= 1L << bit;
        }
    }

    boolean mayHold(Id id) {
        long place = id.hash();
        long step = id.hash() >>> 32 | 1;
        for (int i = 0; i < LOOKS; i++, place += step) {
            int bit = bit(place);
            if ((words[bit >>> 6] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long place) {
        // the low half spread over all bits without a division
        return (int) ((place & 0xFFFFFFFFL) * ((long) words.length << 6) >>> 32);
    }
}
