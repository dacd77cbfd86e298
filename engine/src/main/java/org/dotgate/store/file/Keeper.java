package org.dotgate.store.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Calls;
import org.dotgate.store.Lane;
import org.dotgate.store.StoreException;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder open, as far as that can be done: opens it, looks after its files, and opens it anew when it is broken or
 * could not be opened. Thread-safe: all but {@link #store} happens in its thread, once that has begun.
 */
final class Keeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(Keeper.class);
    /** How often files are looked after, and a folder that could not be used is tried again. */
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Path path;
    private final Disk disk;
    private final Timer timer;
    private final Calls calls;
    private final long full;
    private final Trouble opening;
    private final Trouble keeping;
    private final Lane<Runnable> lane = new Lane<>("dotgate-store-keeper", 1, tasks -> tasks.forEach(Runnable::run));
    private boolean hasBeenOpen;
    private Upkeep upkeep;
    private volatile String closedBecause = "The store is being opened";
    /** Null while the folder cannot be used. */
    private volatile OpenStore open;
    private volatile Alarm next;

    /** @param full see {@link OpenStore} */
    Keeper(Path path, Disk disk, Timer timer, Calls calls, long full) {
        this.path = path;
        this.disk = disk;
        this.timer = timer;
        this.calls = calls;
        this.full = full;
        this.opening = trouble();
        this.keeping = trouble();
    }

    /** Opens the folder, if that can be done now. */
    void start() {
        open();
        lane.start();
        tendLater();
    }

    /** To be told of trouble with the folder. */
    Trouble trouble() {
        return new Trouble(path, EVERY);
    }

    /** What is open, or null. */
    OpenStore storeOrNull() {
        return open;
    }

    /** @throws StoreException if nothing is open */
    OpenStore store() throws StoreException {
        OpenStore now = open;
        if (now == null) {
            throw new StoreException(closedBecause);
        }
        return now;
    }

    /** Has the folder opened anew if such a failure says that it must be. */
    void failed(OpenStore store, Exception failure) {
        if (failure instanceof BrokenException || failure instanceof DamagedException) {
            lane.add(() -> reopen(store));
        }
    }

    /** Puts all there is into one file, without what has expired. */
    CompletionStage<Void> compact() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.add(() -> {
            OpenStore now = open;
            try {
                store();
                upkeep.compact();
                done.complete(null);
            } catch (StoreException e) {
                done.completeExceptionally(e);
            } catch (IOException e) {
                done.completeExceptionally(new StoreException(keeping.met(e), e));
                failed(now, e);
            }
        });
        return done;
    }

    private void tendLater() {
        next = timer.in(EVERY, () -> lane.add(this::tend));
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
                keeping.over();
            }
        } catch (IOException | DirectoryIteratorException e) {
            keeping.met(e);
            failed(now, e);
        } finally {
            if (!calls.isClosed()) {
                tendLater();
            }
        }
    }

    private void flush() {
        OpenStore now = open;
        try {
            if (now != null) {
                upkeep.flush();
            }
        } catch (IOException e) {
            // tried again when files are looked after
            keeping.met(e);
        }
    }

    private void reopen(OpenStore broken) {
        if (open == broken && !calls.isClosed()) {
            closedBecause = "The store " + path + " is being opened anew";
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
            OpenStore opened = new OpenStore(folder, disk, timer, found, full, () -> lane.add(this::flush));
            upkeep = new Upkeep(opened, disk, timer);
            hasBeenOpen = true;
            open = opened;
            opening.over();
        } catch (IOException | DirectoryIteratorException e) {
            closedBecause = opening.met(e);
            unlock(folder);
        }
    }

    private void unlock(StoreFolder folder) {
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOGGER.warn("The lock of the store {} cannot be given back: {}", path, e.toString());
        }
    }

    private void close(OpenStore store) {
        try {
            store.close();
        } catch (IOException e) {
            LOGGER.warn("The store {} has not been closed well, and will be read anew: {}", path, e.toString());
        }
    }

    /** Has whoever is at work end soon. */
    void stop() {
        next.cancel();
        OpenStore now = open;
        if (now != null) {
            now.stop();
        }
    }

    /** Ends the thread. @return whether it has ended in that time */
    boolean end(Duration patience) {
        boolean ended = lane.end(patience);
        // what was being done may have asked for more
        next.cancel();
        return ended;
    }

    /** Closes the folder, when nobody is at work in it any more. */
    void close() {
        OpenStore last = open;
        if (last != null) {
            close(last);
        }
    }
}
