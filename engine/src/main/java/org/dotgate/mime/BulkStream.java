package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is made to be read in large pieces; one octet is a small piece. Not thread-safe. */
abstract class BulkStream extends InputStream {
    @Override
    public final int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;
}
