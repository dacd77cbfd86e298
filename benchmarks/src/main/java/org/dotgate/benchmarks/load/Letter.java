package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message, ready to be sent after DATA: dots stuffed, with the final dot. Immutable. */
public final class Letter {
    private static final String SENDER = "anna@client.test";

    private final ByteBuffer octets;
    private final int size;
    private final String sender;

    private Letter(ByteBuffer octets, int size, String sender) {
        this.octets = octets;
        this.size = size;
        this.sender = sender;
    }

    /** @param message header and body in ASCII, its lines ended by CRLF */
    public static Letter of(String message) {
        String whole = message.endsWith("\r\n") ? message : message + "\r\n";
        String stuffed = whole.replace("\r\n.", "\r\n..");
        ByteBuffer octets = ByteBuffer.wrap(((stuffed.startsWith(".") ? "." : "") + stuffed + ".\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .asReadOnlyBuffer();
        return new Letter(octets, whole.length(), SENDER);
    }

    /** The same message with another reverse-path. */
    public Letter from(String reversePath) {
        return new Letter(octets, size, reversePath);
    }

    /** The reverse-path it is sent with. */
    String sender() {
        return sender;
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
