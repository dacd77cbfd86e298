package org.dotgate.callout;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators when the store begins to fail call-outs, and when that ends: a flood of failures is one line. Thread-safe. */
final class StoreTrouble {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreTrouble.class);

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean unreadable = new AtomicBoolean();

    /** A call has ended; with an error, or null. */
    void note(Throwable error) {
        if (error != null) {
            if (!failing.getAndSet(true)) {
                LOGGER.warn("The store fails call-outs for now. They go on with what this process has in memory: {}",
                        cause(error).toString());
            }
        } else if (failing.get() && failing.getAndSet(false)) {
            LOGGER.info("The store serves call-outs again");
        }
    }

    /** Something stored cannot be understood. */
    void noteUnreadable(String table, String key) {
        if (!unreadable.getAndSet(true)) {
            LOGGER.warn("What the store holds under {} in {} cannot be understood, and counts as nothing, like what else is"
                    + " found so; more of it is not logged", SafeText.word(key), table);
        }
    }

    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
