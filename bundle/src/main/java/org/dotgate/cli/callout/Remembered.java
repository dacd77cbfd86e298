package org.dotgate.cli.callout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.Installation;
import org.dotgate.cli.james.JamesOptions;

/** What is remembered of addresses. Used by one thread. */
interface Remembered extends AutoCloseable {
    /** The most that a page may hold. */
    int MOST = 1000;

    /** Some of what is remembered. Immutable. */
    final class Page {
        private final List<Map<String, String>> entries;
        private final String after;

        /** @param after where the next page begins; null if this is the last one */
        Page(List<Map<String, String>> entries, String after) {
            this.entries = List.copyOf(entries);
            this.after = after;
        }

        /** Each as {@link org.dotgate.callout.CalloutFacts} names its parts; strangers' texts. */
        List<Map<String, String>> entries() {
            return entries;
        }

        /** Empty if this is the last one. */
        Optional<String> after() {
            return Optional.ofNullable(after);
        }
    }

    /** Where the options say. */
    static Remembered at(JamesOptions options) throws Failure {
        Optional<Installation> stopped = options.stopped();
        return stopped.isPresent() ? new RememberedInStore(stopped.get()) : new RememberedByJames(options.running());
    }

    /**
     * A page, in an order of its own.
     *
     * @param after as the page before has it; empty for the first
     * @param limit how many at most, from 1 to {@value #MOST}; a page may be shorter, even empty, and not the last
     * @param answer of which answer; null for any
     */
    Page page(String after, int limit, Answer answer) throws Failure;

    /** Forgets an address; false if nothing was remembered of it. */
    boolean forget(String address) throws Failure;

    @Override
    void close();
}
