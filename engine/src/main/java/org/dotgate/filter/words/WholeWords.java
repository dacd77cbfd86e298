package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

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
    private static final long LAST = 0x94d049bb133111ebL;
    private static final long MIDDLE = 0xd6e8feb86659fd93L;
    private static final long GAP = 0xa0761d6478bd642fL;
    private static final long EXTEND = 0xe7037ed1a0b428dbL;
    private static final long[] MASKS = masks();

    /** Set in a table value if a longer phrase has this beginning; the text that ends here, plus one, stands above. */
    private static final int MORE = 1;

    private final PhraseTexts texts = new PhraseTexts();
    private final KeyTable table = new KeyTable();
    private long[] probes = new long[16];
    private int probeCount;
    private KeyFilter filter = new KeyFilter(0);

    /**
     * Takes a phrase if it begins and ends with a word, and its key is not another text's.
     *
     * @param folded holds the phrase and nothing else
     * @param octets the folded phrase
     * @return whether it was taken
     */
    boolean add(FoldedText folded, byte[] octets, int phrase) {
        int words = folded.boundCount() / 2;
        int[] bounds = folded.bounds;
        if (words == 0 || bounds[0] != FoldedText.MARGIN || bounds[2 * words - 1] != FoldedText.MARGIN + octets.length) {
            return false;
        }
        long[] keys = new long[words];
        keys[0] = wordKey(folded.octets, bounds[0], bounds[1]);
        for (int i = 1; i < words; i++) {
            keys[i] = extend(folded, keys[i - 1], i);
        }
        long whole = keys[words - 1];
        int known = Math.max(0, table.get(whole));
        int text = (known >> 1) - 1;
        if (text >= 0) {
            if (!texts.isAdded(text, octets)) {
                return false;
            }
            texts.add(text, phrase);
            return true;
        }
        table.put(whole, texts.add(octets, phrase) + 1 << 1 | known);
        for (int i = 1; i < words - 1; i++) {
            table.put(keys[i], Math.max(0, table.get(keys[i])) | MORE);
        }
        if (probeCount == probes.length) {
            probes = Arrays.copyOf(probes, 2 * probeCount);
        }
        probes[probeCount++] = keys[Math.min(1, words - 1)];
        return true;
    }

    /** Ends the filling. */
    void seal() {
        texts.seal();
        filter = new KeyFilter(probeCount);
        for (int i = 0; i < probeCount; i++) {
            filter.add(probes[i]);
        }
        probes = null;
    }

    /** The length of the longest phrase in octets. */
    int longest() {
        return texts.longest();
    }

    /**
     * Finds the phrases that begin at words before a limit.
     *
     * @param word the first word to look at
     * @return the first word that was not looked at
     */
    int search(FoldedText text, int word, int limit, WordSearch found) {
        byte[] octets = text.octets;
        int[] bounds = text.bounds;
        KeyFilter filter = this.filter;
        int last = text.boundCount() / 2 - 1;
        int i = word;
        if (i > last || texts.count() == 0) {
            return last + 1;
        }
        int start = bounds[2 * i];
        int end = bounds[2 * i + 1];
        long key = wordKey(octets, start, end);
        while (i < last && start < limit) {
            int nextStart = bounds[2 * i + 2];
            int nextEnd = bounds[2 * i + 3];
            long nextKey = wordKey(octets, nextStart, nextEnd);
            long pair = join(key, gapKey(octets, end, nextStart), nextKey);
            if ((filter.probe(key) | filter.probe(pair)) != 0) {
                walk(text, i, key, pair, found);
            }
            i++;
            start = nextStart;
            end = nextEnd;
            key = nextKey;
        }
        if (i == last && start < limit) {
            if (filter.probe(key) != 0) {
                terminal(table.get(key), text, i, i, found);
            }
            i++;
        }
        return i;
    }

    private void walk(FoldedText text, int word, long key, long pair, WordSearch found) {
        terminal(table.get(key), text, word, word, found);
        long beginning = pair;
        int last = text.boundCount() / 2 - 1;
        for (int i = word + 1; ; i++) {
            int value = table.get(beginning);
            terminal(value, text, word, i, found);
            if (value < 0 || (value & MORE) == 0 || i == last) {
                return;
            }
            beginning = extend(text, beginning, i + 1);
        }
    }

    private void terminal(int value, FoldedText text, int firstWord, int lastWord, WordSearch found) {
        int number = (value >> 1) - 1;
        if (number >= 0) {
            int from = text.bounds[2 * firstWord];
            int to = text.bounds[2 * lastWord + 1];
            if (texts.isAt(number, text.octets, from, to)) {
                found.add(texts.phrases(number));
            }
        }
    }

    private static long extend(FoldedText text, long beginning, int word) {
        int[] bounds = text.bounds;
        int start = bounds[2 * word];
        return join(beginning, gapKey(text.octets, bounds[2 * word - 1], start),
                wordKey(text.octets, start, bounds[2 * word + 1]));
    }

    private static long join(long beginning, long gap, long word) {
        return (beginning ^ gap * GAP) * EXTEND + word;
    }

    private static long wordKey(byte[] octets, int start, int end) {
        int length = end - start;
        long mask = MASKS[Math.min(length, 8)];
        long first = (long) LONG.get(octets, start) & mask;
        long last = (long) LONG.get(octets, Math.max(start, end - 8)) & mask;
        long key = first * FIRST + (last ^ length) * LAST;
        return length <= 16 ? key : longKey(octets, start, end, key);
    }

    private static long longKey(byte[] octets, int start, int end, long ends) {
        long key = ends;
        for (int i = start + 8; i < end - 8; i += 8) {
            key = (key ^ (long) LONG.get(octets, i)) * MIDDLE;
        }
        return key;
    }

    private static long gapKey(byte[] octets, int from, int to) {
        int length = to - from;
        long key = (long) LONG.get(octets, from) & MASKS[Math.min(length, 8)];
        return length <= 8 ? key : longKey(octets, from - 8, to + 8, key);
    }

    private static long[] masks() {
        long[] masks = new long[9];
        for (int i = 1; i < masks.length; i++) {
            masks[i] = -1L >>> 64 - 8 * i;
        }
        return masks;
    }
}
