package org.dotgate.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A store whose calls are carried out when a test says so, in order; at once while nobody holds it. Counts them. */
public final class HeldStore implements Store {
    private final Store store;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holds;
    public int gets;
    public int replaces;
    public int lists;

    public HeldStore(Store store) {
        this.store = store;
    }

    public void hold() {
        holds = true;
    }

    /** Carries out what waits, and all that comes of it. */
    public void letGo() {
        holds = false;
        for (Runnable call = held.poll(); call != null; call = held.poll()) {
            call.run();
        }
    }

    /** Carries out the call that has waited longest. */
    public void letOneGo() {
        held.remove().run();
    }

    private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        if (!holds) {
            return call.get();
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        held.add(() -> call.get().whenComplete((value, error) -> {
            if (error == null) {
                later.complete(value);
            } else {
                later.completeExceptionally(error);
            }
        }));
        return later;
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        gets++;
        return call(() -> store.get(table, key));
    }

    @Override
    public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
        replaces++;
        return call(() -> store.replace(table, key, known, value, expires));
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        lists++;
        return call(() -> store.list(table, prefix, after, limit));
    }

    @Override
    public StoreHealth health() {
        return store.health();
    }

    @Override
    public void close() {
        store.close();
    }
}
