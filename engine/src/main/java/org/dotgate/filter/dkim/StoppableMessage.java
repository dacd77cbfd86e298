package org.dotgate.filter.dkim;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import org.dotgate.mail.SpooledMessage;

/** A message whose reading ends when nobody waits for what is found in it. Thread-safe, but for the streams. */
final class StoppableMessage implements SpooledMessage {
    private final SpooledMessage message;
    private volatile boolean stopped;

    StoppableMessage(SpooledMessage message) {
        this.message = message;
    }

    /** Has every read fail from now on. */
    void stop() {
        stopped = true;
    }

    private void refuseStopped() throws InterruptedIOException {
        if (stopped) {
            throw new InterruptedIOException("nobody waits for this any more");
        }
    }

    @Override
    public long size() {
        return message.size();
    }

    @Override
    public InputStream open() throws IOException {
        refuseStopped();
        return new FilterInputStream(message.open()) {
            @Override
            public int read() throws IOException {
                refuseStopped();
                return super.read();
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                refuseStopped();
                return super.read(octets, offset, length);
            }
        };
    }

    @Override
    public Path file() throws IOException {
        refuseStopped();
        return message.file();
    }

    /** Leaves the message to whoever gave it. */
    @Override
    public void close() {
        stop();
    }
}
