package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window on a running text in folded form: UTF-8 octets, white space collapsed to one space, and where words begin and
 * end. Text is appended until the window is full; what has been searched is then discarded from its front. Memory is
 * fixed, whatever is appended. Belongs to one thread.
 */
final class FoldedText {
    /** Octets that stand readable before the first position and behind the last. */
    static final int MARGIN = 8;
    /** The window is full at this many octets. */
    static final int FULL = 8192;

    private static final int LONGEST_SEQUENCE = 128;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ASCII_WORD = 1 << 8;
    private static final int ASCII_SPACE = 1 << 9;
    private static final int[] ASCII = ascii();

    /** The folded text, from {@link #MARGIN} to {@link #size}. */
    final byte[] octets = new byte[MARGIN + FULL + LONGEST_SEQUENCE + MARGIN];
    /** Where words begin (even indexes) and end (odd ones), in {@link #octets}. */
    final int[] bounds = new int[MARGIN + FULL + LONGEST_SEQUENCE + 2];

    private int size;
    private int boundCount;
    private int inWord;
    private int afterSpace;
    private boolean afterJoining;
    private long joiner;
    private char highSurrogate;

    FoldedText() {
        clear();
    }

    /** Begins a new text. */
    void clear() {
        Arrays.fill(octets, 0, MARGIN, (byte) ' ');
        size = MARGIN;
        boundCount = 0;
        inWord = 0;
        afterSpace = 1;
        afterJoining = false;
        joiner = 0;
        highSurrogate = 0;
    }

    /** The end of the text in {@link #octets}. */
    int size() {
        return size;
    }

    /** How many bounds there are; odd while the text ends inside a word. */
    int boundCount() {
        return boundCount;
    }

    boolean isFull() {
        return size >= FULL;
    }

    /**
     * Appends characters until the window is full.
     *
     * @return the index of the first character that was not taken, {@code to} if all were
     */
    int append(char[] text, int from, int to) {
        int next = from;
        while (next < to && size < FULL) {
            int start = next;
            next = appendAscii(text, next, to);
            if (next > start) {
                afterJoining = false;
                joiner = 0;
                highSurrogate = 0;
            }
            if (next < to && size < FULL) {
                next = appendAny(text, next, to);
            }
        }
        return next;
    }

    /** Ends the text: a last word ends here. */
    void finish() {
        if (inWord == 1) {
            bounds[boundCount++] = size;
            inWord = 0;
        }
        octets[size] = ' ';
    }

    /**
     * Begins a new text of which this is all.
     *
     * @return the text in folded form, without a space at either end; null if it does not fit the window
     */
    byte[] only(String text) {
        clear();
        char[] characters = text.toCharArray();
        boolean fits = append(characters, 0, characters.length) == characters.length;
        finish();
        int end = size > MARGIN && octets[size - 1] == ' ' ? size - 1 : size;
        return fits ? Arrays.copyOfRange(octets, MARGIN, end) : null;
    }

    /** Whether the character that begins at a position is part of a word. */
    boolean isWordAt(int position) {
        int first = octets[position];
        if (first >= 0) {
            return FoldTable.isWord(first);
        }
        int more = first >> 5 == -2 ? 1 : first >> 4 == -2 ? 2 : 3;
        int codePoint = first & 0x3f >> more;
        for (int i = 1; i <= more; i++) {
            codePoint = codePoint << 6 | octets[position + i] & 0x3f;
        }
        return FoldTable.isWord(codePoint);
    }

    /** Whether the character that ends at a position is part of a word. */
    boolean isWordBefore(int position) {
        int start = position - 1;
        while (octets[start] >> 6 == -2 && start > 0) {
            start--;
        }
        return isWordAt(start);
    }

    /**
     * Discards what lies before a position, but for {@link #MARGIN} octets.
     *
     * @param position in {@link #octets}
     * @param bound the first of {@link #bounds} that is still wanted; an even number
     */
    void discard(int position, int bound) {
        int cut = position - MARGIN;
        System.arraycopy(octets, cut, octets, 0, size - cut);
        size -= cut;
        for (int i = bound; i < boundCount; i++) {
            // a word too long for the window begins at its front from now on, and is still longer than any phrase
            bounds[i - bound] = Math.max(bounds[i] - cut, 0);
        }
        boundCount -= bound;
    }

    /** The fast path: no branch but the one that leaves it, one table look-up a character. */
    private int appendAscii(char[] text, int from, int to) {
        byte[] octets = this.octets;
        int[] bounds = this.bounds;
        int[] ascii = ASCII;
        int n = size;
        int k = boundCount;
        int word = inWord;
        int space = afterSpace;
        int end = Math.min(to, from + FULL - n);
        int i = from;
        for (; i < end; i++) {
            int c = text[i];
            if (c >= 128) {
                break;
            }
            int folded = ascii[c];
            if (folded < 0) {
                break;
            }
            octets[n] = (byte) folded;
            bounds[k] = n;
            int nowWord = folded >> 8 & 1;
            k += word ^ nowWord;
            word = nowWord;
            int nowSpace = folded >> 9;
            n += 1 - (space & nowSpace);
            space = nowSpace;
        }
        size = n;
        boundCount = k;
        inWord = word;
        afterSpace = space;
        return i;
    }

    /** Any characters, until a run of ASCII tells that the fast path pays again. */
    private int appendAny(char[] text, int from, int to) {
        int run = 0;
        int i = from;
        while (i < to && size < FULL && run < 8) {
            char c = text[i++];
            run = c < 128 ? run + 1 : 0;
            if (Character.isHighSurrogate(c)) {
                highSurrogate = c;
                continue;
            }
            int codePoint = c;
            if (highSurrogate != 0) {
                codePoint = Character.isLowSurrogate(c) ? Character.toCodePoint(highSurrogate, c) : c;
                highSurrogate = 0;
            }
            put(codePoint);
        }
        return i;
    }

    private void put(int codePoint) {
        long entry = FoldTable.entry(codePoint);
        if (FoldTable.kind(entry) == FoldTable.SEQUENCE) {
            for (long one : FoldTable.sequence(codePoint)) {
                putEntry(one);
            }
        } else {
            putEntry(entry);
        }
    }

    private void putEntry(long entry) {
        int kind = FoldTable.kind(entry);
        if (kind == FoldTable.DROP) {
            return;
        }
        if (kind == FoldTable.JOINER) {
            joiner = afterJoining ? entry : 0;
            return;
        }
        boolean joining = FoldTable.isJoining(entry);
        if (joiner != 0 && joining) {
            write(joiner, 1, 0);
        }
        joiner = 0;
        afterJoining = joining;
        write(entry, kind == FoldTable.WORD ? 1 : 0, kind == FoldTable.SPACE ? 1 : 0);
    }

    private void write(long entry, int word, int space) {
        if ((space & afterSpace) == 0) {
            if (word != inWord) {
                bounds[boundCount++] = size;
                inWord = word;
            }
            LONG.set(octets, size, FoldTable.octets(entry));
            size += FoldTable.length(entry);
            afterSpace = space;
        }
    }

    private static int[] ascii() {
        int[] table = new int[128];
        for (int c = 0; c < table.length; c++) {
            long entry = FoldTable.entry(c);
            int kind = FoldTable.kind(entry);
            table[c] = kind == FoldTable.DROP
                    ? -1
                    : (int) FoldTable.octets(entry) & 0xff
                            | (kind == FoldTable.WORD ? ASCII_WORD : 0)
                            | (kind == FoldTable.SPACE ? ASCII_SPACE : 0);
        }
        return table;
    }
}
