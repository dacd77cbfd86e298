package org.dotgate.dkim;

import java.security.MessageDigest;

/**
 * The hash of a body in one of its canonical forms (RFC 6376, sections 3.4.3 and 3.4.4): empty lines at the end do not count;
 * in the relaxed form neither does white space at line ends, and any other is one space. Takes the body in pieces of any
 * size, in time linear in it. Not thread-safe.
 */
final class BodyHash {
    private final boolean relaxed;
    private final long limit;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[8 * 1024];
    private int buffered;
    private long octets;
    /** Line ends that count only if something follows. */
    private long lineEnds;
    private boolean carriageReturn;
    private boolean blank;
    private boolean begun;

    /** @param limit how many octets of the canonical body are hashed; below zero for all */
    BodyHash(boolean relaxed, long limit, MessageDigest digest) {
        this.relaxed = relaxed;
        this.limit = limit;
        this.digest = digest;
    }

    void update(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            byte octet = piece[i];
            if (carriageReturn) {
                carriageReturn = false;
                if (octet == '\n') {
                    lineEnds++;
                    blank = false;
                    continue;
                }
                content((byte) '\r');
            }
            if (octet == '\r') {
                carriageReturn = true;
            } else if (relaxed && (octet == ' ' || octet == '\t')) {
                blank = true;
            } else {
                content(octet);
            }
        }
    }

    private void content(byte octet) {
        while (lineEnds > 0) {
            put((byte) '\r');
            put((byte) '\n');
            lineEnds--;
        }
        if (blank) {
            put((byte) ' ');
            blank = false;
        }
        put(octet);
        begun = true;
    }

    private void put(byte octet) {
        if (limit < 0 || octets < limit) {
            buffer[buffered++] = octet;
            if (buffered == buffer.length) {
                flush();
            }
        }
        octets++;
    }

    private void flush() {
        digest.update(buffer, 0, buffered);
        buffered = 0;
    }

    /** Ends the body. */
    byte[] finish() {
        if (carriageReturn) {
            content((byte) '\r');
        }
        if (begun || !relaxed) {
            put((byte) '\r');
            put((byte) '\n');
        }
        flush();
        return digest.digest();
    }

    /** How many octets the canonical body has, of which some may be beyond the limit; known at its end. */
    long octets() {
        return octets;
    }
}
