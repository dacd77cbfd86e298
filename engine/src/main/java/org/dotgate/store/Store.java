package org.dotgate.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Records that outlive the process: a text under a key of a table, until it expires. What is shared by several James nodes
 * is shared through this.
 *
 * <p>No call waits. A stage completes as soon as the answer is there, often before the call returns; at the latest when
 * the store's own time-out has passed, and then exceptionally with a {@link StoreException}, as for every trouble: who uses
 * a store says what happens then. A stage may complete on a thread of the store's, so what is done behind it must be
 * short, or go to another thread. Thread-safe.
 *
 * <p>Names of tables are of {@code [a-z0-9-]}, up to 32. A key has from 1 to {@value #MAX_KEY} UTF-16 code units and no NUL,
 * a value up to {@value #MAX_VALUE}; what is longer, the caller has cut or hashed before.
 */
public interface Store extends AutoCloseable {
    /** The longest key, in UTF-16 code units. */
    int MAX_KEY = 512;
    /** The longest value, in UTF-16 code units. */
    int MAX_VALUE = 64 * 1024;
    /** The most entries that one {@link #list} gives. */
    int MAX_PAGE = 10_000;

    /** The record under a key; empty if there is none, or it has expired. */
    CompletionStage<Optional<Entry>> get(String table, String key);

    /**
     * Puts a record in place of another, if that is still the one the caller knows. When the stage says so, the record
     * has left this process: it is found again after a crash of this JVM.
     *
     * @param known the value the caller expects to find; null if it expects none. Other values are not compared, so a
     *     record may be given another expiry by putting the same value in its own place
     * @param value what takes its place; null to delete
     * @param expires when the new record ends; of no meaning where it is deleted
     * @return whether the record was there as expected, and has been replaced
     */
    CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires);

    /**
     * A page of the records whose key begins with a prefix, in an order of the store's own that never changes. The records
     * that are there during a whole listing are listed once; others may be.
     *
     * @param prefix the beginning of the keys; empty for the whole table
     * @param after the last key of the page before; empty for the first page
     * @param limit how many at most, from 1 to {@value #MAX_PAGE}
     * @return the records; fewer than the limit only if there are no more
     */
    CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit);

    /** How the store has fared. */
    StoreHealth health();

    /** Ends it; what was replaced before is kept. Calls under way, and later ones, fail. Waits a few seconds at most. */
    @Override
    void close();
}
