package org.dotgate.likeness;

import java.util.Objects;

/**
 * What a message's content is known by. Written as a text of printable ASCII without blank, comma or semicolon, at most
 * {@value #MAX_TEXT} characters, whose first character tells the {@link Match} it was made for. Immutable.
 *
 * <pre>
 * e                                                                  envelope: there is nothing to know it by
 * xbGV0dGVycywgZGlnaXRzLCBoeXBoZW5zLCB1bmRlcnNjb3JlcyE               exact: the SHA-256 of all octets
 * cbGV0dGVycywgZGlnaXRzLCBoeXBoZW5zLCB1bmRlcnNjb3JlcyE               canonical: the SHA-256 of the canonical content
 * s6Zq0cLwYt2x_B0NK-yE4Ru7fMd...                                     similar: see {@link Sketch}
 * crbGV0..., srbGV0...                                               a MIME limit was hit: as exact
 * scbGV0...                                                          too few words to compare: as canonical
 * </pre>
 */
public final class Likeness {
    /** The longest text. */
    public static final int MAX_TEXT = 64;

    private final String text;

    Likeness(String text) {
        this.text = text;
    }

    /** @param text as {@link #toString()} gave it */
    public static Likeness parse(String text) {
        return new Likeness(Objects.requireNonNull(text));
    }

    /**
     * Whether both may be of the same message; never if they were made for different {@link Match}es. If made for
     * {@link Match#SIMILAR}, this is no equivalence: a may be like b, and b like c, but a not like c.
     */
    public boolean isLike(Likeness other) {
        return text.equals(other.text) || Sketch.areLike(text, other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Likeness && text.equals(((Likeness) other).text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
