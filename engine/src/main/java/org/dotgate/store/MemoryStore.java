package org.dotgate.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dotgate.time.Timer;

/**
 * A store that forgets everything with its process, and answers at once. It serves where nothing is to be kept: tests, and
 * a command line that only looks. Unbounded. Thread-safe: its lock is the object itself.
 */
public final class MemoryStore implements Store {
    private final Timer timer;
    private final NavigableMap<String, Entry> entries = new TreeMap<>();
    private String trouble;
    private Instant failingSince;
    private boolean closed;
    private long failures;
    private Instant lostAt;

    public MemoryStore(Timer timer) {
        this.timer = timer;
    }

    /** Fails every call from now on; null ends that. */
    public synchronized void fail(String why) {
        trouble = why;
        failingSince = why == null ? null : timer.now();
    }

    /** Forgets everything, as after a store that could not be read. */
    public synchronized void lose() {
        entries.clear();
        lostAt = timer.now();
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        return answer(Limits.mistake(table, key), () -> Optional.ofNullable(living(table, key)));
    }

    @Override
    public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
        return answer(Limits.mistake(table, key, known, value), () -> {
            Entry now = living(table, key);
            boolean asKnown = now == null ? known == null : now.value().equals(known);
            if (asKnown && value == null) {
                entries.remove(id(table, key));
            } else if (asKnown) {
                entries.put(id(table, key), new Entry(key, value, expires));
            }
            return asKnown;
        });
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        return answer(Limits.mistake(table, prefix, after, limit), () -> {
            List<Entry> page = new ArrayList<>();
            String beginning = id(table, prefix);
            String from = id(table, after.compareTo(prefix) > 0 ? after : prefix);
            for (Map.Entry<String, Entry> each : entries.tailMap(from, true).entrySet()) {
                if (!each.getKey().startsWith(beginning) || page.size() == limit) {
                    break;
                }
                Entry entry = each.getValue();
                boolean given = !after.isEmpty() && entry.key().equals(after);
                if (!given && !entry.isExpired(timer.now())) {
                    page.add(entry);
                }
            }
            return page;
        });
    }

    private Entry living(String table, String key) {
        Entry entry = entries.get(id(table, key));
        return entry == null || entry.isExpired(timer.now()) ? null : entry;
    }

    private static String id(String table, String key) {
        return table + "\0" + key;
    }

    private synchronized <T> CompletionStage<T> answer(String mistake, Supplier<T> call) {
        if (mistake != null || closed) {
            return Calls.refused(closed ? Calls.CLOSED : mistake);
        }
        if (trouble != null) {
            failures++;
            return CompletableFuture.failedFuture(new StoreException(trouble));
        }
        return CompletableFuture.completedFuture(call.get());
    }

    @Override
    public synchronized StoreHealth health() {
        return new StoreHealth(failures, failingSince, trouble, lostAt);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
