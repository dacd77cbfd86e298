package org.dotgate.store.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dotgate.store.Entry;
import org.dotgate.store.Octets;
import org.dotgate.time.Timer;

/**
 * What is asked of an open folder. It takes the shelf as it is at one moment, and asks again when a file of it was merged into
 * another meanwhile. Thread-safe.
 */
final class Lookup {
    /** In octets, about. */
    private static final long CACHED = 16 << 20;
    /** So many records are looked at for a list before others have their turn; well below a millisecond. */
    private static final int STEP = 500;

    private final Timer timer;
    private final Supplier<Shelf> shelf;
    private final BooleanSupplier closed;
    /** What files hold of some ids, and has not been changed since. */
    private final Cache<Id, Stored> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED)
            .weigher((Id id, Stored stored) -> id.octets().length + (stored.isDeleted() ? 0 : stored.value().length) + 200)
            .executor(Runnable::run)
            .build();

    /**
     * @param shelf as it is at a moment
     * @param closed whether nothing is to be asked any more
     */
    Lookup(Timer timer, Supplier<Shelf> shelf, BooleanSupplier closed) {
        this.timer = timer;
        this.shelf = shelf;
        this.closed = closed;
    }

    /**
     * What memory tells about an id.
     *
     * @return {@link Stored#DELETED} if there is none; null if files must be asked
     */
    Stored inMemory(Id id) {
        Shelf now = shelf.get();
        Stored found = now.inMemory(id);
        if (found == null) {
            found = cache.getIfPresent(id);
        }
        return found != null || now.mayBeInFiles(id) ? found : Stored.DELETED;
    }

    /** What is stored under an id; {@link Stored#DELETED} if nothing is. */
    Stored find(Id id) throws IOException {
        Stored known = inMemory(id);
        while (known == null) {
            Shelf before = shelf.get();
            try {
                known = before.inMemory(id);
                if (known == null) {
                    known = before.inFiles(id);
                    known = known == null ? Stored.DELETED : known;
                    cache.put(id, known);
                    // a change made meanwhile has taken the old record out of the cache before it was in
                    if (shelf.get() != before || before.inMemory(id) != null) {
                        cache.invalidate(id);
                    }
                }
            } catch (ClosedChannelException e) {
                retryOnOther(before, e);
            }
        }
        return known;
    }

    /** An id has changed: what files hold of it is old. */
    void changed(Id id) {
        cache.invalidate(id);
    }

    /** A file that was merged into another while it was read: that one tells. */
    private void retryOnOther(Shelf before, ClosedChannelException trouble) throws IOException {
        if (shelf.get() == before || closed.getAsBoolean()) {
            throw new IOException("the store is being closed", trouble);
        }
    }

    /**
     * Looks at the next {@value #STEP} records.
     *
     * @param found takes those that are alive, as many as there is room for
     * @return the last that was looked at; null if there are no more, or there is no more room
     */
    Id list(Id prefix, Id after, int room, List<Entry> found) throws IOException {
        while (true) {
            Shelf before = shelf.get();
            try {
                return list(before.from(after.compareTo(prefix) > 0 ? after : prefix), prefix, after, room, found);
            } catch (ClosedChannelException e) {
                found.clear();
                retryOnOther(before, e);
            }
        }
    }

    private Id list(Cursor records, Id prefix, Id after, int room, List<Entry> found) throws IOException {
        long now = timer.now().toEpochMilli();
        for (int seen = 0; seen < STEP; seen++) {
            if (found.size() == room || !records.next() || !records.id().startsWith(prefix)) {
                return null;
            }
            if (records.stored().isAlive(now) && !records.id().equals(after)) {
                found.add(entry(records.id(), records.stored()));
            }
        }
        return records.id();
    }

    static Entry entry(Id id, Stored stored) {
        return new Entry(id.key(), Octets.text(stored.value()), stored.expires());
    }
}
