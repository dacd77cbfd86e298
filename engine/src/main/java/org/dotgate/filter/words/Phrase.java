package org.dotgate.filter.words;

import java.util.Optional;

/** One line of a word list. Immutable. */
public final class Phrase {
    /** What {@link #field} says where only the decoded text of a message counts. */
    static final String BODY = "body";

    private final String written;
    private final String text;
    private final String field;
    private final boolean openStart;
    private final boolean openEnd;
    private final double score;
    private final int line;

    Phrase(String written, String text, String field, boolean openStart, boolean openEnd, double score, int line) {
        this.written = written;
        this.text = text;
        this.field = field;
        this.openStart = openStart;
        this.openEnd = openEnd;
        this.score = score;
        this.line = line;
    }

    /** The phrase as it stands in the list, with its prefix and asterisks, without its score. */
    public String written() {
        return written;
    }

    /** What is searched for, not yet folded. */
    public String text() {
        return text;
    }

    /** Where it counts: {@code body} or a header's name in lower case; empty if everywhere. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Whether it may begin inside a word. */
    public boolean openStart() {
        return openStart;
    }

    /** Whether it may end inside a word. */
    public boolean openEnd() {
        return openEnd;
    }

    /** What it adds to a message's score, once. */
    public double score() {
        return score;
    }

    /** Its line in the list, from 1. */
    public int line() {
        return line;
    }

    @Override
    public String toString() {
        return written;
    }
}
