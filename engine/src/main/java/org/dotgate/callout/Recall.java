package org.dotgate.callout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/**
 * A table of the store, with what was last seen of it in memory. What is in memory is read again after {@link #FRESH}, so that
 * what other nodes have changed is seen; when the store fails it is good for as long again. What could not be stored is good
 * until it expires, which whoever asks looks at. Bounded by weight. Thread-safe.
 */
final class Recall<T> {
    static final Duration FRESH = Duration.ofSeconds(60);

    private final String table;
    private final Store store;
    private final Timer timer;
    private final StoreTrouble trouble;
    private final Function<String, Optional<T>> reader;
    private final Cache<String, Held<T>> held;

    /**
     * @param reader makes a value of its text; empty if the text is none
     * @param weigher how many octets a value takes, about
     * @param most how many octets all of them may take, about
     */
    Recall(String table, Store store, Timer timer, StoreTrouble trouble, Function<String, Optional<T>> reader,
            ToIntFunction<T> weigher, long most) {
        this.table = table;
        this.store = store;
        this.timer = timer;
        this.trouble = trouble;
        this.reader = reader;
        this.held = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String key, Held<T> entry) -> 200 + 2 * key.length() + weigher.applyAsInt(entry.value))
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .build();
    }

    /** What memory tells of a key without a look at the store; null for nothing. */
    T atOnce(String key) {
        Held<T> entry = held.getIfPresent(key);
        return entry == null || timer.nanos() - entry.since >= FRESH.toNanos() ? null : entry.value;
    }

    /** What could not be stored so far; null for nothing. */
    T unsaved(String key) {
        Held<T> entry = held.getIfPresent(key);
        return entry == null || entry.saved ? null : entry.value;
    }

    /** What the store tells of a key; memory, where the store fails or lacks it. Never fails. Short work behind it only. */
    CompletionStage<Optional<T>> read(String key) {
        Held<T> before = held.getIfPresent(key);
        return store.get(table, key).handle((entry, error) -> {
            trouble.note(error);
            if (error == null) {
                Optional<T> found = entry.flatMap(this::value);
                if (found.isPresent() || before == null || before.saved) {
                    learn(key, before, found.orElse(null));
                    return found;
                }
            } else if (before != null && before.saved) {
                learn(key, before, before.value);
            }
            return Optional.ofNullable(before).map(known -> known.value);
        });
    }

    private Optional<T> value(Entry entry) {
        Optional<T> value = reader.apply(entry.value());
        if (value.isEmpty()) {
            trouble.noteUnreadable(table, entry.key());
        }
        return value;
    }

    /** Unless memory has learnt something else since the store was asked. */
    private void learn(String key, Held<T> before, T found) {
        if (before == null && found == null) {
            return;
        }
        held.asMap().compute(key, (same, now) ->
                now != before ? now : found == null ? null : new Held<>(found, timer.nanos(), true));
    }

    /** @param saved whether the store has it, too */
    void put(String key, T value, boolean saved) {
        held.put(key, new Held<>(value, timer.nanos(), saved));
    }

    void drop(String key) {
        held.invalidate(key);
    }

    /** A value, when it was seen in the store, and whether it was. */
    private static final class Held<T> {
        final T value;
        final long since;
        final boolean saved;

        Held(T value, long since, boolean saved) {
            this.value = value;
            this.since = since;
            this.saved = saved;
        }
    }
}
