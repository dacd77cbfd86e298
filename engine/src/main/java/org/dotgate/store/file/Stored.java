package org.dotgate.store.file;

/** What is stored under an {@link Id}, or that it is deleted. Immutable; nobody changes the octets. */
final class Stored {
    /** Hides what older files hold. */
    static final Stored DELETED = new Stored(null, 0);

    private final byte[] value;
    private final long expires;

    Stored(byte[] value, long expires) {
        this.value = value;
        this.expires = expires;
    }

    boolean isDeleted() {
        return value == null;
    }

    byte[] value() {
        return value;
    }

    /** Milliseconds since 1970. */
    long expires() {
        return expires;
    }

    boolean isAlive(long now) {
        return value != null && now < expires;
    }
}
