package org.dotgate.benchmarks.load;

/** One side of a conversation: what a client says next. Called on its loop's thread only. */
interface Dialogue {
    /** The connection is there; to be waited for where the client speaks first. */
    default void connected(Wire wire) {}

    /**
     * A reply has come in whole; the greeting is the first.
     *
     * @param code its code, of its last line
     * @param now {@link System#nanoTime()}
     */
    void replied(Wire wire, int code, long now);

    /**
     * The connection is gone or never came about. Called once, and last; not when the client itself has closed it.
     *
     * @param why for the report
     */
    void lost(Wire wire, String why, long now);
}
