package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The keys under which words and beginnings of phrases are looked up. They cover the octets of words and of what stands
 * between them, and are computed eight octets at a time, so that the length of a word costs next to nothing.
 */
final class WordKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long MIDDLE = 0xd6e8feb86659fd93L;
    private static final long GAP = 0xa0761d6478bd642fL;
    private static final long EXTEND = 0xe7037ed1a0b428dbL;
    /** For each length that is looked at all bits of so many octets, or of eight. */
    private static final long[] MASKS = new long[WordBits.SURE + 1];

    static {
        for (int length = 1; length < MASKS.length; length++) {
            MASKS[length] = -1L >>> 64 - 8 * Math.min(8, length);
        }
    }

    private WordKeys() {}

    /**
     * What a filter is asked about the word that begins there: its first eight octets, and how many there are. That is to
     * take little time, as it is computed of every word; it need not tell all words apart.
     */
    static long probe(byte[] octets, byte[] words, int start) {
        int length = Long.numberOfTrailingZeros(~WordBits.from(words, start) | 1L << WordBits.SURE);
        return ((long) LONG.get(octets, start) & MASKS[length] ^ length) * FIRST;
    }

    static long probe(FoldedText text, int start) {
        return probe(text.octets, text.words, start);
    }

    /** What a filter is asked about two words; cheaper than the key of both, and blind to what stands between them. */
    static long pairProbe(long word, long next) {
        return Long.rotateLeft(word, 23) + next;
    }

    /** The key of the word that begins there: of all its octets. */
    static long word(FoldedText text, int start) {
        int length = text.wordEnd(start) - start;
        long mask = MASKS[Math.min(8, length)];
        long first = (long) LONG.get(text.octets, start) & mask;
        long last = (long) LONG.get(text.octets, start + Math.max(0, length - 8)) & mask;
        long key = first * FIRST + (last ^ length);
        for (int i = start + 8; i < start + length - 8; i += 8) {
            key = (key ^ (long) LONG.get(text.octets, i)) * MIDDLE;
        }
        return key;
    }

    /** The key of a beginning and the word at {@code next}, which follows what ends at {@code end}. */
    static long extend(FoldedText text, long beginning, int end, int next) {
        return (beginning ^ gap(text.octets, end, next) * GAP) * EXTEND + word(text, next);
    }

    private static long gap(byte[] octets, int from, int to) {
        int length = to - from;
        long key = (long) LONG.get(octets, from) & MASKS[Math.min(8, length)];
        return length <= 8 ? key : (key ^ length) * MIDDLE + (long) LONG.get(octets, to - 8);
    }
}
