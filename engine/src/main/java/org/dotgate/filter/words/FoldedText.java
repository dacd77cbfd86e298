package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A window on a running text in folded form: UTF-8 octets, white space collapsed to one space, and where words begin and
 * end. Text is appended until the window is full; what has been searched is then discarded from its front. Memory is
 * fixed, whatever is appended. Belongs to one thread.
 *
 * <p>ASCII is folded eight characters at a time in one register: see {@link #appendLatin}.
 */
final class FoldedText {
    /** Octets that stand readable before the first position and behind the last. */
    static final int MARGIN = 8;
    /** The window is full at this many octets. */
    static final int FULL = 8192;

    private static final int LONGEST_SEQUENCE = 128;
    private static final int LATIN = 1024;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80 * EACH;
    /** A bit for each ASCII character that is white space. */
    private static final long SPACES = 1L << ' ' | 0x1fL << '\t' | 0xfL << 0x1c;

    /** The folded text, from {@link #MARGIN} to {@link #size}. */
    final byte[] octets = new byte[MARGIN + FULL + LONGEST_SEQUENCE + MARGIN];
    /** {@link WordBounds}: where words begin (even numbers) and end (odd ones), in {@link #octets}. */
    final byte[] bounds = WordBounds.room(MARGIN + FULL + LONGEST_SEQUENCE);

    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    private final byte[] latin = new byte[LATIN + 8];
    private final ByteBuffer latinBuffer = ByteBuffer.wrap(latin, 0, LATIN);

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
        forget();
    }

    /** The end of the text in {@link #octets}. */
    int size() {
        return size;
    }

    /** How many bounds there are; odd while the text ends inside a word. */
    int boundCount() {
        return boundCount;
    }

    /** Where a word begins (even numbers) or ends (odd ones), in {@link #octets}. */
    int bound(int number) {
        return WordBounds.get(bounds, number);
    }

    /** Whether what has been appended must be searched before more can be. */
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
            latinBuffer.clear();
            CharBuffer piece = CharBuffer.wrap(text, next, Math.min(LATIN, to - next));
            encoder.reset().encode(piece, latinBuffer, true);
            int latinLength = latinBuffer.position();
            if (latinLength > 0) {
                forget();
                next += appendLatin(latinLength);
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
            WordBounds.set(bounds, boundCount++, size);
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
        return FoldTable.isWord(codePointAt(position));
    }

    /** Whether the character that begins at a position is a mark on the one before. */
    boolean isMarkAt(int position) {
        return FoldTable.isMark(codePointAt(position));
    }

    private int codePointAt(int position) {
        int first = octets[position];
        if (first >= 0) {
            return first;
        }
        int more = first >> 5 == -2 ? 1 : first >> 4 == -2 ? 2 : 3;
        int codePoint = first & 0x3f >> more;
        for (int i = 1; i <= more; i++) {
            codePoint = codePoint << 6 | octets[position + i] & 0x3f;
        }
        return codePoint;
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
            WordBounds.set(bounds, i - bound, Math.max(bound(i) - cut, 0));
        }
        boundCount -= bound;
    }

    /**
     * Appends what {@link #latin} holds. Each turn loads eight characters, finds with additions that carry into the high
     * bit of each octet which are capitals, letters or digits, and writes all eight and the bounds among them without a
     * branch. It counts only those up to the first that needs more: a control character (line ends are), a second space,
     * or what is not ASCII.
     *
     * @return how many characters were taken
     */
    private int appendLatin(int length) {
        byte[] latin = this.latin;
        byte[] octets = this.octets;
        byte[] bounds = this.bounds;
        // a control character behind the last one ends the last turn
        LONG.set(latin, length, 0L);
        int n = size;
        int k = boundCount;
        long word = (long) inWord << 63;
        long space = (long) afterSpace << 63;
        int i = 0;
        while (n < FULL) {
            // an octet above 0x7f spoils those behind it, but is the first that needs more
            long eight = (long) LONG.get(latin, i);
            long visible = eight + 0x60 * EACH;
            long spaces = visible & ~(eight + 0x5f * EACH) & HIGH;
            long special = (eight | eight + EACH | ~visible | spaces & (spaces << 8 | space >>> 56)) & HIGH;
            long folded = eight | ((eight + 0x3f * EACH ^ eight + 0x25 * EACH) & HIGH) >>> 2;
            long words = ((folded + 0x1f * EACH ^ folded + 0x05 * EACH) | (eight + 0x50 * EACH ^ eight + 0x46 * EACH)) & HIGH;
            long turns = words ^ (words << 8 | word >>> 56);
            LONG.set(octets, n, folded);
            if (special == 0) {
                // apart from the other case, so that the next turn need not wait for the number of characters taken
                k = WordBounds.add(bounds, k, n, turns);
                word = words;
                space = spaces;
                n += 8;
                i += 8;
                continue;
            }
            int bits = Long.numberOfTrailingZeros(special) - 7;
            if (bits > 0) {
                k = WordBounds.add(bounds, k, n, turns & -1L >>> 64 - bits);
                word = words << 64 - bits;
                space = spaces << 64 - bits;
                n += bits >>> 3;
                i += bits >>> 3;
            }
            int c = latin[i] & 0xff;
            if (c <= ' ' && SPACES >>> c << 63 != 0) {
                WordBounds.set(bounds, k, n);
                k += (int) (word >>> 63);
                octets[n] = ' ';
                n += 1 - (int) (space >>> 63);
                word = 0;
                space = HIGH;
                do {
                    c = latin[++i] & 0xff;
                } while (c <= ' ' && SPACES >>> c << 63 != 0);
            } else if (i == length) {
                break;
            } else {
                size = n;
                boundCount = k;
                inWord = (int) (word >>> 63);
                afterSpace = (int) (space >>> 63);
                put(c & 0xff);
                i++;
                n = size;
                k = boundCount;
                word = (long) inWord << 63;
                space = (long) afterSpace << 63;
            }
        }
        size = n;
        boundCount = k;
        inWord = (int) (word >>> 63);
        afterSpace = (int) (space >>> 63);
        return i;
    }

    /** Any characters, until a run of ASCII tells that {@link #appendLatin} pays again. */
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
                WordBounds.set(bounds, boundCount++, size);
                inWord = word;
            }
            LONG.set(octets, size, FoldTable.octets(entry));
            size += FoldTable.length(entry);
            afterSpace = space;
        }
    }

    private void forget() {
        afterJoining = false;
        joiner = 0;
        highSurrogate = 0;
    }
}
