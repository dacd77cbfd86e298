package org.dotgate.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a folder holds: which files count, what the journals add, and what cannot be read. That is set aside under
 * a dated name; what is whole of it is kept. Owned by one thread.
 */
final class Opening {
    private static final Logger LOGGER = LoggerFactory.getLogger(Opening.class);

    private final StoreFolder folder;
    private final Disk disk;
    private final Instant now;
    private final List<SortedFile> files = new ArrayList<>();
    private Fresh fresh;
    private Journal journal;
    private boolean isNew;
    private boolean lost;

    private Opening(StoreFolder folder, Disk disk, Instant now) {
        this.folder = folder;
        this.disk = disk;
        this.now = now;
    }

    /** @throws IOException if the folder cannot be read or written now; nothing has been lost by that */
    static Opening of(StoreFolder folder, Disk disk, Instant now) throws IOException {
        Opening opening = new Opening(folder, disk, now);
        try {
            opening.run();
            return opening;
        } catch (IOException | RuntimeException e) {
            opening.closeFiles();
            throw e;
        }
    }

    Shelf shelf() {
        files.sort(Comparator.comparing(SortedFile::range).reversed());
        return new Shelf(fresh, null, files);
    }

    /** The journal of the shelf's fresh records. */
    Journal journal() {
        return journal;
    }

    /** Whether nothing was there. */
    boolean isNew() {
        return isNew;
    }

    /** Whether something that had been stored is not there any more. */
    boolean hasLost() {
        return lost;
    }

    private void run() throws IOException {
        folder.removeUnfinished();
        openRecords();
        Map<Long, Path> journals = folder.journals();
        isNew = files.isEmpty() && journals.isEmpty();
        long next = files.stream().mapToLong(file -> file.range().last() + 1).max().orElse(1);
        for (Map.Entry<Long, Path> each : journals.entrySet()) {
            long number = each.getKey();
            if (number < next) {
                // its changes had been put into a file of records when the process ended
                folder.remove(each.getValue());
            } else {
                fillGap(next, number - 1);
                next = number + 1;
                openJournal(number, each.getValue());
            }
        }
        if (journal == null) {
            if (!isNew && journals.isEmpty()) {
                LOGGER.error("The store {} has no journal any more; its last changes are lost", folder.path());
                lost = true;
            }
            fresh = new Fresh(next);
            journal = Journal.create(disk, folder.journal(next));
        }
    }

    private void openRecords() throws IOException {
        List<FileRange> ranges = folder.records();
        ranges.sort(Comparator.comparingLong(FileRange::width).reversed());
        for (FileRange range : ranges) {
            if (files.stream().anyMatch(file -> file.range().covers(range))) {
                // merged into a wider one when the process ended
                folder.remove(folder.records(range));
            } else {
                files.add(openRecords(range));
            }
        }
        files.sort(Comparator.comparing(SortedFile::range));
        long next = 1;
        for (SortedFile file : List.copyOf(files)) {
            fillGap(next, file.range().first() - 1);
            next = file.range().last() + 1;
        }
    }

    private SortedFile openRecords(FileRange range) throws IOException {
        Path path = folder.records(range);
        try {
            return SortedFile.open(path, range);
        } catch (DamagedException e) {
            long kept = salvage(path, range);
            Path aside = folder.aside(path, now);
            disk.move(path, aside);
            folder.finish(range);
            tellLoss(path, aside, e, kept);
            return SortedFile.open(path, range);
        }
    }

    /** Writes the records of the whole blocks anew. @return how many there are */
    private long salvage(Path path, FileRange range) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                SortedFileWriter writer = new SortedFileWriter(disk, folder.unfinished(range), channel.size() / 32)) {
            long kept = 0;
            Frames frames = new Frames(channel, start(channel));
            while (frames.position() > 0 && frames.next()) {
                if (frames.letter() == SortedFile.BLOCK && frames.isWhole()) {
                    Cursor records = new FileCursor(new Input(frames.content(), 0, frames.length()));
                    for (; records.next(); kept++) {
                        writer.add(records.id(), records.stored());
                    }
                }
            }
            writer.finish();
            return kept;
        }
    }

    private static int start(FileChannel channel) throws IOException {
        try {
            return FileKind.RECORDS.check(channel);
        } catch (DamagedException e) {
            return 0;
        }
    }

    /** A file that is not there is lost; an empty one takes its place, so that it is missed only once. */
    private void fillGap(long first, long last) throws IOException {
        if (first <= last) {
            FileRange range = new FileRange(first, last);
            LOGGER.error("The store {} lacks {} or its journals, which something else has removed; put it back and start anew,"
                    + " or go on without", folder.path(), range);
            lost = true;
            write(List.of(), range, 0);
        }
    }

    private void openJournal(long number, Path path) throws IOException {
        closeJournal();
        Fresh records = new Fresh(number);
        try {
            long whole = Journal.read(path, records::put);
            fresh = records;
            journal = whole == 0 ? Journal.create(disk, path) : Journal.goOn(disk, path, whole);
        } catch (DamagedException e) {
            Path aside = folder.aside(path, now);
            Files.copy(path, aside);
            tellLoss(path, aside, e, records.count());
            write(records.all(), new FileRange(number, number), records.count());
            folder.remove(path);
        }
    }

    /** What an older journal holds goes into a file: only the newest one is gone on with. */
    private void closeJournal() throws IOException {
        if (journal != null) {
            journal.close();
            write(fresh.all(), new FileRange(fresh.number(), fresh.number()), fresh.count());
            folder.remove(folder.journal(fresh.number()));
            journal = null;
            fresh = null;
        }
    }

    private void write(Iterable<Map.Entry<Id, Stored>> records, FileRange range, long count) throws IOException {
        try (SortedFileWriter writer = new SortedFileWriter(disk, folder.unfinished(range), count)) {
            for (Map.Entry<Id, Stored> record : records) {
                writer.add(record.getKey(), record.getValue());
            }
            writer.finish();
        }
        folder.finish(range);
        files.add(SortedFile.open(folder.records(range), range));
    }

    private void tellLoss(Path file, Path aside, DamagedException why, long kept) {
        lost = true;
        String remedy = FileKind.NEWER.equals(why.getMessage())
                ? "go back to the newer Dotgate with the copy of the folder that was made before, or remove it"
                : "look for trouble with the disk, and remove it when it is of no more use";
        LOGGER.error("The store file {} cannot be read: {}. {} records of it are kept, others are lost. It has been put aside as {}: {}",
                file, why.getMessage(), kept, aside, remedy);
    }

    private void closeFiles() throws IOException {
        for (SortedFile file : files) {
            file.close();
        }
        if (journal != null) {
            journal.close();
        }
    }
}
