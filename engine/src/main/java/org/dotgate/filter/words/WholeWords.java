package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds phrases that begin and end with a whole word. Where a word begins, the key of that word and the key of it with
 * the next are looked up in a filter that fits the processor's nearest cache; hardly ever is there more to do. A key
 * covers the octets of words and of what stands between them, and is computed eight octets at a time, so that the length
 * of a word costs next to nothing.
 *
 * <p>Behind the filter a table holds the keys of all beginnings of all phrases, of two words and more. One walk along it
 * finds every phrase that begins at a word, so it takes no longer than the longest phrase has words, however many
 * phrases begin alike. A phrase found is compared octet by octet. Immutable once sealed, then thread-safe.
 */
final class WholeWords {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long MIDDLE = 0xd6e8feb86659fd93L;
    private static final long GAP = 0xa0761d6478bd642fL;
    private static final long EXTEND = 0xe7037ed1a0b428dbL;
    private static final long[] MASKS = masks();

    /** Low bits of a table value: how to go on from this beginning. Above: a text's number plus one, and its offset. */
    private static final int END = 0;
    /** A longer phrase begins so too. */
    private static final int MORE = 1;
    /** One phrase alone begins so: the text above, which may be longer. */
    private static final int ONLY = 2;
    /** How many words are asked about before the candidates among them are looked at. */
    static final int BATCH = 128;
    /** What the filter let through: a word, or it with the next. */
    private static final int SINGLE = 1;
    private static final int PAIR = 2;

    private static final int NUMBER_AT = 2;
    private static final int OFFSET_AT = 32;

    private final PhraseTexts texts = new PhraseTexts();
    private final KeyTable table = new KeyTable();
    private KeyFilter filter = new KeyFilter(0);

    /** For each text, until the filling ends: the keys of its beginnings, and what the filter will be asked for it. */
    private List<long[]> keysOf = new ArrayList<>();
    private KeyTable numbers = new KeyTable();

    /**
     * Takes a phrase if it begins and ends with a word, and its key is not another text's.
     *
     * @param folded holds the phrase and nothing else
     * @param octets the folded phrase
     * @return whether it was taken
     */
    boolean add(FoldedText folded, byte[] octets, int phrase) {
        int words = folded.boundCount() / 2;
        boolean whole = words > 0
                && folded.bound(0) == FoldedText.MARGIN
                && folded.bound(2 * words - 1) == FoldedText.MARGIN + octets.length;
        if (!whole) {
            return false;
        }
        long[] keys = new long[words + 1];
        keys[0] = fullKey(folded, 0);
        for (int i = 1; i < words; i++) {
            keys[i] = extend(folded, keys[i - 1], i);
        }
        keys[words] = words == 1 ? wordKey(folded, 0) : pairProbe(wordKey(folded, 0), wordKey(folded, 1));
        int known = (int) numbers.get(keys[words - 1]);
        if (known >= 0) {
            if (!texts.isAdded(known, octets)) {
                return false;
            }
            texts.add(known, phrase);
            return true;
        }
        numbers.put(keys[words - 1], texts.add(octets, phrase));
        keysOf.add(keys);
        return true;
    }

    /** Ends the filling. */
    void seal() {
        texts.seal();
        filter = new KeyFilter(keysOf.size());
        KeyTable pairs = new KeyTable();
        for (long[] keys : keysOf) {
            filter.add(keys[keys.length - 1]);
            if (keys.length > 2) {
                pairs.put(keys[1], pairs.get(keys[1]) < 0 ? 1 : 2);
            }
        }
        for (int number = 0; number < keysOf.size(); number++) {
            long[] keys = keysOf.get(number);
            int words = keys.length - 1;
            long text = (long) texts.offset(number) << OFFSET_AT | (long) (number + 1) << NUMBER_AT;
            if (words > 1 && pairs.get(keys[1]) == 1) {
                table.put(keys[1], text | ONLY);
                continue;
            }
            for (int i = 1; i < words - 1; i++) {
                table.put(keys[i], Math.max(END, table.get(keys[i])) | MORE);
            }
            table.put(keys[words - 1], Math.max(END, table.get(keys[words - 1])) | text);
        }
        keysOf = null;
        numbers = null;
    }

    /** How many texts there are. */
    int count() {
        return texts.count();
    }

    /** The length of the longest phrase in octets. */
    int longest() {
        return texts.longest();
    }

    /**
     * Finds the phrases that begin at words before a limit. The words are asked about in batches, without a branch, and
     * what the filter let through is looked at afterwards: so neither a wrong guess of the processor nor a miss of the
     * cache stops the words behind it.
     *
     * @param word the first word to look at
     * @return the first word that was not looked at
     */
    int search(FoldedText text, int word, int limit, WordSearch found) {
        int words = text.boundCount() / 2;
        if (texts.count() == 0 || word >= words) {
            return words;
        }
        int next = word;
        int last = words - 1;
        while (next < last && text.bound(2 * next) < limit) {
            int end = Math.min(next + BATCH, last);
            int count = ask(text, next, end, found.candidates);
            for (int i = 0; i < count; i++) {
                int candidate = found.candidates[i];
                int first = candidate >> 2;
                if (text.bound(2 * first) >= limit) {
                    return first;
                }
                candidate(text, first, (candidate & SINGLE) != 0, (candidate & PAIR) != 0, found);
            }
            next = end;
        }
        if (next == last && text.bound(2 * last) < limit) {
            candidate(text, last, filter.mayHold(wordKey(text, last)), false, found);
            next++;
        }
        return next;
    }

    private int ask(FoldedText text, int from, int to, int[] candidates) {
        byte[] octets = text.octets;
        byte[] bounds = text.bounds;
        long[] bits = filter.words();
        int shift = filter.shift();
        int count = 0;
        long key = wordKey(text, from);
        for (int i = from; i < to; i++) {
            long nextKey = wordKey(octets, WordBounds.get(bounds, 2 * i + 2), WordBounds.get(bounds, 2 * i + 3));
            int passed = KeyFilter.probe(bits, shift, key) | KeyFilter.probe(bits, shift, pairProbe(key, nextKey)) << 1;
            candidates[count] = i << 2 | passed;
            count += passed & 1 | passed >> 1;
            key = nextKey;
        }
        return count;
    }

    private void candidate(FoldedText text, int word, boolean single, boolean pair, WordSearch found) {
        long beginning = fullKey(text, word);
        if (single) {
            terminal(table.get(beginning), text, word, word, found);
        }
        if (!pair) {
            return;
        }
        int last = text.boundCount() / 2 - 1;
        long value;
        int i = word;
        do {
            beginning = extend(text, beginning, ++i);
            value = table.get(beginning);
            terminal(value, text, word, i, found);
        } while (value >= 0 && (value & MORE) != 0 && i < last);
    }

    private void terminal(long value, FoldedText text, int firstWord, int lastWord, WordSearch found) {
        int number = ((int) value >> NUMBER_AT) - 1;
        if (number < 0 || found.hasWhole(number)) {
            return;
        }
        int offset = (int) (value >>> OFFSET_AT);
        int from = text.bound(2 * firstWord);
        int to = from + texts.length(offset);
        if (to > text.size() || !texts.isAt(offset, text.octets, from)) {
            return;
        }
        boolean ends = (value & ONLY) == 0 ? to == text.bound(2 * lastWord + 1) : !text.isWordAt(to);
        if (ends) {
            found.addWhole(number, offset, texts);
        }
    }

    /** What the filter is asked about two words; cheaper than the key of both, and blind to what stands between them. */
    private static long pairProbe(long word, long next) {
        return Long.rotateLeft(word, 23) + next;
    }

    private static long extend(FoldedText text, long beginning, int word) {
        return join(beginning, gapKey(text.octets, text.bound(2 * word - 1), text.bound(2 * word)), fullKey(text, word));
    }

    private static long join(long beginning, long gap, long word) {
        return (beginning ^ gap * GAP) * EXTEND + word;
    }

    /** The key of a word for the filter: blind to what lies between the first and the last eight octets. */
    private static long wordKey(byte[] octets, int start, int end) {
        int length = end - start;
        long mask = MASKS[Math.min(length, 8)];
        long first = (long) LONG.get(octets, start) & mask;
        long last = (long) LONG.get(octets, Math.max(start, end - 8)) & mask;
        return first * FIRST + (last ^ length);
    }

    /** The key of a word for the table: of all its octets. */
    private static long fullKey(FoldedText text, int word) {
        int start = text.bound(2 * word);
        int end = text.bound(2 * word + 1);
        long key = wordKey(text.octets, start, end);
        return end - start <= 16 ? key : between(text.octets, start + 8, end - 8, key);
    }

    private static long wordKey(FoldedText text, int word) {
        return wordKey(text.octets, text.bound(2 * word), text.bound(2 * word + 1));
    }

    private static long between(byte[] octets, int from, int to, long ends) {
        long key = ends;
        for (int i = from; i < to; i += 8) {
            key = (key ^ (long) LONG.get(octets, i)) * MIDDLE;
        }
        return key;
    }

    private static long gapKey(byte[] octets, int from, int to) {
        int length = to - from;
        long key = (long) LONG.get(octets, from) & MASKS[Math.min(length, 8)];
        return length <= 8 ? key : (key ^ length) * MIDDLE + (long) LONG.get(octets, to - 8);
    }

    private static long[] masks() {
        long[] masks = new long[9];
        for (int i = 1; i < masks.length; i++) {
            masks[i] = -1L >>> 64 - 8 * i;
        }
        return masks;
    }
}
