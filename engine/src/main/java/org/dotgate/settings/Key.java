package org.dotgate.settings;

/**
 * One key of a section: its name, type, default and documentation. Immutable.
 *
 * @param <T> the type of its value
 */
public final class Key<T> {
    private final String name;
    private final ValueType<T> type;
    private final String fallback;
    private final String text;

    private Key(String name, ValueType<T> type, String fallback, String text) {
        this.name = name;
        this.type = type;
        this.fallback = fallback;
        this.text = text;
        if (text.isBlank()) {
            throw new IllegalArgumentException("key '" + name + "' has no documentation");
        }
    }

    /**
     * A key that may be left out.
     *
     * @param fallback the default, written as an operator would write it
     * @param text what the key does, one or two sentences for the reference
     */
    public static <T> Key<T> of(String name, ValueType<T> type, String fallback, String text) {
        return new Key<>(name, type, fallback, text);
    }

    /** A key that must be given. */
    public static <T> Key<T> required(String name, ValueType<T> type, String text) {
        return new Key<>(name, type, null, text);
    }

    public String name() {
        return name;
    }

    /** The default as an operator would write it, or null where the key must be given. */
    public String fallback() {
        return fallback;
    }

    /** What the key does. */
    public String text() {
        return text;
    }

    ValueType<T> type() {
        return type;
    }
}
