package org.dotgate.cli.greylist;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.Installation;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.cli.listing.Page;
import org.dotgate.greylist.GreylistEntry.State;

/**
 * The greylist's records, each as {@link org.dotgate.greylist.GreylistFacts} names its parts. A key without blanks is that of
 * an origin. Used by one thread.
 */
interface Records extends AutoCloseable {
    /** Which records are asked for; an empty text, or a state that is null, is any. Immutable. */
    final class Search {
        final String client;
        final String sender;
        final String recipient;
        final State state;

        Search(String client, String sender, String recipient, State state) {
            this.client = client;
            this.sender = sender;
            this.recipient = recipient;
            this.state = state;
        }
    }

    /** Where the options say. */
    static Records at(JamesOptions options) throws Failure {
        Optional<Installation> stopped = options.stopped();
        return stopped.isPresent() ? new RecordsInStore(stopped.get()) : new RecordsOfJames(options.running());
    }

    /**
     * A page, in an order of its own.
     *
     * @param after as the page before has it; empty for the first
     * @param limit how many at most, from 1 to {@value Page#MOST}; a page may be shorter, even empty, and not the last
     */
    Page<JsonObject> page(Search search, String after, int limit) throws Failure;

    /** All that there is to tell of a record, or of an origin; empty if there is nothing. */
    Optional<JsonObject> show(String key) throws Failure;

    /** Whether it was there. */
    boolean delete(String key) throws Failure;

    /** Whether anything waited there. */
    boolean expire(String key) throws Failure;

    /** Whether it was there. */
    boolean allow(String key) throws Failure;

    /**
     * Lets mail pass of which nothing need be known; the key of its record.
     *
     * @param sender empty for the null sender
     */
    String allow(String client, String sender, String recipient) throws Failure;

    @Override
    void close();
}
