package org.dotgate.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A spooled message in memory. */
public final class BytesMessage implements SpooledMessage {
    private final byte[] octets;

    public BytesMessage(byte[] octets) {
        this.octets = octets;
    }

    /** @param message written with LF; its lines end in CRLF */
    public BytesMessage(String message) {
        this(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
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
        throw new UnsupportedOperationException("only read as a stream here");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
