package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct folded texts that one engine searches for, numbered from 0, and which phrases each of them stands for:
 * several where phrases differ only in where they count or in their open ends. Filled by one thread, then read by any.
 *
 * <p>All texts lie in one array, each behind its length and its phrase: with a hundred thousand phrases nearly every look
 * at one misses the cache, and this way it misses once.
 */
final class PhraseTexts {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_AT = 4;
    private static final int OCTETS_AT = 6;
    /** Stands for the phrase where a text has several. */
    private static final int SEVERAL = -1;

    private List<byte[]> texts = new ArrayList<>();
    private final List<int[]> phrases = new ArrayList<>();
    /** For each text its phrase, its length and its octets. */
    private byte[] records = {};
    private int[] offsets = {};
    private int longest;

    /** Adds a text, and gives its number. */
    int add(byte[] folded, int phrase) {
        texts.add(folded);
        phrases.add(new int[] {phrase});
        longest = Math.max(longest, folded.length);
        return texts.size() - 1;
    }

    /** Adds another phrase that a text stands for. */
    void add(int number, int phrase) {
        int[] before = phrases.get(number);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = phrase;
        phrases.set(number, after);
    }

    /** Whether a text that was added has these octets. To be asked before the filling ends. */
    boolean isAdded(int number, byte[] other) {
        return Arrays.equals(texts.get(number), other);
    }

    /** Ends the filling. */
    void seal() {
        offsets = new int[texts.size()];
        // a text is compared eight octets at a time, so there must be some behind the last
        records = new byte[texts.stream().mapToInt(text -> OCTETS_AT + text.length).sum() + 8];
        int offset = 0;
        for (int number = 0; number < offsets.length; number++) {
            byte[] text = texts.get(number);
            int[] own = phrases.get(number);
            offsets[number] = offset;
            INT.set(records, offset, own.length == 1 ? own[0] : SEVERAL);
            SHORT.set(records, offset + LENGTH_AT, (short) text.length);
            System.arraycopy(text, 0, records, offset + OCTETS_AT, text.length);
            offset += OCTETS_AT + text.length;
            if (own.length == 1) {
                phrases.set(number, null);
            }
        }
        texts = null;
    }

    /** How many texts there are. */
    int count() {
        return offsets.length;
    }

    /** The length of the longest text in octets. */
    int longest() {
        return longest;
    }

    /** Where a text's record is. */
    int offset(int number) {
        return offsets[number];
    }

    /** The length in octets of the text at an offset. */
    int length(int offset) {
        return (short) SHORT.get(records, offset + LENGTH_AT);
    }

    /**
     * Whether the text at an offset stands at a position; keys alone could deceive.
     *
     * @param other must have seven octets more behind the text, of whatever value
     */
    boolean isAt(int offset, byte[] other, int from) {
        int length = length(offset);
        int start = offset + OCTETS_AT;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            if ((long) LONG.get(records, start + i) != (long) LONG.get(other, from + i)) {
                return false;
            }
        }
        long difference = (long) LONG.get(records, start + i) ^ (long) LONG.get(other, from + i);
        // in two steps, as a shift by 64 would be none
        return difference << 8 * (7 - (length & 7)) << 8 == 0;
    }

    /** The phrase that a text stands for; negative if there are {@link #phrases several}. */
    int phrase(int offset) {
        return (int) INT.get(records, offset);
    }

    /** The phrases that a text stands for, where they are several. */
    int[] phrases(int number) {
        return phrases.get(number);
    }
}
