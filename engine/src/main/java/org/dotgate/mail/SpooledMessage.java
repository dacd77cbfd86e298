package org.dotgate.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The content of a received message as James would queue it: James's own Received field on top, dot-stuffing undone,
 * lines ended by CRLF. The bytes never change, and stay readable until {@link #close()}; what is opened before then may
 * be read to its end. Thread-safe.
 */
public interface SpooledMessage extends AutoCloseable {
    /** The size of the content in octets. */
    long size();

    /**
     * Opens the content from its first octet. Each call gives a stream of its own, which the caller closes.
     *
     * @throws IOException if the spool cannot be read, or the message was closed
     */
    InputStream open() throws IOException;

    /**
     * A file that holds the content. It belongs to the spool: a reader leaves it as it is. A message held in memory is
     * written out at the first call, and the file is removed by {@link #close()}.
     *
     * @throws IOException if the file cannot be written, or the message was closed
     */
    Path file() throws IOException;

    /** Gives up the content. Further calls do nothing. */
    @Override
    void close();
}
