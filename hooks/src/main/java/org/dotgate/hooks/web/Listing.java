package org.dotgate.hooks.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers with a page of a list that a store gives in parts. All of the request has one deadline, however many parts it takes:
 * when that comes, or {@value #MOST_READ} records have been read, the page is what has been found so far, and tells where the
 * next one begins. Thread-safe.
 */
final class Listing {
    /** The most that one request reads, give or take a part. */
    static final int MOST_READ = 20_000;
    /** Less than the 15 s that the page waits for an answer, after which it would ask for the same once more. */
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward */
    Listing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What asks a store for the part of a list behind a place, of which the page has room for so many entries. */
    interface Parts {
        CompletionStage<Part> behind(String after, int room);
    }

    /** Some of a list. Immutable. */
    static final class Part {
        private final List<Map<String, Object>> entries;
        private final int read;
        private final String after;

        /**
         * @param entries those that were looked for
         * @param read how many others were read, and they
         * @param after where the next part begins; null for nowhere
         */
        Part(List<Map<String, Object>> entries, int read, String after) {
            this.entries = entries;
            this.read = read;
            this.after = after;
        }
    }

    /**
     * The page.
     *
     * @param after where it begins
     * @param limit how many entries it has at most
     */
    Map<String, Object> page(String after, int limit, Parts parts) {
        long deadline = nanos.getAsLong() + LONGEST_NANOS;
        List<Map<String, Object>> found = new ArrayList<>();
        String next = after;
        int read = 0;
        while (next != null && found.size() < limit && read < MOST_READ && deadline - nanos.getAsLong() > 0) {
            Optional<Part> part = Waiting.on(parts.behind(next, limit - found.size()), deadline - nanos.getAsLong());
            if (part.isEmpty()) {
                if (read == 0) {
                    // a page that gets nowhere would be asked for for ever
                    throw Waiting.silent();
                }
                break;
            }
            found.addAll(part.get().entries);
            read += part.get().read;
            next = part.get().after;
        }
        return Page.of(found, next);
    }
}
