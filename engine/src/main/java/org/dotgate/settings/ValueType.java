package org.dotgate.settings;

/**
 * How the text of a value becomes a value.
 *
 * @param <T> what it becomes; immutable
 */
@FunctionalInterface
public interface ValueType<T> {
    /**
     * @param text the text behind the equals sign, trimmed
     * @throws IllegalArgumentException saying what is wrong with the text and what would be right
     */
    T parse(String text);
}
