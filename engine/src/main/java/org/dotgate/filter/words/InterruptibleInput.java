package org.dotgate.filter.words;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream that ends with an exception when the reading thread is interrupted. Belongs to one thread. */
final class InterruptibleInput extends FilterInputStream {
    /** The most that is handed out at once, so that no read takes long to work through. */
    private static final int PIECE = 64 << 10;

    InterruptibleInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
        check();
        return super.read(octets, from, Math.min(length, PIECE));
    }

    private static void check() throws InterruptedIOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("the search was cancelled");
        }
    }
}
