package org.dotgate.filter.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds phrases wherever they stand: those with an open end, those of scripts written without spaces, and those that
 * begin or end with a sign. At every position the first octets, as many as the phrase is sure to have, are looked up in
 * a small filter. Where they begin phrases, the text is hashed on, and looked up at each length that such a phrase has.
 * So a position takes no longer than the longest phrase has octets, however many phrases begin alike. A phrase found is
 * compared octet by octet. Immutable once sealed, then thread-safe.
 */
final class Substrings {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final PhraseTexts texts = new PhraseTexts();
    private final Tier[] tiers = {new Tier(6), new Tier(3), new Tier(1)};
    private final KeyTable whole = new KeyTable();
    private final long multiplier;

    /** @param seed another seed gives other hashes */
    Substrings(int seed) {
        multiplier = SPREAD + 2L * seed;
    }

    /**
     * Takes a phrase, unless its hash is another text's; another seed then helps.
     *
     * @return whether it was taken
     */
    boolean add(byte[] octets, int phrase) {
        long hash = hash(octets, 0, octets.length, 0);
        int text = (int) whole.get(hash);
        if (text >= 0) {
            if (!texts.isAdded(text, octets)) {
                return false;
            }
            texts.add(text, phrase);
            return true;
        }
        whole.put(hash, texts.add(octets, phrase));
        for (Tier tier : tiers) {
            if (octets.length >= tier.width) {
                tier.add(octets);
                break;
            }
        }
        return true;
    }

    /** Ends the filling. */
    void seal() {
        texts.seal();
        for (Tier tier : tiers) {
            tier.seal();
        }
    }

    /** How many texts there are. */
    int count() {
        return texts.count();
    }

    /** The length of the longest phrase in octets. */
    int longest() {
        return texts.longest();
    }

    /** Finds the phrases that begin at positions from {@code from} to before {@code to}. */
    void search(FoldedText text, int from, int to, WordSearch found) {
        for (Tier tier : tiers) {
            if (tier.count > 0) {
                search(tier, text, from, to, found);
            }
        }
    }

    private void search(Tier tier, FoldedText text, int from, int to, WordSearch found) {
        byte[] octets = text.octets;
        KeyFilter filter = tier.filter;
        long mask = tier.mask;
        for (int i = from; i < to; i++) {
            long key = (long) LONG.get(octets, i) & mask;
            if (filter.mayHold(key * SPREAD)) {
                candidate(tier, key, text, i, found);
            }
        }
    }

    private void candidate(Tier tier, long key, FoldedText text, int start, WordSearch found) {
        int group = (int) tier.groups.get(key);
        if (group < 0) {
            return;
        }
        int before = 0;
        long hash = 0;
        for (int length : tier.lengths[group]) {
            if (start + length > text.size()) {
                return;
            }
            hash = hash(text.octets, start + before, start + length, hash);
            before = length;
            int number = (int) whole.get(hash);
            if (number >= 0 && !found.hasSubstring(number)
                    && texts.length(texts.offset(number)) == length && texts.isAt(texts.offset(number), text.octets, start)) {
                found.addSubstring(number, texts, text, start, start + length);
            }
        }
    }

    private long hash(byte[] octets, int from, int to, long before) {
        long hash = before;
        for (int i = from; i < to; i++) {
            hash = (hash + octets[i] + 257) * multiplier;
        }
        return hash;
    }

    /** Phrases of at least so many octets, by their first octets. */
    private static final class Tier {
        private final int width;
        private final long mask;
        private final KeyTable groups = new KeyTable();
        private KeyFilter filter = new KeyFilter(0);
        private long[] keys = new long[4];
        /** For each group of phrases with the same first octets the lengths that occur, ascending. */
        private int[][] lengths = new int[4][];
        private int count;

        Tier(int width) {
            this.width = width;
            mask = -1L >>> 64 - 8 * width;
        }

        void add(byte[] octets) {
            long key = (long) LONG.get(Arrays.copyOf(octets, 8), 0) & mask;
            int group = (int) groups.get(key);
            if (group < 0) {
                if (count == keys.length) {
                    keys = Arrays.copyOf(keys, 2 * count);
                    lengths = Arrays.copyOf(lengths, 2 * count);
                }
                group = count++;
                groups.put(key, group);
                keys[group] = key;
                lengths[group] = new int[0];
            }
            int[] before = lengths[group];
            int place = Arrays.binarySearch(before, octets.length);
            if (place < 0) {
                int[] after = Arrays.copyOf(before, before.length + 1);
                System.arraycopy(before, -1 - place, after, -place, before.length + 1 + place);
                after[-1 - place] = octets.length;
                lengths[group] = after;
            }
        }

        void seal() {
            filter = new KeyFilter(count);
            for (int i = 0; i < count; i++) {
                filter.add(keys[i] * SPREAD);
            }
            keys = null;
        }
    }
}
