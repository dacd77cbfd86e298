package org.dotgate.filter.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds phrases that begin and end with a whole word. Where a word begins, the key of that word and the key of it with
 * the next are looked up in a filter that fits the processor's nearest cache; hardly ever is there more to do.
 *
 * <p>Behind the filters a table holds the keys of all beginnings of all phrases, of two words and more. One walk along it
 * finds every phrase that begins at a word, so it takes no longer than the longest phrase has words, however many
 * phrases begin alike. A phrase found is compared octet by octet. Immutable once sealed, then thread-safe.
 */
final class WholeWords {
    /** How many octets of text are asked about at once. */
    private static final int BATCH = 16 * Long.SIZE;
    /** Half of the octets of a batch begin words at most; one stands before these, and one behind. */
    static final int MOST_WORDS = BATCH / 2 + 2;
    /** Of so many words the answers fit in one register: a bit for each alone, and one for it with the word before. */
    private static final int AT_ONCE = 16;
    private static final int PAIR = 1;
    /** Stands for the word before the first: none begins within the margin. */
    private static final int NONE = 0;

    /** Low bits of a table value: how to go on from this beginning. Above: a text's number plus one, and its offset. */
    private static final int END = 0;
    /** A longer phrase begins so too. */
    private static final int MORE = 1;
    /** One phrase alone begins so: the text above, which may be longer. */
    private static final int ONLY = 2;
    private static final int NUMBER_AT = 2;
    private static final int OFFSET_AT = 32;

    private final PhraseTexts texts = new PhraseTexts();
    private final KeyTable table = new KeyTable();
    private KeyFilter filter = new KeyFilter(0);

    /** For each text, until the filling ends. */
    private List<Beginnings> beginningsOf = new ArrayList<>();
    private KeyTable numbers = new KeyTable();

    /**
     * Takes a phrase if it begins and ends with a word, and its key is not another text's.
     *
     * @param folded holds the phrase and nothing else
     * @param octets the folded phrase
     * @return whether it was taken
     */
    boolean add(FoldedText folded, byte[] octets, int phrase) {
        if (!folded.isWordAt(FoldedText.MARGIN) || !folded.isWordAt(FoldedText.MARGIN + octets.length - 1)) {
            return false;
        }
        Beginnings own = new Beginnings(folded);
        int known = (int) numbers.get(own.whole());
        if (known >= 0) {
            if (!texts.isAdded(known, octets)) {
                return false;
            }
            texts.add(known, phrase);
            return true;
        }
        numbers.put(own.whole(), texts.add(octets, phrase));
        beginningsOf.add(own);
        return true;
    }

    /** Ends the filling. */
    void seal() {
        texts.seal();
        filter = new KeyFilter(beginningsOf.size());
        KeyTable pairs = new KeyTable();
        for (Beginnings own : beginningsOf) {
            filter.add(own.probe());
            if (own.keys.length > 1) {
                pairs.put(own.keys[1], pairs.get(own.keys[1]) < 0 ? 1 : 2);
            }
        }
        for (int number = 0; number < beginningsOf.size(); number++) {
            Beginnings own = beginningsOf.get(number);
            put(own.keys, number, own.keys.length > 1 && pairs.get(own.keys[1]) == 1);
        }
        beginningsOf = null;
        numbers = null;
    }

    private void put(long[] keys, int number, boolean alone) {
        long text = (long) texts.offset(number) << OFFSET_AT | (long) (number + 1) << NUMBER_AT;
        if (alone) {
            table.put(keys[1], text | ONLY);
            return;
        }
        int last = keys.length - 1;
        for (int i = 1; i < last; i++) {
            table.put(keys[i], Math.max(END, table.get(keys[i])) | MORE);
        }
        table.put(keys[last], Math.max(END, table.get(keys[last])) | text);
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
     * Finds the phrases that begin at words from one position to before another. What is done to all words is done in short
     * loops without a branch, and what the filter let through is looked at when a batch has been asked: so neither a wrong
     * guess of the processor nor a miss of the cache stops the words behind it.
     */
    void search(FoldedText text, int from, int to, WordSearch found) {
        if (texts.count() == 0 || from >= to) {
            return;
        }
        int[] starts = found.starts;
        starts[0] = NONE;
        found.key = 0;
        for (int batch = from; batch < to; batch = (batch & -BATCH) + BATCH) {
            int end = Math.min(to, (batch & -BATCH) + BATCH);
            int count = WordBits.runs(text.words, batch, end, starts, 1);
            if (end == to) {
                // the last word is asked about with one behind the limit
                starts[count] = text.nextWord(text.isWordAt(to - 1) ? text.wordEnd(to) : to);
                count += starts[count] < text.size() ? 1 : 0;
            }
            look(text, ask(text.octets, text.words, count, found), to, found);
            starts[0] = starts[count - 1];
        }
    }

    /** Asks the filter about words, each alone and with the one before; returns how many candidates there are. */
    private int ask(byte[] octets, byte[] words, int count, WordSearch found) {
        int[] starts = found.starts;
        int[] candidates = found.candidates;
        long[] bits = filter.words();
        int candidate = 0;
        long before = found.key;
        for (int first = 1; first < count; first += AT_ONCE) {
            int end = Math.min(first + AT_ONCE, count);
            int passed = 0;
            for (int i = first; i < end; i++) {
                long key = WordKeys.probe(octets, words, starts[i]);
                passed = passed << 2 | KeyFilter.probe(bits, key)
                        | KeyFilter.probe(bits, WordKeys.pairProbe(before, key)) << 1;
                before = key;
            }
            for (; passed != 0; passed &= passed - 1) {
                int bit = Integer.numberOfTrailingZeros(passed);
                candidates[candidate++] = end - 1 - (bit >> 1) << 1 | bit & PAIR;
            }
        }
        found.key = before;
        return candidate;
    }

    /** Looks at candidates; first in the table alone, so that many misses of the cache are under way at once. */
    private void look(FoldedText text, int count, int to, WordSearch found) {
        int[] beginnings = found.beginnings;
        int hits = 0;
        for (int i = 0; i < count; i++) {
            int pair = found.candidates[i] & PAIR;
            int number = found.candidates[i] >> 1;
            int start = found.starts[number];
            int first = found.starts[number - pair];
            // what begins behind the limit may not be whole yet, and before the first word there is none
            if (first < to && first != NONE) {
                long key = WordKeys.word(text, first);
                found.values[hits] = table.get(pair == 0 ? key : WordKeys.extend(text, key, text.wordEnd(first), start));
                beginnings[hits++] = first << 1 | pair;
            }
        }
        for (int i = 0; i < hits; i++) {
            if (found.values[i] >= 0) {
                follow(found.values[i], text, beginnings[i] >> 1, beginnings[i] & PAIR, found);
            }
        }
    }

    /** Takes what the table has for a word, or for two, and goes on from there to all phrases that begin with them. */
    private void follow(long first, FoldedText text, int start, int more, WordSearch found) {
        int end = text.wordEnd(start);
        long beginning = WordKeys.word(text, start);
        if (more != 0) {
            int second = text.nextWord(end);
            beginning = WordKeys.extend(text, beginning, end, second);
            end = text.wordEnd(second);
        }
        long value = first;
        terminal(value, text, start, end, found);
        while (more != 0 && value >= 0 && (value & MORE) != 0) {
            int next = text.nextWord(end);
            if (next >= text.size()) {
                return;
            }
            beginning = WordKeys.extend(text, beginning, end, next);
            end = text.wordEnd(next);
            value = table.get(beginning);
            terminal(value, text, start, end, found);
        }
    }

    /** @param end where the last word ends that the value was found for */
    private void terminal(long value, FoldedText text, int start, int end, WordSearch found) {
        int number = ((int) value >> NUMBER_AT) - 1;
        if (number < 0 || found.hasWhole(number)) {
            return;
        }
        int offset = (int) (value >>> OFFSET_AT);
        int to = start + texts.length(offset);
        if (to > text.size() || !texts.isAt(offset, text.octets, start)) {
            return;
        }
        boolean ends = (value & ONLY) == 0 ? to == end : !text.isWordAt(to);
        if (ends) {
            found.addWhole(number, offset, texts);
        }
    }

    /** The keys of one phrase, needed until the filling ends. Immutable. */
    private static final class Beginnings {
        /** Of its first word, of its first two, and so on to all of it. */
        private final long[] keys;
        /** What a filter is asked about its first word, and about the second if there is one. */
        private final long[] firstWords;

        Beginnings(FoldedText phrase) {
            long[] all = new long[phrase.size()];
            long[] first = new long[2];
            int words = 0;
            int end = 0;
            for (int start = FoldedText.MARGIN; start < phrase.size(); start = phrase.nextWord(end)) {
                all[words] = words == 0 ? WordKeys.word(phrase, start) : WordKeys.extend(phrase, all[words - 1], end, start);
                if (words < 2) {
                    first[words] = WordKeys.probe(phrase, start);
                }
                end = phrase.wordEnd(start);
                words++;
            }
            keys = Arrays.copyOf(all, words);
            firstWords = Arrays.copyOf(first, Math.min(2, words));
        }

        long whole() {
            return keys[keys.length - 1];
        }

        long probe() {
            return firstWords.length == 1 ? firstWords[0] : WordKeys.pairProbe(firstWords[0], firstWords[1]);
        }
    }
}
