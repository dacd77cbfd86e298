package org.dotgate.mime;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A message too large to hold: a beginning, and a piece over and over. Counts what is read of it. */
final class Generated extends InputStream {
    private final byte[] beginning;
    private final byte[] piece;
    private final long size;
    long count;

    Generated(String beginning, String piece, long size) {
        this.beginning = beginning.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        // long enough to be copied in large pieces
        this.piece = piece.replace("\n", "\r\n").repeat(1 + 10_000 / piece.length()).getBytes(StandardCharsets.ISO_8859_1);
        this.size = size;
    }

    @Override
    public int read() {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (count >= size) {
            return -1;
        }
        boolean first = count < beginning.length;
        byte[] source = first ? beginning : piece;
        int from = first ? (int) count : (int) ((count - beginning.length) % piece.length);
        int taken = (int) Math.min(Math.min(length, source.length - from), size - count);
        System.arraycopy(source, from, target, offset, taken);
        count += taken;
        return taken;
    }
}
