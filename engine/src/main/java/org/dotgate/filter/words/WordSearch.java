package org.dotgate.filter.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * The search of one message. It is handed one text after the other, each in as many pieces as it comes; a phrase may
 * cross pieces and line ends, but not texts. Memory is fixed, but for the phrases that were found. Belongs to one thread.
 *
 * <pre>{@code
 * WordSearch search = matcher.search();
 * search.beginBody();
 * search.text(piece, 0, piece.length);
 * search.end();
 * search.forEachFound(phrase -> ...);
 * }</pre>
 */
public final class WordSearch {
    private final WordMatcher matcher;
    private final FoldedText folded = new FoldedText();
    private final int reach;
    private long place;
    private int word;
    private int position;

    private int[] found = new int[8];
    private int[] counts = new int[8];
    private int foundCount;
    private final KeyTable places = new KeyTable();

    WordSearch(WordMatcher matcher) {
        this.matcher = matcher;
        reach = matcher.longest() + 1;
    }

    /** Begins the decoded text of a text part. */
    public void beginBody() {
        begin(WordMatcher.BODY);
    }

    /** Begins the display name of From. */
    public void beginSenderName() {
        begin(WordMatcher.SENDER);
    }

    /**
     * Begins the decoded value of a header field.
     *
     * @return whether any phrase is looked for there; if not, nothing has begun
     */
    public boolean beginField(String name) {
        long fieldPlace = matcher.placeOf(name.toLowerCase(Locale.ROOT));
        if (fieldPlace == 0 || fieldPlace == WordMatcher.BODY) {
            return false;
        }
        begin(fieldPlace);
        return true;
    }

    private void begin(long where) {
        folded.clear();
        place = where;
        word = 0;
        position = FoldedText.MARGIN;
    }

    /** Searches a piece of the text that was begun. */
    public void text(char[] characters, int from, int to) {
        int next = from;
        while (next < to) {
            next = folded.append(characters, next, to);
            if (folded.isFull()) {
                searchTo(folded.size() - reach);
                makeRoom();
            }
        }
    }

    private void makeRoom() {
        int firstWord = 2 * word;
        int wanted = firstWord < folded.boundCount() ? Math.min(position, folded.bounds[firstWord]) : position;
        // only a word longer than any phrase begins before this
        int kept = Math.max(wanted, position - FoldedText.MARGIN);
        folded.discard(kept, firstWord);
        position -= kept - FoldedText.MARGIN;
        word = 0;
    }

    /** Ends the text that was begun. */
    public void end() {
        folded.finish();
        searchTo(folded.size());
    }

    private void searchTo(int limit) {
        word = matcher.wholeWords().search(folded, word, limit, this);
        if (limit > position) {
            matcher.substrings().search(folded, position, limit, this);
            position = limit;
        }
    }

    /** The phrases found, by index, in the order in which they were found first; each once. */
    public void forEachFound(IntConsumer consumer) {
        for (int i = 0; i < foundCount; i++) {
            consumer.accept(found[i]);
        }
    }

    /** How many phrases were found. */
    public int foundCount() {
        return foundCount;
    }

    /** How often a phrase was found. */
    public int count(int phrase) {
        int index = places.get(phrase);
        return index < 0 ? 0 : counts[index];
    }

    /** Notes whole words that were found. */
    void add(int[] phrases) {
        for (int phrase : phrases) {
            if (matcher.counts(phrase, place, false, false)) {
                add(phrase);
            }
        }
    }

    /** Notes what was found at a position, where its borders allow. */
    void add(int[] phrases, FoldedText text, int from, int to) {
        boolean afterWord = text.isWordBefore(from);
        boolean beforeWord = text.isWordAt(to);
        for (int phrase : phrases) {
            if (matcher.counts(phrase, place, afterWord, beforeWord)) {
                add(phrase);
            }
        }
    }

    private void add(int phrase) {
        int index = places.get(phrase);
        if (index < 0) {
            if (foundCount == found.length) {
                found = Arrays.copyOf(found, 2 * foundCount);
                counts = Arrays.copyOf(counts, 2 * foundCount);
            }
            index = foundCount++;
            found[index] = phrase;
            places.put(phrase, index);
        }
        counts[index]++;
    }
}
