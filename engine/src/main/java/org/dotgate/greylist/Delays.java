package org.dotgate.greylist;

import org.dotgate.mail.Client;

/** Who is told whom the greylist has asked to come again. Thread-safe. */
@FunctionalInterface
public interface Delays {
    /** Nobody is told. */
    Delays UNHEARD = (client, sender) -> {};

    /**
     * A client is told to come again. Called on whatever thread has found so, so it must be short.
     *
     * @param sender the reverse-path, without angle brackets; empty for the null sender
     */
    void delayed(Client client, String sender);
}
