package org.dotgate.cli.callout;

import java.util.Map;
import java.util.Optional;
import org.dotgate.callout.CalloutSearch;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.Installation;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.cli.listing.Page;

/** What is remembered of addresses. Used by one thread. */
interface Remembered extends AutoCloseable {
    /** Where the options say. */
    static Remembered at(JamesOptions options) throws Failure {
        Optional<Installation> stopped = options.stopped();
        return stopped.isPresent() ? new RememberedInStore(stopped.get()) : new RememberedByJames(options.running());
    }

    /**
     * A page, in an order of its own; each entry as {@link org.dotgate.callout.CalloutFacts} names its parts, strangers' texts.
     *
     * @param after as the page before has it; empty for the first
     * @param limit how many at most, from 1 to {@value Page#MOST}; a page may be shorter, even empty, and not the last
     */
    Page<Map<String, String>> page(CalloutSearch search, String after, int limit) throws Failure;

    /** Forgets an address; false if nothing was remembered of it. */
    boolean forget(String address) throws Failure;

    @Override
    void close();
}
