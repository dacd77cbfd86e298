package org.dotgate.store.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dotgate.store.Calls;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreHealth;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.StoreUrl;
import org.dotgate.store.file.FileStore;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.Timer;

/**
 * The stores that are open in this process. Whoever names the same one gets the same, each with a handle of its own; the
 * store is closed with the last of them. So the parts of one James never fight for a folder. Thread-safe: the lock is the
 * class.
 */
public final class Stores {
    private static final Map<String, Shared> OPEN = new HashMap<>();

    private Stores() {}

    /**
     * Opens the store that the settings name, or joins who has it open. It need not work yet. Time-out and timer are those
     * of the first who opens it.
     *
     * @param directory where a relative folder begins
     * @throws IllegalArgumentException if the settings name none; the message has the valid forms
     */
    public static Store open(StoreSettings settings, Path directory, Timer timer) {
        StoreUrl url = StoreUrl.parse(settings.url());
        Path folder = url.folder().map(name -> directory.resolve(name).toAbsolutePath().normalize()).orElse(null);
        // the whole text for a server: who has another password must not get in by this one
        String name = folder == null ? settings.url() : real(folder).toString();
        synchronized (Stores.class) {
            Shared shared = OPEN.computeIfAbsent(name, first -> new Shared(first, folder == null
                    ? new RedisStore(url, settings.timeout(), timer)
                    : new FileStore(folder, settings.timeout(), timer)));
            shared.handles++;
            return new Handle(shared);
        }
    }

    /** Links on the way to a folder give it several names. It need not be there yet, nor the folders above it. */
    private static Path real(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(folder)).normalize();
        } catch (IOException e) {
            // it cannot be used either, which its users are told when they try
            return folder;
        }
    }

    /** The way to have the server of a store that was opened here do something else; empty for a folder. */
    public static Optional<RedisCalls> server(Store store) {
        Store shared = store instanceof Handle ? ((Handle) store).shared.store : store;
        return shared instanceof RedisStore ? Optional.of(((RedisStore) shared).calls()) : Optional.empty();
    }

    private static void release(Shared shared) {
        synchronized (Stores.class) {
            shared.handles--;
            if (shared.handles == 0) {
                OPEN.remove(shared.name);
                // within the lock, so that who opens it anew finds its folder free
                shared.store.close();
            }
        }
    }

    private static final class Shared {
        final String name;
        final Store store;
        int handles;

        Shared(String name, Store store) {
            this.name = name;
            this.store = store;
        }
    }

    /** One opener's way to a store. */
    private static final class Handle implements Store {
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        Handle(Shared shared) {
            this.shared = shared;
        }

        @Override
        public CompletionStage<Optional<Entry>> get(String table, String key) {
            return closed.get() ? Calls.refused(Calls.CLOSED) : shared.store.get(table, key);
        }

        @Override
        public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
            return closed.get() ? Calls.refused(Calls.CLOSED) : shared.store.replace(table, key, known, value, expires);
        }

        @Override
        public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
            return closed.get() ? Calls.refused(Calls.CLOSED) : shared.store.list(table, prefix, after, limit);
        }

        @Override
        public StoreHealth health() {
            return shared.store.health();
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                release(shared);
            }
        }
    }
}
