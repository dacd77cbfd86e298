package org.dotgate.filter.words;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import org.dotgate.mail.SpooledMessage;

/** A message in memory. */
final class OctetsMessage implements SpooledMessage {
    private final byte[] octets;

    OctetsMessage(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public Path file() {
        throw new UnsupportedOperationException("this filter reads the stream");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
