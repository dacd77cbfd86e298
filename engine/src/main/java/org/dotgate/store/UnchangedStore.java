package org.dotgate.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A view of another store that reads it and never changes it: what is put here is answered as if it had been, and is gone.
 * For those who want to know what would happen. To close it leaves the other open. Thread-safe.
 */
public final class UnchangedStore implements Store {
    private final Store store;

    public UnchangedStore(Store store) {
        this.store = Objects.requireNonNull(store);
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        return store.get(table, key);
    }

    @Override
    public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
        return store.get(table, key).thenApply(entry -> Objects.equals(entry.map(Entry::value).orElse(null), known));
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        return store.list(table, prefix, after, limit);
    }

    @Override
    public StoreHealth health() {
        return store.health();
    }

    @Override
    public void close() {
        // it is the other's owner who closes that
    }
}
