package org.dotgate.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Copies a message's header block (RFC 5322, section 2.1), octet by octet, and leaves out the fields whose names begin
 * with a prefix. Parsers disagree about bare CR and LF, and a forged field would hide in the gap: so a field begins where
 * any of them would see one, and the block ends at an empty line between line feeds only. Lines of any length pass through
 * a small buffer. Immutable.
 */
final class HeaderSieve {
    private static final int PIECE = 4096;

    private final byte[] prefix;

    /** @param prefix how the names begin, in US-ASCII, shorter than {@value #PIECE}; letter case does not matter */
    HeaderSieve(String prefix) {
        this.prefix = prefix.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Copies the block with the empty line that ends it, and reads no further.
     *
     * @param in a message from its first octet; should be buffered
     * @return whether anything was left out
     */
    boolean copy(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        boolean found = false;
        // a continuation line that continues nothing would continue whatever is put before the block
        boolean dropping = true;
        boolean begins = true;
        int last = '\n';
        int written = '\n';
        long onLine = 0;
        for (int length = read(in, piece); length > 0; length = read(in, piece)) {
            int end = piece[length - 1];
            boolean secondHalfOfLineEnd = last == '\r' && length == 1 && end == '\n';
            if (begins && !secondHalfOfLineEnd && piece[0] != ' ' && piece[0] != '\t') {
                dropping = isSought(piece, length);
            }
            if (!dropping) {
                out.write(piece, 0, length);
                written = end;
            } else if (end == '\n' && written == '\r') {
                // what stands before the field had only a bare CR to part them, and must not run into what follows
                out.write('\n');
                written = '\n';
            }
            found |= dropping;
            boolean lineEnds = end == '\r' || end == '\n';
            onLine += lineEnds ? length - 1 : length;
            if (end == '\n') {
                if (onLine == 0) {
                    return found;
                }
                onLine = 0;
            }
            begins = lineEnds;
            last = end;
        }
        return found;
    }

    private boolean isSought(byte[] piece, int length) {
        if (length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            int octet = piece[i];
            if ((octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads through the next CR or LF, at most as much as fits. */
    private static int read(InputStream in, byte[] piece) throws IOException {
        int length = 0;
        while (length < piece.length) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            piece[length++] = (byte) octet;
            if (octet == '\r' || octet == '\n') {
                break;
            }
        }
        return length;
    }
}
