package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Undoes base64 (RFC 2045, section 6.8). What is not of its alphabet is passed over, and padding ends a group of four,
 * not the text: readers show what stands behind it, so a filter has to see it too. MIME4J's stream ends at the first
 * padding, and the JDK's throws. Not thread-safe.
 */
final class Base64Stream extends BulkStream {
    /** The value of each octet of the alphabet, -1 for others. */
    static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final InputStream in;
    private final byte[] encoded;
    private int position;
    private int limit;
    private int bits;
    private int sextets;
    private boolean ended;

    Base64Stream(InputStream in, byte[] buffer) {
        this.in = in;
        this.encoded = buffer;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int to = offset + length;
        int out = offset;
        while (out == offset) {
            if (position == limit && !fill()) {
                return -1;
            }
            out = groups(target, out, to);
            while (position < limit && out < to) {
                byte octet = encoded[position++];
                int value = VALUES[octet & 0xff];
                if (value >= 0) {
                    bits = bits << 6 | value;
                    if (++sextets > 1) {
                        // the second sextet completes the first octet, the third the second, the fourth the third
                        target[out++] = (byte) (bits >> 8 - 2 * sextets);
                        if (sextets == 4) {
                            sextets = 0;
                            out = groups(target, out, to);
                        }
                    }
                } else if (octet == '=') {
                    sextets = 0;
                }
            }
        }
        return out - offset;
    }

    /** Decodes whole groups as long as nothing but the alphabet comes, which is nearly always. */
    private int groups(byte[] target, int from, int to) {
        int out = from;
        int at = position;
        if (sextets != 0) {
            return out;
        }
        while (at + 4 <= limit && out + 3 <= to) {
            int group = VALUES[encoded[at] & 0xff] << 18 | VALUES[encoded[at + 1] & 0xff] << 12
                    | VALUES[encoded[at + 2] & 0xff] << 6 | VALUES[encoded[at + 3] & 0xff];
            // an octet outside the alphabet is -1, which makes the whole negative
            if (group < 0) {
                break;
            }
            target[out] = (byte) (group >> 16);
            target[out + 1] = (byte) (group >> 8);
            target[out + 2] = (byte) group;
            out += 3;
            at += 4;
        }
        position = at;
        return out;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        position = 0;
        limit = Math.max(0, in.read(encoded, 0, encoded.length));
        ended = limit == 0;
        return !ended;
    }
}
