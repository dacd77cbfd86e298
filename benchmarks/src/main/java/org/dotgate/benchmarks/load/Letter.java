package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message, ready to be sent after DATA: dots stuffed, with the final dot. Immutable. */
public final class Letter {
    private final ByteBuffer octets;
    private final int size;

    private Letter(String message) {
        String whole = message.endsWith("\r\n") ? message : message + "\r\n";
        size = whole.length();
        String stuffed = whole.replace("\r\n.", "\r\n..");
        octets = ByteBuffer.wrap(((stuffed.startsWith(".") ? "." : "") + stuffed + ".\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .asReadOnlyBuffer();
    }

    /** @param message header and body in ASCII, its lines ended by CRLF */
    public static Letter of(String message) {
        return new Letter(message);
    }

    /** What goes over the wire; a buffer of the caller's own. */
    ByteBuffer octets() {
        return octets.duplicate();
    }

    /** Its size in octets, without stuffing and final dot. */
    public int size() {
        return size;
    }
}
