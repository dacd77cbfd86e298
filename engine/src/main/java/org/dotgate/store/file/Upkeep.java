package org.dotgate.store.file;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.time.Timer;

/**
 * What keeps a folder in order: full records go to a file, files are merged, what has expired is left out. Owned by one
 * thread.
 *
 * <p>Files are merged when the newest ones are together as large as the next older one, nearly: so there are few files to
 * look into, and a record is written again only a few times.
 */
final class Upkeep {
    /** So many files are not worth a merge. */
    private static final int FEW = 4;
    private static final int MANY = 12;
    /** Records are left out when they have expired for so long: a clock that was wrong for a day has not cost them. */
    private static final Duration MARGIN = Duration.ofDays(1);
    /** All files are merged when so large a part of the oldest has expired. */
    private static final double MUCH_ENDED = 0.25;
    private static final int LOOK_UP_EVERY = 1024;

    private final OpenStore store;
    private final Disk disk;
    private final Timer timer;

    Upkeep(OpenStore store, Disk disk, Timer timer) {
        this.store = store;
        this.disk = disk;
        this.timer = timer;
    }

    /** Puts the full records into a file, if there are any. */
    void flush() throws IOException {
        Fresh full = store.shelf().full();
        if (full != null) {
            FileRange range = new FileRange(full.number(), full.number());
            SortedFile file = write(range, full.count(), Cursor.of(full.all()), store.shelf().files().isEmpty(), false);
            store.putFile(List.of(), file, full);
            store.folder().remove(store.folder().journal(full.number()));
        }
    }

    /** Merges files that should be, a few at a time. */
    void tend() throws IOException {
        flush();
        for (List<SortedFile> due = due(); !due.isEmpty() && !store.isClosed(); due = due()) {
            merge(due);
        }
    }

    /** Puts all there is into one file, without what has expired. */
    void compact() throws IOException {
        flush();
        store.rotate();
        flush();
        List<SortedFile> all = store.shelf().files();
        if (!all.isEmpty()) {
            merge(all);
        }
    }

    private List<SortedFile> due() {
        List<SortedFile> files = store.shelf().files();
        if (files.isEmpty()) {
            return files;
        }
        if (files.get(files.size() - 1).ended(sweptUntil()) >= MUCH_ENDED) {
            return files;
        }
        int count = 1;
        long size = files.get(0).size();
        while (count < files.size() && (files.get(count).size() <= 2 * size || files.size() > MANY)) {
            size += files.get(count++).size();
        }
        return count >= FEW ? files.subList(0, count) : List.of();
    }

    private long sweptUntil() {
        return timer.now().minus(MARGIN).toEpochMilli();
    }

    private void merge(List<SortedFile> files) throws IOException {
        List<SortedFile> present = store.shelf().files();
        boolean toTheOldest = files.get(files.size() - 1) == present.get(present.size() - 1);
        FileRange range = new FileRange(files.get(files.size() - 1).range().first(), files.get(0).range().last());
        List<Cursor> cursors = new ArrayList<>();
        long count = 0;
        for (SortedFile file : files) {
            cursors.add(file.all());
            count += file.count();
        }
        List<SortedFile> merged = List.copyOf(files);
        store.putFile(merged, write(range, count, Cursor.merged(cursors), toTheOldest, true), null);
    }

    /**
     * Writes a file.
     *
     * @param toTheOldest whether no older file holds what a deleted or expired record must hide
     * @param yielding whether full records go first when there are any
     */
    private SortedFile write(FileRange range, long count, Cursor records, boolean toTheOldest, boolean yielding)
            throws IOException {
        StoreFolder folder = store.folder();
        long swept = sweptUntil();
        boolean written = false;
        try (SortedFileWriter writer = new SortedFileWriter(disk, folder.unfinished(range), count)) {
            for (long seen = 1; records.next(); seen++) {
                boolean ended = records.stored().isDeleted() || records.stored().expires() <= swept;
                if (!ended || !toTheOldest) {
                    writer.add(records.id(), ended ? Stored.DELETED : records.stored());
                }
                if (seen % LOOK_UP_EVERY == 0) {
                    if (store.isClosed()) {
                        throw new IOException("the store is being closed");
                    }
                    if (yielding) {
                        flush();
                    }
                }
            }
            writer.finish();
            written = true;
        } finally {
            if (!written) {
                // a full disk is not to get fuller
                folder.remove(folder.unfinished(range));
            }
        }
        folder.finish(range);
        return SortedFile.open(folder.records(range), range);
    }
}
