package org.dotgate.hooks.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import org.dotgate.mail.SpooledMessage;

/** A message in memory. */
final class Letter implements SpooledMessage {
    private final byte[] content;

    Letter(byte[] content) {
        this.content = content;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public Path file() {
        throw new UnsupportedOperationException("no filter here wants a file");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
