package org.dotgate.filter;

import java.util.Locale;

/** What had happened to the session when a filter was started. */
public enum Event {
    /** The client waits for the reply to its dot. */
    DOT,
    /** The client is gone. */
    DROP,
    /** The client has said QUIT without waiting for the reply. */
    QUIT,
    /** The time for the whole chain is spent; the client was told to come again. */
    TIMEOUT;

    /** The name as filters see it: {@code dot}, {@code drop}, {@code quit} or {@code timeout}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
