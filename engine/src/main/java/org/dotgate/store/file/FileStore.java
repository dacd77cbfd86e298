package org.dotgate.store.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
import org.dotgate.time.Alarm;
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
    /** How often files are looked after, and a folder that could not be used is tried again. */
    private static final Duration EVERY = Duration.ofSeconds(3);
    /** New records go to a file when they take this much memory, in octets: about 100,000 of them. */
    private static final long FULL = 24 << 20;
    private static final int MOST_AT_ONCE = 4096;
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Path path;
    private final Disk disk;
    private final Timer timer;
    private final long full;
    private final Calls calls;
    private final Lane<Change> writer = new Lane<>("dotgate-store-writer", MOST_AT_ONCE, this::make);
    private final Lane<Runnable> reader = new Lane<>("dotgate-store-reader", MOST_AT_ONCE, tasks -> tasks.forEach(Runnable::run));
    private final Lane<Runnable> keeper = new Lane<>("dotgate-store-keeper", 1, tasks -> tasks.forEach(Runnable::run));
    /** Null while the folder cannot be used. */
    private volatile OpenStore open;
    private volatile String trouble;
    private boolean hasBeenOpen;
    private Upkeep upkeep;
    private volatile Alarm next;

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
        this.disk = disk;
        this.timer = timer;
        this.full = full;
        this.calls = new Calls(timer, timeout);
        open();
        writer.start();
        reader.start();
        keeper.start();
        next = timer.in(EVERY, () -> keeper.add(this::tend));
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        String mistake = Limits.mistake(table, key);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        Id id = Id.of(table, key);
        OpenStore now = open;
        Stored known = now == null || calls.isClosed() ? null : now.inMemory(id);
        if (known != null) {
            calls.succeeded();
            return CompletableFuture.completedFuture(entry(id, known));
        }
        return read(key.length(), (store, call) -> entry(id, store.find(id)));
    }

    private Optional<Entry> entry(Id id, Stored stored) {
        return stored.isAlive(timer.now().toEpochMilli()) ? Optional.of(OpenStore.entry(id, stored)) : Optional.empty();
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        String mistake = Limits.mistake(table, prefix, after, limit);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        Id beginning = Id.of(table, prefix);
        Id last = Id.of(table, after);
        return read(prefix.length(), (store, call) -> store.list(beginning, last, limit, call::isDone));
    }

    private <T> CompletionStage<T> read(int size, Reading<T> reading) {
        try {
            Call<T> call = begin(size);
            reader.add(() -> {
                OpenStore now = open;
                if (!call.isDone()) {
                    answer(call, now, reading);
                }
            });
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> void answer(Call<T> call, OpenStore now, Reading<T> reading) {
        try {
            if (now == null) {
                call.fail(new StoreException(trouble));
            } else {
                call.answer(reading.of(now, call));
            }
        } catch (IOException | RuntimeException e) {
            // also what only a damaged file or a mistake of ours can bring about: somebody waits for this call
            call.fail(new StoreException(explain(e), e));
            reopenIfBroken(now, e);
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
            Call<Boolean> call = begin(size);
            writer.add(new Change(call, Id.of(table, key), known == null ? null : Octets.of(known), stored));
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> Call<T> begin(int size) throws StoreException {
        if (open == null && !calls.isClosed()) {
            String why = trouble;
            calls.failed(why);
            throw new StoreException(why);
        }
        return calls.begin(size);
    }

    private void make(List<Change> waiting) {
        List<Change> changes = new ArrayList<>(waiting);
        changes.removeIf(change -> change.call().isDone());
        OpenStore now = open;
        try {
            if (now == null) {
                throw new IOException(trouble);
            }
            now.make(changes);
            changes.forEach(change -> change.call().answer(change.isMade()));
            works();
        } catch (IOException | RuntimeException e) {
            // also what only a damaged file or a mistake of ours can bring about: somebody waits for these calls
            String why = now == null ? trouble : explain(e);
            troubled(why, e);
            changes.forEach(change -> change.call().fail(new StoreException(why, e)));
            reopenIfBroken(now, e);
        }
    }

    private void reopenIfBroken(OpenStore broken, Exception why) {
        if (broken != null && (why instanceof BrokenException || why instanceof DamagedException)) {
            keeper.add(() -> reopen(broken));
        }
    }

    /** Puts all there is into one file, without what has expired; happens by itself too, when it is worth it. */
    public CompletionStage<Void> compact() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        keeper.add(() -> {
            try {
                if (open == null) {
                    throw new IOException(trouble);
                }
                upkeep.compact();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(new StoreException(explain(e), e));
            }
        });
        return done;
    }

    private void tend() {
        OpenStore now = open;
        try {
            if (now == null) {
                open();
            } else if (!now.isThere()) {
                LOGGER.error("Something has removed files of the store {}; what it held is lost, as far as it is not there again", path);
                reopen(now);
            } else {
                now.force();
                upkeep.tend();
            }
        } catch (IOException | DirectoryIteratorException e) {
            troubled(explain(e), e);
            reopenIfBroken(now, e);
        } finally {
            if (!calls.isClosed()) {
                next = timer.in(EVERY, () -> keeper.add(this::tend));
            }
        }
    }

    private void flush() {
        try {
            if (open != null) {
                upkeep.flush();
            }
        } catch (IOException e) {
            // tried again when files are looked after
            troubled(explain(e), e);
        }
    }

    private void reopen(OpenStore broken) {
        if (open == broken && !calls.isClosed()) {
            trouble = explain(new IOException("it is being opened anew"));
            open = null;
            close(broken);
            open();
        }
    }

    private void open() {
        StoreFolder folder = null;
        try {
            folder = StoreFolder.lock(path, disk);
            Opening found = Opening.of(folder, disk, timer.now());
            if (found.hasLost() || found.isNew() && hasBeenOpen) {
                calls.lost();
            }
            OpenStore opened = new OpenStore(folder, disk, timer, found, full, () -> keeper.add(this::flush));
            upkeep = new Upkeep(opened, disk, timer);
            hasBeenOpen = true;
            open = opened;
            works();
        } catch (IOException | DirectoryIteratorException e) {
            String why = explain(e);
            troubled(why, e);
            closeQuietly(folder);
        }
    }

    private void closeQuietly(StoreFolder folder) {
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOGGER.warn("The lock of the store {} cannot be given back: {}", path, e.toString());
        }
    }

    /** Says so when it begins, not for every call. */
    private synchronized void troubled(String why, Exception cause) {
        if (!why.equals(trouble)) {
            LOGGER.error("{}", why);
            LOGGER.debug("Cause", cause);
        }
        trouble = why;
    }

    private void works() {
        if (trouble != null) {
            synchronized (this) {
                LOGGER.info("The store {} works again", path);
                trouble = null;
            }
        }
    }

    private String explain(Exception trouble) {
        Throwable cause = trouble instanceof DirectoryIteratorException ? trouble.getCause() : trouble;
        String why;
        if (cause instanceof FolderInUseException) {
            why = "another process uses it; end that one, or give this James a folder of its own in [store] url";
        } else if (cause instanceof AccessDeniedException) {
            why = "access is denied; let the user that James runs as write there";
        } else if (cause instanceof FileAlreadyExistsException || isNoFolder()) {
            why = "it is not a folder; move away what is there";
        } else {
            String reason = cause instanceof FileSystemException ? ((FileSystemException) cause).getReason() : cause.getMessage();
            why = (reason == null ? cause.toString() : reason) + "; make room on the disk, or repair it";
        }
        return "The store " + path + " cannot be used: " + why + ". It is tried again every " + EVERY.toSeconds() + " seconds";
    }

    private boolean isNoFolder() {
        return Files.exists(path) && !Files.isDirectory(path);
    }

    @Override
    public StoreHealth health() {
        return calls.health();
    }

    @Override
    public void close() {
        calls.close();
        next.cancel();
        OpenStore now = open;
        if (now != null) {
            now.stop();
        }
        boolean ended = writer.end(END_PATIENCE) & reader.end(END_PATIENCE) & keeper.end(END_PATIENCE);
        OpenStore last = open;
        if (!ended) {
            // who still works there must not do so after another has locked the folder
            LOGGER.warn("The disk of the store {} does not answer; it is left as it is", path);
        } else if (last != null) {
            close(last);
        }
    }

    private void close(OpenStore store) {
        try {
            store.close();
        } catch (IOException e) {
            LOGGER.warn("The store {} has not been closed well, and will be read anew: {}", path, e.toString());
        }
    }

    /** What is read in the reading thread. */
    private interface Reading<T> {
        T of(OpenStore store, Call<T> call) throws IOException;
    }
}
