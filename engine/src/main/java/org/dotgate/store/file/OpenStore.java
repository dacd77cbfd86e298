package org.dotgate.store.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dotgate.time.Timer;

/**
 * A folder that is open: what is asked of it ({@link Lookup}), and what is changed in it. The {@link #writing} lock guards the
 * journal and the change of shelves; who reads takes the shelf as it is at one moment.
 */
final class OpenStore {
    /** A journal is ended when it is so many times as large as the records that it may leave in memory. */
    private static final int LONG_JOURNAL = 2;
    private static final long FLUSH_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StoreFolder folder;
    private final Disk disk;
    private final Timer timer;
    private final long full;
    private final Runnable flushing;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition flushed = writing.newCondition();
    private final Lookup lookup;
    private volatile Shelf shelf;
    private Journal journal;
    /** Why the journal does not say what callers were told; null while it does. Guarded by {@link #writing}. */
    private IOException broken;
    private volatile boolean closed;

    /**
     * @param full new records go to a file when they take this much memory, in octets
     * @param flushing has {@link Upkeep} put the full records into a file soon
     */
    OpenStore(StoreFolder folder, Disk disk, Timer timer, Opening found, long full, Runnable flushing) {
        this.folder = folder;
        this.disk = disk;
        this.timer = timer;
        this.full = full;
        this.flushing = flushing;
        this.shelf = found.shelf();
        this.journal = found.journal();
        this.lookup = new Lookup(timer, this::shelf, this::isClosed);
    }

    Shelf shelf() {
        return shelf;
    }

    StoreFolder folder() {
        return folder;
    }

    /** What is asked of it. */
    Lookup lookup() {
        return lookup;
    }

    /**
     * Makes changes one after the other, as far as what they expect is there.
     *
     * @throws IOException if they could not be written: then none has been made
     */
    void make(List<Change> changes) throws IOException {
        writing.lock();
        try {
            if (closed) {
                throw new IOException("the store is being closed");
            }
            refuseIfBroken();
            makeRoom();
            Map<Id, Stored> made = write(changes);
            Fresh fresh = shelf.fresh();
            made.forEach((id, stored) -> {
                fresh.put(id, stored);
                lookup.changed(id);
            });
        } finally {
            writing.unlock();
        }
    }

    private Map<Id, Stored> write(List<Change> changes) throws IOException {
        Map<Id, Stored> made = new HashMap<>();
        long now = timer.now().toEpochMilli();
        boolean written = false;
        try {
            for (Change change : changes) {
                Stored there = made.get(change.id());
                there = there == null ? lookup.find(change.id()) : there;
                boolean expected = change.decide(there.isAlive(now) ? there : null);
                if (expected && !(there.isDeleted() && change.stored().isDeleted())) {
                    journal.add(change.id(), change.stored());
                    made.put(change.id(), change.stored());
                }
            }
            journal.write();
            written = true;
            return made;
        } finally {
            if (!written) {
                undo();
            }
        }
    }

    private void undo() throws IOException {
        try {
            journal.undo();
        } catch (IOException e) {
            // what stands in the journal is not what callers were told: it must be read anew
            broken = e;
            throw new BrokenException(e);
        }
    }

    /** What is written behind half a change is lost when the journal is read anew, and that may be a while from now. */
    private void refuseIfBroken() throws BrokenException {
        if (broken != null) {
            throw new BrokenException(broken);
        }
    }

    /** Changes may not grow in memory faster than they go to files. */
    private void makeRoom() throws IOException {
        if (isFull()) {
            rotate();
            long patience = FLUSH_PATIENCE_NANOS;
            while (shelf.fresh().weight() > 2 * full && patience > 0 && !closed) {
                patience = awaitFlushed(patience);
            }
            if (shelf.fresh().weight() > 2 * full) {
                throw new IOException("changes come faster than they can be put into files of records");
            }
        }
    }

    private long awaitFlushed(long patience) throws IOException {
        try {
            long left = flushed.awaitNanos(patience);
            rotate();
            return left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private boolean isFull() {
        return shelf.fresh().weight() > full || journal.size() > LONG_JOURNAL * full;
    }

    /** Begins a new journal, and has the records of the old one put into a file; unless the ones before still wait. */
    void rotate() throws IOException {
        writing.lock();
        try {
            refuseIfBroken();
            Shelf now = shelf;
            if (now.full() == null && !now.fresh().isEmpty() && !closed) {
                Fresh next = new Fresh(now.fresh().number() + 1);
                Path file = folder.journal(next.number());
                Journal begun = begin(file);
                Journal old = journal;
                journal = begun;
                shelf = new Shelf(next, now.fresh(), now.files());
                flushing.run();
                old.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private Journal begin(Path file) throws IOException {
        try {
            return Journal.create(disk, file);
        } catch (IOException e) {
            // a journal that is empty would be the newest at the next start, and the right one would be closed for it
            folder.remove(file);
            throw e;
        }
    }

    /** Has files take the place of others, and of the full records if they are in it. */
    void putFile(List<SortedFile> merged, SortedFile file, Fresh written) throws IOException {
        writing.lock();
        try {
            Shelf now = shelf;
            List<SortedFile> files = new ArrayList<>(now.files());
            int place = merged.isEmpty() ? 0 : files.indexOf(merged.get(0));
            files.removeAll(merged);
            files.add(place, file);
            shelf = new Shelf(now.fresh(), now.full() == written ? null : now.full(), files);
            flushed.signalAll();
        } finally {
            writing.unlock();
        }
        for (SortedFile old : merged) {
            old.close();
            // a file that was merged with none but itself has left its name to the new one
            if (!old.range().equals(file.range())) {
                folder.remove(folder.records(old.range()));
            }
        }
    }

    /** Whether the folder still holds what is written. */
    boolean isThere() {
        return Files.exists(folder.journal(shelf.fresh().number()));
    }

    /** Has all that was written until now survive a power cut. */
    void force() throws IOException {
        Journal current;
        writing.lock();
        try {
            current = journal;
        } finally {
            writing.unlock();
        }
        try {
            current.force();
        } catch (ClosedChannelException e) {
            // it has been ended meanwhile, and its records go to a file that is forced
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Has whoever is at work in it end soon. */
    void stop() {
        closed = true;
    }

    /** Ends it, when nobody is at work in it any more. */
    void close() throws IOException {
        closed = true;
        writing.lock();
        try {
            journal.force();
        } finally {
            journal.close();
            for (SortedFile file : shelf.files()) {
                file.close();
            }
            folder.close();
            writing.unlock();
        }
    }
}
