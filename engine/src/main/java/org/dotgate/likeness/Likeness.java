package org.dotgate.likeness;

import java.util.Objects;

/**
 * What a message's content is known by. Written as a text of printable ASCII without blank, comma or semicolon, at most
 * {@value #MAX_TEXT} characters, whose first character tells the {@link Match} it was made for. Immutable.
 */
public final class Likeness {
    /** The longest text. */
    public static final int MAX_TEXT = 64;

    private final String text;

    private Likeness(String text) {
        this.text = text;
    }

    /** @param text as {@link #toString()} gave it */
    public static Likeness parse(String text) {
        return new Likeness(Objects.requireNonNull(text));
    }

    /** Whether both may be of the same message; never if they were made for different {@link Match}es. */
    public boolean isLike(Likeness other) {
        return text.equals(other.text);
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
