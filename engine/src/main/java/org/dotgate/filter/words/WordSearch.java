package org.dotgate.filter.words;

import java.util.BitSet;
import java.util.Locale;

/**
 * The search of one message. It is handed one text after the other, each in as many pieces as it comes; a phrase may
 * cross pieces and line ends, but not texts. Memory is fixed, but for the phrases that were found. Belongs to one thread.
 *
 * <pre>{@code
 * WordSearch search = matcher.search();
 * search.beginBody();
 * search.text(piece, 0, piece.length);
 * search.end();
 * search.found().stream().mapToObj(matcher.phrases()::get) ...
 * }</pre>
 */
public final class WordSearch {
    private final WordMatcher matcher;
    /** Room for {@link WholeWords}: where words begin, what its filter let through, and what its table has for that. */
    final int[] starts = new int[WholeWords.MOST_WORDS + WordBits.AT_ONCE];
    final int[] candidates = new int[2 * WholeWords.MOST_WORDS];
    final int[] beginnings = new int[2 * WholeWords.MOST_WORDS];
    final long[] values = new long[2 * WholeWords.MOST_WORDS];
    /** What its filter was asked about the last word. */
    long key;

    private final FoldedText folded = new FoldedText();
    private final int reach;
    private long place;
    private int position;

    /** Texts whose phrases need not be looked at again in this place. */
    private final BitSet wholeSeen = new BitSet();
    private final BitSet substringSeen = new BitSet();
    private final BitSet found = new BitSet();

    WordSearch(WordMatcher matcher) {
        this.matcher = matcher;
        reach = matcher.longest() + 1;
    }

    /** Forgets all of one message, to be used for another. */
    void restart() {
        folded.clear();
        wholeSeen.clear();
        substringSeen.clear();
        found.clear();
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
        if (place != where) {
            wholeSeen.clear();
            substringSeen.clear();
        }
        place = where;
        position = FoldedText.MARGIN;
    }

    /**
     * Searches a piece of the text that was begun.
     *
     * @param octets in UTF-8, holding whole characters
     */
    public void text(byte[] octets, int from, int to) {
        int next = from;
        while (next < to) {
            next = folded.append(octets, next, to);
            if (folded.isFull()) {
                searchTo(folded.size() - reach);
                position = folded.discard(position);
            }
        }
    }

    /** Ends the text that was begun. */
    public void end() {
        folded.finish();
        searchTo(folded.size());
    }

    private void searchTo(int limit) {
        if (limit > position) {
            matcher.wholeWords().search(folded, position, limit, this);
            matcher.substrings().search(folded, position, limit, this);
            position = limit;
        }
    }

    /** The phrases found, by index in {@link WordMatcher#phrases}; each once, however often it occurs. */
    public BitSet found() {
        return (BitSet) found.clone();
    }

    /** Whether a whole-word text has been noted in this place. */
    boolean hasWhole(int number) {
        return wholeSeen.get(number);
    }

    /** Notes the phrases of a whole-word text. */
    void addWhole(int number, int offset, PhraseTexts texts) {
        wholeSeen.set(number);
        int only = texts.phrase(offset);
        if (only >= 0) {
            addWhole(only);
            return;
        }
        for (int phrase : texts.phrases(number)) {
            addWhole(phrase);
        }
    }

    private void addWhole(int phrase) {
        if (matcher.counts(phrase, place)) {
            found.set(phrase);
        }
    }

    /** Whether a text has been noted in this place between borders that let all its phrases count. */
    boolean hasSubstring(int number) {
        return substringSeen.get(number);
    }

    /** Notes those phrases of a text that may count between these borders. */
    void addSubstring(int number, PhraseTexts texts, FoldedText text, int from, int to) {
        boolean afterWord = text.isWordAt(from - 1);
        boolean beforeWord = text.isWordAt(to);
        boolean beforeMark = text.isMarkAt(to);
        if (!afterWord && !beforeWord && !beforeMark) {
            substringSeen.set(number);
        }
        int only = texts.phrase(texts.offset(number));
        for (int phrase : only >= 0 ? new int[] {only} : texts.phrases(number)) {
            if (matcher.counts(phrase, place) && matcher.fits(phrase, afterWord, beforeWord, beforeMark)) {
                found.set(phrase);
            }
        }
    }
}
