package org.dotgate.benchmarks.words;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.dotgate.filter.words.WordMatcher;
import org.dotgate.filter.words.WordSearch;

/**
 * Dotgate's own matcher. It is given the text as decoded from a message, and folds it within the time measured; the
 * others are given folded text.
 */
public final class DotgateContender implements Contender {
    /** The pieces in which text comes when a message is decoded. */
    private static final int PIECE = 4096;

    private final WordMatcher matcher;
    private final byte[] text;

    public DotgateContender(WordMatcher matcher, Sample sample) {
        this.matcher = matcher;
        text = sample.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "Dotgate";
    }

    @Override
    public BitSet search() {
        WordSearch search = matcher.search();
        search.beginBody();
        for (int from = 0; from < text.length; from += PIECE) {
            search.text(text, from, Math.min(text.length, from + PIECE));
        }
        search.end();
        return search.found();
    }
}
