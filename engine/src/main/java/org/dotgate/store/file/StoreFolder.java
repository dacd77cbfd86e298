package org.dotgate.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a store, locked against other processes for as long as this is open: who is called what in it. */
final class StoreFolder implements Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreFolder.class);
    private static final Pattern JOURNAL = Pattern.compile("journal-([0-9]{8,18})");
    private static final String UNFINISHED = ".new";
    /**
     * The folders that this process has locked. Such a lock is the process's, not the channel's: whoever closed another
     * channel to the file would give the lock away, so none may be opened.
     */
    private static final Set<Object> LOCKED = ConcurrentHashMap.newKeySet();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final Disk disk;
    private final Object key;
    private final FileChannel lock;

    private StoreFolder(Path path, Disk disk, Object key, FileChannel lock) {
        this.path = path;
        this.disk = disk;
        this.key = key;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is not there, and locks it.
     *
     * @throws IOException if that cannot be done, or another has it
     */
    static StoreFolder lock(Path path, Disk disk) throws IOException {
        create(path);
        Object key = key(path);
        if (!LOCKED.add(key)) {
            throw new FolderInUseException();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = disk.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // by the same class from another class loader: the same trouble
        } finally {
            if (!locked) {
                release(key, channel);
            }
        }
        if (!locked) {
            throw new FolderInUseException();
        }
        return new StoreFolder(path, disk, key, channel);
    }

    /** The same for all names that lead to a folder. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    private static void release(Object key, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            // not before: the channel closed here must not be a second one
            LOCKED.remove(key);
        }
    }

    /** For the owner only: it tells who writes to whom. */
    private static void create(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.getParent());
            Files.createDirectory(path, owner);
        }
    }

    Path path() {
        return path;
    }

    Path journal(long number) {
        return path.resolve(String.format("journal-%08d", number));
    }

    Path records(FileRange range) {
        return path.resolve(range.fileName());
    }

    /** Where a file of records is written until it is whole. */
    Path unfinished(FileRange range) {
        return path.resolve(range.fileName() + UNFINISHED);
    }

    /** Gives a finished file its name, so that it survives a power cut. */
    void finish(FileRange range) throws IOException {
        disk.move(unfinished(range), records(range));
        disk.forceFolder(path);
    }

    /** The journals there are, the oldest first. */
    NavigableMap<Long, Path> journals() throws IOException {
        NavigableMap<Long, Path> journals = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "journal-*")) {
            for (Path file : files) {
                Matcher name = JOURNAL.matcher(file.getFileName().toString());
                if (name.matches()) {
                    journals.put(Long.parseLong(name.group(1)), file);
                }
            }
        }
        return journals;
    }

    /** The files of records there are, in no order. */
    List<FileRange> records() throws IOException {
        List<FileRange> records = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "records-*")) {
            for (Path file : files) {
                FileRange.ofFile(file.getFileName().toString()).ifPresent(records::add);
            }
        }
        return records;
    }

    /** Removes what was being written when the process before ended. */
    void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + UNFINISHED)) {
            for (Path file : files) {
                disk.delete(file);
            }
        }
    }

    /** Removes a file that is of no more use; if that cannot be, it is done at the next start. */
    void remove(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            LOGGER.warn("{} is of no more use, but cannot be removed: {}", file, e.toString());
        }
    }

    /** Where a file that cannot be read is put: a folder that bears the date. */
    Path aside(Path file, Instant now) throws IOException {
        Path folder = Files.createDirectories(path.resolve("set-aside-" + DATE.format(now)));
        Path target = folder.resolve(file.getFileName());
        for (int more = 2; Files.exists(target); more++) {
            target = folder.resolve(file.getFileName() + "-" + more);
        }
        return target;
    }

    @Override
    public void close() throws IOException {
        if (lock.isOpen()) {
            release(key, lock);
        }
    }
}
