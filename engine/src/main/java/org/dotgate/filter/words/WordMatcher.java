package org.dotgate.filter.words;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phrases of a list, ready to be searched for. Immutable and thread-safe; each message has a {@link WordSearch}. */
public final class WordMatcher {
    /** How many different header names the phrases of a list may be limited to. */
    static final int MAX_FIELDS = 60;

    /** The subject, which is the place of {@code subject:} too. */
    static final long SUBJECT = 1;
    /** The display name of From. */
    static final long SENDER = 2;
    /** The decoded text of all text parts. */
    static final long BODY = 4;

    private static final long ANYWHERE = SUBJECT | SENDER | BODY;
    private static final int FIRST_FIELD = 3;
    private static final int MAX_SEEDS = 64;

    private final List<Phrase> phrases;
    private final Map<String, Long> places = new LinkedHashMap<>();
    private final long[] placesOf;
    /** Where every phrase counts, so that none need be asked. */
    private final long commonPlaces;
    private final boolean[] startsWithWord;
    private final boolean[] endsWithWord;
    private final WholeWords wholeWords = new WholeWords();
    private final Substrings substrings;

    private WordMatcher(List<Phrase> phrases) {
        this.phrases = List.copyOf(phrases);
        placesOf = new long[phrases.size()];
        startsWithWord = new boolean[phrases.size()];
        endsWithWord = new boolean[phrases.size()];
        places.put("subject", SUBJECT);
        places.put(Phrase.BODY, BODY);
        byte[][] others = new byte[phrases.size()][];
        FoldedText window = new FoldedText();
        for (int i = 0; i < placesOf.length; i++) {
            Phrase phrase = phrases.get(i);
            byte[] octets = window.only(phrase.text());
            placesOf[i] = phrase.field().map(this::place).orElse(ANYWHERE);
            startsWithWord[i] = !phrase.openStart() && window.isWordAt(FoldedText.MARGIN);
            endsWithWord[i] = !phrase.openEnd() && window.isWordAt(FoldedText.MARGIN + octets.length - 1);
            boolean closed = !phrase.openStart() && !phrase.openEnd();
            if (!closed || !wholeWords.add(window, octets, i)) {
                others[i] = octets;
            }
        }
        commonPlaces = Arrays.stream(placesOf).reduce(ANYWHERE, (a, b) -> a & b);
        wholeWords.seal();
        substrings = substrings(others);
    }

    /**
     * Prepares the phrases of a list.
     *
     * @param phrases as {@link WordList} gives them
     */
    public static WordMatcher of(List<Phrase> phrases) {
        return new WordMatcher(phrases);
    }

    private static Substrings substrings(byte[][] texts) {
        for (int seed = 0; seed < MAX_SEEDS; seed++) {
            Substrings substrings = new Substrings(seed);
            if (addAll(substrings, texts)) {
                substrings.seal();
                return substrings;
            }
        }
        throw new IllegalStateException("no hash tells these phrases apart");
    }

    private static boolean addAll(Substrings substrings, byte[][] texts) {
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null && !substrings.add(texts[i], i)) {
                return false;
            }
        }
        return true;
    }

    private long place(String field) {
        return places.computeIfAbsent(field, name -> 1L << FIRST_FIELD + places.size() - 2);
    }

    /** The phrases; a hit names one by its index. */
    public List<Phrase> phrases() {
        return phrases;
    }

    /** Begins the search of a message. */
    public WordSearch search() {
        return new WordSearch(this);
    }

    /** The place of a header field, in lower case; 0 if no phrase is limited to it. */
    long placeOf(String field) {
        return places.getOrDefault(field, 0L);
    }

    /** Whether a phrase counts in a place. */
    boolean counts(int phrase, long place) {
        return (commonPlaces & place) != 0 || (placesOf[phrase] & place) != 0;
    }

    /** Whether a phrase may stand between such characters: closed ends neither split a word, nor a letter from its marks. */
    boolean fits(int phrase, boolean afterWord, boolean beforeWord, boolean beforeMark) {
        return !(afterWord && startsWithWord[phrase])
                && !(beforeWord && endsWithWord[phrase])
                && !(beforeMark && !phrases.get(phrase).openEnd());
    }

    WholeWords wholeWords() {
        return wholeWords;
    }

    Substrings substrings() {
        return substrings;
    }

    /** The length of the longest phrase in octets. */
    int longest() {
        return Math.max(wholeWords.longest(), substrings.longest());
    }
}
