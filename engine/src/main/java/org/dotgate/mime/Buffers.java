package org.dotgate.mime;

/**
 * The room that a walk needs, kept for the thread's next walk: taken anew for each message, it would be more garbage than
 * the message itself. Belongs to one walk at a time.
 */
final class Buffers {
    /** All of them together, and what a visitor has of its own, are to fit the processor's nearest cache. */
    static final int SIZE = 4096;

    private static final ThreadLocal<Buffers> SPARE = new ThreadLocal<>();

    final byte[] octets = new byte[SIZE];
    final byte[] encoded = new byte[SIZE];
    final byte[] decoded = new byte[SIZE];
    final byte[] seen = new byte[SIZE];

    private Buffers() {}

    /** The thread's own, or new ones where these are in use, as by a visitor that walks another message meanwhile. */
    static Buffers take() {
        Buffers spare = SPARE.get();
        SPARE.set(null);
        return spare == null ? new Buffers() : spare;
    }

    void giveBack() {
        SPARE.set(this);
    }
}
