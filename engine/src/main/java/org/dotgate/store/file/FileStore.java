package org.dotgate.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Call;
import org.dotgate.store.Calls;
import org.dotgate.store.Entry;
import org.dotgate.store.Lane;
import org.dotgate.store.Limits;
import org.dotgate.store.Octets;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreHealth;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a folder of this machine, for one process. What has been replaced survives the end of the process as soon as
 * its stage says so, and a power cut a few seconds later. A folder that cannot be used fails the calls until it can: it is
 * tried again every few seconds. Three threads: one makes changes, all that wait at once; one reads files; one keeps the
 * files in order. Thread-safe.
 */
public final class FileStore implements Store {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileStore.class);
    /** New records go to a file when they take this much memory, in octets: about 80,000 of them. */
    private static final long FULL = 24 << 20;
    private static final int MOST_AT_ONCE = 4096;
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Path path;
    private final Timer timer;
    private final Calls calls;
    private final Keeper keeper;
    private final Trouble changing;
    private final Lane<Change> writer = new Lane<>("dotgate-store-writer", MOST_AT_ONCE, this::make);
    private final Lane<Runnable> reader = new Lane<>("dotgate-store-reader", MOST_AT_ONCE, tasks -> tasks.forEach(Runnable::run));

    /**
     * Opens the folder, if that can be done now.
     *
     * @param folder made if it is not there
     * @param timeout how long a call may take
     */
    public FileStore(Path folder, Duration timeout, Timer timer) {
        this(folder, timeout, timer, new Disk(), FULL);
    }

    FileStore(Path folder, Duration timeout, Timer timer, Disk disk, long full) {
        this.path = folder.toAbsolutePath().normalize();
        this.timer = timer;
        this.calls = new Calls(this, timer, timeout);
        this.keeper = new Keeper(path, disk, timer, calls, full);
        this.changing = keeper.trouble();
        keeper.start();
        writer.start();
        reader.start();
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        String mistake = Limits.mistake(table, key);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        Id id = Id.of(table, key);
        OpenStore now = calls.isClosed() ? null : keeper.storeOrNull();
        Stored known = now == null ? null : now.lookup().inMemory(id);
        if (known != null) {
            return CompletableFuture.completedFuture(entry(id, known));
        }
        return read(key.length(), store -> entry(id, store.lookup().find(id)));
    }

    private Optional<Entry> entry(Id id, Stored stored) {
        return stored.isAlive(timer.now().toEpochMilli()) ? Optional.of(Lookup.entry(id, stored)) : Optional.empty();
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        String mistake = Limits.mistake(table, prefix, after, limit);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        return read(prefix.length(), new FileListing(Id.of(table, prefix), Id.of(table, after), limit));
    }

    private <T> CompletionStage<T> read(int size, Reading<T> reading) {
        try {
            Call<T> call = calls.begin(size);
            if (isOpen(call)) {
                reader.add(() -> read(call, reading));
            }
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Fails a call at once while there is nothing to ask. */
    private boolean isOpen(Call<?> call) {
        try {
            keeper.store();
            return true;
        } catch (StoreException e) {
            call.fail(e);
            return false;
        }
    }

    private <T> void read(Call<T> call, Reading<T> reading) {
        if (call.isDone()) {
            return;
        }
        OpenStore store = keeper.storeOrNull();
        try {
            T answer = reading.goOn(keeper.store());
            if (answer == null) {
                reader.add(() -> read(call, reading));
            } else {
                call.answer(answer);
            }
        } catch (StoreException e) {
            call.fail(e);
        } catch (IOException | RuntimeException e) {
            // also what only a damaged file or a mistake of ours can bring about: somebody waits for this call
            call.fail(new StoreException(changing.explain(e), e));
            keeper.failed(store, e);
        }
    }

    @Override
    public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
        String mistake = Limits.mistake(table, key, known, value);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        Stored stored = value == null ? Stored.DELETED : new Stored(Octets.of(value), expires.toEpochMilli());
        int size = key.length() + (known == null ? 0 : known.length()) + (value == null ? 0 : value.length());
        try {
            Call<Boolean> call = calls.begin(size);
            if (isOpen(call)) {
                writer.add(new Change(call, Id.of(table, key), known == null ? null : Octets.of(known), stored));
            }
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void make(List<Change> waiting) {
        List<Change> changes = new ArrayList<>(waiting);
        changes.removeIf(change -> change.call().isDone());
        OpenStore store = keeper.storeOrNull();
        try {
            keeper.store().make(changes);
            if (changes.stream().anyMatch(Change::isPut)) {
                changing.over();
            }
            changes.forEach(Change::answer);
        } catch (StoreException e) {
            changes.forEach(change -> change.call().fail(e));
        } catch (IOException | RuntimeException e) {
            // also what only a damaged file or a mistake of ours can bring about: somebody waits for these calls
            StoreException told = new StoreException(changing.met(e), e);
            changes.forEach(change -> change.call().fail(told));
            keeper.failed(store, e);
        }
    }

    /** Puts all there is into one file, without what has expired; happens by itself too, when it is worth it. */
    public CompletionStage<Void> compact() {
        return keeper.compact();
    }

    @Override
    public StoreHealth health() {
        return calls.health();
    }

    @Override
    public void close() {
        if (calls.isClosed()) {
            return;
        }
        calls.close();
        keeper.stop();
        boolean ended = writer.end(END_PATIENCE) & reader.end(END_PATIENCE) & keeper.end(END_PATIENCE);
        if (ended) {
            keeper.close();
        } else {
            // who still works there must not do so after another has locked the folder
            LOGGER.warn("The disk of the store {} does not answer; it is left as it is", path);
        }
    }

    /** What is read in the reading thread, a little at a time. */
    interface Reading<T> {
        /** @return null if there is more to read, when others have had their turn */
        T goOn(OpenStore store) throws IOException;
    }
}
