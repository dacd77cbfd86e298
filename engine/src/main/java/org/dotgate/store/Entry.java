package org.dotgate.store;

import java.time.Instant;
import java.util.Objects;

/** A record of a {@link Store}. Immutable. */
public final class Entry {
    private final String key;
    private final String value;
    private final long expires;

    public Entry(String key, String value, Instant expires) {
        this(key, value, expires.toEpochMilli());
    }

    /** @param expires milliseconds since 1970 */
    public Entry(String key, String value, long expires) {
        this.key = Objects.requireNonNull(key);
        this.value = Objects.requireNonNull(value);
        this.expires = expires;
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    /** When it ends, to the millisecond. */
    public Instant expires() {
        return Instant.ofEpochMilli(expires);
    }

    /** Whether it has ended by then. */
    public boolean isExpired(Instant now) {
        return now.toEpochMilli() >= expires;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry
                && key.equals(((Entry) other).key)
                && value.equals(((Entry) other).value)
                && expires == ((Entry) other).expires;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value, expires);
    }

    @Override
    public String toString() {
        return key + "=" + value + " until " + expires();
    }
}
