package org.dotgate.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.mail.SpooledMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for messages that are being judged, readable by its owner only. Folders left by processes that are no more
 * are removed when a new one is made. Thread-safe.
 */
public final class Spool implements AutoCloseable {
    /** A message given as a stream stays in memory up to this size, in octets. */
    private static final int MEMORY = 100 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(Spool.class);
    private static final String PREFIX = "dotgate-spool-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

    private final Path folder;
    private final AtomicLong number = new AtomicLong();

    /**
     * @param parent where the folder is made; best on the file system that James spools to, so that files can be linked
     * @throws IOException if it cannot be made
     */
    public Spool(Path parent) throws IOException {
        removeLeftovers(parent);
        folder = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    }

    /** The folder. */
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
            Files.copy(file, own);
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
        try (var out = Files.newOutputStream(own)) {
            out.write(head);
            content.transferTo(out);
        } catch (IOException e) {
            Files.deleteIfExists(own);
            throw e;
        }
        return new Spooled(this, null, own, Files.size(own));
    }

    Path newFile() {
        return folder.resolve(number.incrementAndGet() + ".eml");
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() {
        remove(folder);
    }

    private static void removeLeftovers(Path parent) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path leftover : folders) {
                Matcher name = NAME.matcher(leftover.getFileName().toString());
                if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    remove(leftover);
                }
            }
        } catch (IOException e) {
            LOGGER.warn("Leftovers of earlier processes in {} cannot be removed: {}", parent, e.toString());
        }
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
