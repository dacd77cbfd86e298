package org.dotgate.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.mail.SpooledMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for messages that are being judged, readable by its owner only. Folders left by processes that are no more
 * are removed when a new one is made: those of this user whose name bears a process id that is not in use, or is in use
 * by a process that began later (in a container every James has the same id). A folder that is gone is made anew: in many a
 * system the temporary ones are removed when nothing has been put there for some days. Thread-safe.
 *
 * <p>Known limit: two hosts or containers that do not see each other's processes must not share the parent folder.
 */
public final class Spool implements AutoCloseable {
    /** A message given as a stream stays in memory up to this size, in octets. */
    private static final int MEMORY = 100 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(Spool.class);
    private static final String PREFIX = "dotgate-spool-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]{1,18})-.*");
    /** The system tells a process's start to the second, and not always the same one. */
    private static final long START_PRECISION_MILLIS = 2_000;

    private final Path parent;
    private final String prefix;
    private final UserPrincipal owner;
    private final AtomicLong number = new AtomicLong();
    private volatile Path folder;
    private boolean closed;

    /**
     * @param parent where the folder is made; best on the file system that James spools to, so that files can be linked
     * @throws IOException if it cannot be made
     */
    public Spool(Path parent) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        this.parent = parent;
        this.prefix = PREFIX + self.pid() + "-" + startMillis(self).orElse(0) + "-";
        this.folder = Files.createTempDirectory(parent, prefix);
        this.owner = Files.getOwner(folder);
        removeLeftovers();
    }

    private static OptionalLong startMillis(ProcessHandle process) {
        return process.info().startInstant().map(start -> OptionalLong.of(start.toEpochMilli())).orElse(OptionalLong.empty());
    }

    /** The folder; another one after it was gone. */
    public Path folder() {
        return folder;
    }

    /** A message held in memory. The bytes are not copied. */
    public SpooledMessage of(byte[] content) {
        return new Spooled(this, content, null, content.length);
    }

    /**
     * A message that is in a file already: the file is linked, or copied where that cannot be, and may then be removed by
     * its owner.
     *
     * @throws IOException if neither can be done
     */
    public SpooledMessage of(Path file) throws IOException {
        Path own = newFile();
        try {
            Files.createLink(own, file);
        } catch (IOException | UnsupportedOperationException e) {
            try (InputStream content = Files.newInputStream(file)) {
                write(own, content);
            }
        }
        return new Spooled(this, null, own, Files.size(own));
    }

    /**
     * A message that is read from a stream, which is not closed.
     *
     * @throws IOException if it cannot be read, or not be stored
     */
    public SpooledMessage of(InputStream content) throws IOException {
        byte[] head = content.readNBytes(MEMORY + 1);
        if (head.length <= MEMORY) {
            return of(head);
        }
        Path own = newFile();
        write(own, new SequenceInputStream(new ByteArrayInputStream(head), content));
        return new Spooled(this, null, own, Files.size(own));
    }

    /** Writes a new file, of which nothing is left if that fails: a full disk is not to get fuller. */
    static void write(Path own, InputStream content) throws IOException {
        try (OutputStream out = Files.newOutputStream(own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        } catch (IOException e) {
            Files.deleteIfExists(own);
            throw e;
        }
    }

    /** @throws IOException if the folder is gone, and cannot be made anew */
    Path newFile() throws IOException {
        Path present = folder;
        return (isOwnFolder(present) ? present : renewed(present)).resolve(number.incrementAndGet() + ".eml");
    }

    private synchronized Path renewed(Path gone) throws IOException {
        if (closed) {
            throw new IOException("the spool is closed");
        }
        if (folder.equals(gone)) {
            folder = Files.createTempDirectory(parent, prefix);
            LOGGER.warn("The spool folder {} was removed by something else; {} takes its place", gone, folder);
        }
        return folder;
    }

    /** Removes the folder with all that is in it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (isOwnFolder(folder)) {
            remove(folder);
        }
    }

    private void removeLeftovers() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path leftover : folders) {
                Matcher name = NAME.matcher(leftover.getFileName().toString());
                if (name.matches() && isOwnFolder(leftover)
                        && !isAlive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                    remove(leftover);
                }
            }
        } catch (IOException e) {
            LOGGER.warn("Leftovers of earlier processes in {} cannot be removed: {}", parent, e.toString());
        }
    }

    /**
     * Others may write to the parent: a link of theirs with such a name must not have us empty the folder it leads to, nor a
     * folder of theirs in place of one that is gone have our messages.
     */
    private boolean isOwnFolder(Path there) {
        try {
            return Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(there, LinkOption.NOFOLLOW_LINKS).equals(owner);
        } catch (IOException e) {
            // it has gone at this moment
            return false;
        }
    }

    private static boolean isAlive(long pid, long start) {
        return ProcessHandle.of(pid)
                .map(process -> startMillis(process).orElse(start))
                .filter(began -> start == 0 || Math.abs(began - start) <= START_PRECISION_MILLIS)
                .isPresent();
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOGGER.warn("The spool folder {} cannot be removed: {}", folder, e.toString());
        }
    }
}
