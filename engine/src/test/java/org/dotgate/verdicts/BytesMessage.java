package org.dotgate.verdicts;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dotgate.mail.SpooledMessage;

/** A spooled message in memory, written with LF; its lines end in CRLF. */
final class BytesMessage implements SpooledMessage {
    private final byte[] octets;

    BytesMessage(String message) {
        octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
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
