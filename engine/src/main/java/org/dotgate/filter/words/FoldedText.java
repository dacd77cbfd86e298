package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A window on a running text in folded form: UTF-8 octets, white space collapsed to one space, and {@link WordBits which
 * of them are of words}. Text is appended until the window is full; what has been searched is then discarded from its
 * front. Memory is fixed, whatever is appended. Belongs to one thread.
 *
 * <p>ASCII is folded eight octets at a time in one register: see {@link #append}.
 */
final class FoldedText {
    /** Octets that stand readable before the first position and behind the last. */
    static final int MARGIN = 8;
    /** The window is full at this many octets: with all else that a search touches it fits the nearest cache. */
    static final int FULL = 4096;

    private static final int LONGEST_SEQUENCE = 128;
    /** How many octets there may be in all. */
    static final int ROOM = MARGIN + FULL + LONGEST_SEQUENCE + MARGIN;
    private static final int REPLACEMENT = 0xfffd;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80 * EACH;
    /** A bit for each ASCII character that is white space. */
    private static final long SPACES = 1L << ' ' | 0x1fL << '\t' | 0xfL << 0x1c;

    /** The folded text, from {@link #MARGIN} to {@link #size}. */
    final byte[] octets = new byte[ROOM];
    /** {@link WordBits} of {@link #octets}. */
    final byte[] words = WordBits.room(ROOM);

    private int size;
    /** The bits of those octets before {@link #size} that share a byte of {@link #words} with it. */
    private int wordBits;
    private int afterSpace;
    private boolean afterJoining;
    private long joiner;

    FoldedText() {
        clear();
    }

    /** Begins a new text. */
    void clear() {
        Arrays.fill(octets, 0, MARGIN, (byte) ' ');
        size = MARGIN;
        wordBits = WordBits.put(words, 0, MARGIN, 0, 0);
        afterSpace = 1;
        forget();
    }

    /** The end of the text in {@link #octets}. */
    int size() {
        return size;
    }

    /** Whether what has been appended must be searched before more can be. */
    boolean isFull() {
        return size >= FULL;
    }

    /** Where the word ends that a position lies in; the position itself if it lies in none. */
    int wordEnd(int position) {
        return WordBits.runEnd(words, position);
    }

    /** Where the first word begins that does not begin before a position outside of words; {@link #size} if none does. */
    int nextWord(int position) {
        return Math.min(size, WordBits.next(words, position, size));
    }

    /** Ends the text: a last word ends here. */
    void finish() {
        octets[size] = ' ';
    }

    /**
     * Begins a new text of which this is all.
     *
     * @return the text in folded form, without a space at either end; null if it does not fit the window
     */
    byte[] only(String text) {
        clear();
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        boolean fits = append(all, 0, all.length) == all.length;
        finish();
        int end = size > MARGIN && octets[size - 1] == ' ' ? size - 1 : size;
        return fits ? Arrays.copyOfRange(octets, MARGIN, end) : null;
    }

    /** Whether the octet at a position is part of a word. */
    boolean isWordAt(int position) {
        return WordBits.get(words, position);
    }

    /** Whether the character that begins at a position is a mark on the one before. */
    boolean isMarkAt(int position) {
        return position < size && FoldTable.isMark(codePoint(octets, position, size));
    }

    /**
     * Discards what lies before a position, but for {@link #MARGIN} octets and a few more.
     *
     * @param position in {@link #octets}
     * @return where it is now
     */
    int discard(int position) {
        // whole bytes of bits, so that these can be copied too
        int cut = position - MARGIN & -8;
        System.arraycopy(octets, cut, octets, 0, size - cut);
        System.arraycopy(words, cut >> 3, words, 0, (size >> 3) + 1 - (cut >> 3));
        size -= cut;
        return position - cut;
    }

    /**
     * Appends text until the window is full.
     *
     * @param text in UTF-8, holding whole characters
     * @return the index of the first octet that was not taken, {@code to} if all were
     */
    int append(byte[] text, int from, int to) {
        int i = from;
        while (i < to && size < FULL) {
            int start = i;
            i = appendAscii(text, i, to);
            int next = i < to && size < FULL ? skipSpaces(text, i, to) : i;
            if (next > i) {
                appendSpace();
                i = next;
            }
            if (i > start) {
                forget();
            } else {
                i += put(text, i, to);
            }
        }
        return i;
    }

    /**
     * Appends ASCII up to the first octet that needs more: a control character (line ends are), a second space, or what is
     * not ASCII; or up to a few octets before the end. Each turn loads eight octets, finds with additions that carry into
     * the high bit of each octet which are letters or digits, and writes all eight, and a bit for each, without a branch.
     */
    private int appendAscii(byte[] text, int from, int to) {
        byte[] octets = this.octets;
        byte[] words = this.words;
        int last = to - 8;
        int n = size;
        int tail = wordBits;
        long space = (long) afterSpace << 63;
        int i = from;
        while (i <= last && n < FULL) {
            // an octet above 0x7f spoils those behind it, but is the first that needs more
            long eight = (long) LONG.get(text, i);
            long visible = eight + 0x60 * EACH;
            long spaces = visible & ~(eight + 0x5f * EACH) & HIGH;
            long special = (eight | eight + EACH | ~visible | spaces & (spaces << 8 | space >>> 56)) & HIGH;
            // of all that is visible this bit tells capitals from the other letters only
            long lower = eight | 0x20 * EACH;
            long letters = (lower + 0x50 * EACH ^ lower + 0x46 * EACH ^ lower + 0x1f * EACH ^ lower + 0x05 * EACH) & HIGH;
            LONG.set(octets, n, eight | letters >>> 2);
            int added = WordBits.gather(letters);
            if (special != 0) {
                int count = Long.numberOfTrailingZeros(special) >>> 3;
                tail = WordBits.put(words, n, count, tail, added & (1 << count) - 1);
                space = count == 0 ? space : spaces << 64 - 8 * count;
                n += count;
                i += count;
                break;
            }
            tail = WordBits.put(words, n, 8, tail, added);
            space = spaces;
            n += 8;
            i += 8;
        }
        size = n;
        wordBits = tail;
        afterSpace = (int) (space >>> 63);
        return i;
    }

    private static int skipSpaces(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= 0 && text[i] <= ' ' && SPACES >>> text[i] << 63 != 0) {
            i++;
        }
        return i;
    }

    private void appendSpace() {
        if (afterSpace == 0) {
            octets[size] = ' ';
            wordBits = WordBits.put(words, size++, 1, wordBits, 0);
            afterSpace = 1;
        }
    }

    /** Appends one character; returns its length in the text. */
    private int put(byte[] text, int at, int to) {
        int codePoint = codePoint(text, at, to);
        long entry = FoldTable.entry(codePoint);
        if (FoldTable.kind(entry) == FoldTable.SEQUENCE) {
            for (long one : FoldTable.sequence(codePoint)) {
                putEntry(one);
            }
        } else {
            putEntry(entry);
        }
        return Math.min(to - at, length(text[at]));
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
            write(joiner, -1, 0);
        }
        joiner = 0;
        afterJoining = joining;
        write(entry, kind == FoldTable.WORD ? -1 : 0, kind == FoldTable.SPACE ? 1 : 0);
    }

    /** @param word all bits if the entry is part of a word, else none */
    private void write(long entry, int word, int space) {
        if ((space & afterSpace) == 0) {
            int length = FoldTable.length(entry);
            LONG.set(octets, size, FoldTable.octets(entry));
            wordBits = WordBits.put(words, size, length, wordBits, word & 0xff >>> 8 - length);
            size += length;
            afterSpace = space;
        }
    }

    private void forget() {
        afterJoining = false;
        joiner = 0;
    }

    /** The character that begins at a position; that of what is cut off is U+FFFD. */
    private static int codePoint(byte[] text, int position, int to) {
        int first = text[position];
        int length = length(first);
        if (length == 1) {
            return first >= 0 ? first : REPLACEMENT;
        }
        if (position + length > to) {
            return REPLACEMENT;
        }
        int codePoint = first & 0xff >> length + 1;
        for (int i = 1; i < length; i++) {
            codePoint = codePoint << 6 | text[position + i] & 0x3f;
        }
        return Character.isValidCodePoint(codePoint) ? codePoint : REPLACEMENT;
    }

    /** How many octets a character has by its first. */
    private static int length(int first) {
        return first >= 0 || first >> 6 == -2 ? 1 : first >> 5 == -2 ? 2 : first >> 4 == -2 ? 3 : 4;
    }
}
