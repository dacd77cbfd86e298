package org.dotgate.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.mail.SpooledMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message in memory, in a file, or both. The lock is the object itself. */
final class Spooled implements SpooledMessage {
    private static final Logger LOGGER = LoggerFactory.getLogger(Spooled.class);

    private final Spool spool;
    private final long size;
    private byte[] content;
    private Path file;
    private boolean closed;

    Spooled(Spool spool, byte[] content, Path file, long size) {
        this.spool = spool;
        this.content = content;
        this.file = file;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized InputStream open() throws IOException {
        refuseIfClosed();
        return content == null ? Files.newInputStream(file) : new ByteArrayInputStream(content);
    }

    @Override
    public synchronized Path file() throws IOException {
        refuseIfClosed();
        if (file == null) {
            Path own = spool.newFile();
            Spool.write(own, new ByteArrayInputStream(content));
            file = own;
        }
        return file;
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw new IOException("the message is no longer spooled");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        content = null;
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOGGER.warn("The spooled file {} cannot be removed: {}", file, e.toString());
        }
    }
}
