package org.dotgate.filter;

import java.time.Duration;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;

/**
 * Who is told how a message's run goes, for metrics and the log, and who keeps copies. Called from several threads, never
 * under a lock; must not block except in {@link #keep}, which is called on a worker.
 */
public interface RunListener {
    /** A filter has ended. */
    default void filterEnded(Transaction transaction, FilterResult result) {}

    /** The client has not waited: it dropped or said QUIT while a filter ran. */
    default void clientLeft(Transaction transaction, Event event, String filter, Duration waited) {}

    /** The message is the retry of one that was judged when its client had not waited, and what was decided then still counts. */
    default void recalled(Transaction transaction, Decision decision) {}

    /** It is known what becomes of the message. */
    default void decided(Transaction transaction, Decision decision, Duration time) {}

    /**
     * No filter has judged the message, and it is known what becomes of it all the same.
     *
     * @param decision by {@code exempt}, {@code no filter}, {@code size}, …
     */
    default void unjudged(String id, Client client, Envelope envelope, Decision decision, Duration time) {}

    /**
     * Keeps a copy of a refused message.
     *
     * @return whether it could be kept
     */
    default boolean keep(Transaction transaction, String filter, Verdict verdict) {
        return false;
    }
}
