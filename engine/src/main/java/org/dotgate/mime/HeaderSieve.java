package org.dotgate.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Copies a message's header block (RFC 5322, section 2.1), octet by octet, and leaves out the fields that a test tells.
 * Parsers disagree about bare CR and LF, and a forged field would hide in the gap: so a field begins where any of them
 * would see one, and the block ends at an empty line between line feeds only. Lines of any length pass through a small
 * buffer. Immutable.
 */
public final class HeaderSieve {
    /** How many octets of a field a test sees at most, besides one piece. */
    private static final int HELD = 8192;
    private static final int PIECE = 4096;

    /** What a test says of a field. */
    public enum Answer {
        /** The field is copied. */
        STAYS,
        /** The field is left out. */
        GOES,
        /** It depends on how the field goes on. */
        DEPENDS
    }

    /** Tells which fields are left out. Thread-safe. */
    @FunctionalInterface
    public interface Test {
        /**
         * Asked when the first line of a field is there, and, if it depends, once more when the whole is.
         *
         * @param field the octets of the field so far, line ends and all
         * @param whole whether the question is put for the last time, as the field ends here or is too long to be looked at
         *     further; what depends then is left out
         */
        Answer test(byte[] field, boolean whole);
    }

    private final Test test;

    public HeaderSieve(Test test) {
        this.test = test;
    }

    /** @param prefix how the names begin, in US-ASCII, shorter than {@value #PIECE}; letter case does not matter */
    public static HeaderSieve ofNamesThatBegin(String prefix) {
        byte[] sought = prefix.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return new HeaderSieve((field, whole) -> begins(field, sought) ? Answer.GOES : Answer.STAYS);
    }

    /** Whether the octets begin with these letters. */
    static boolean begins(byte[] field, byte[] lowerCase) {
        if (field.length < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int octet = field[i];
            if ((octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies the block with the empty line that ends it, and reads no further.
     *
     * @param in a message from its first octet; should be buffered
     * @return whether anything was left out
     */
    public boolean copy(InputStream in, OutputStream out) throws IOException {
        Copying copying = new Copying(out);
        byte[] piece = new byte[PIECE];
        boolean begins = true;
        int last = '\n';
        long onLine = 0;
        for (int length = read(in, piece); length > 0; length = read(in, piece)) {
            int end = piece[length - 1];
            boolean secondHalfOfLineEnd = last == '\r' && length == 1 && end == '\n';
            if (begins && !secondHalfOfLineEnd && piece[0] != ' ' && piece[0] != '\t') {
                copying.fieldBegins();
            }
            copying.take(piece, length);
            boolean lineEnds = end == '\r' || end == '\n';
            onLine += lineEnds ? length - 1 : length;
            if (end == '\n') {
                if (onLine == 0) {
                    break;
                }
                onLine = 0;
            }
            begins = lineEnds;
            last = end;
        }
        copying.fieldEnds();
        return copying.found;
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

    /** One copying, piece by piece. */
    private final class Copying {
        private final OutputStream out;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        // a continuation line that continues nothing would continue whatever is put before the block
        private Answer answer = Answer.GOES;
        private boolean asked = true;
        private boolean found;
        private int written = '\n';

        Copying(OutputStream out) {
            this.out = out;
        }

        void fieldBegins() throws IOException {
            fieldEnds();
            answer = Answer.DEPENDS;
            asked = false;
        }

        void fieldEnds() throws IOException {
            if (answer == Answer.DEPENDS) {
                ask(true);
            }
        }

        void take(byte[] piece, int length) throws IOException {
            if (answer != Answer.DEPENDS) {
                pass(piece, length);
                return;
            }
            held.write(piece, 0, length);
            if (!asked || held.size() >= HELD) {
                ask(held.size() >= HELD);
            }
        }

        private void ask(boolean whole) throws IOException {
            asked = true;
            byte[] field = held.toByteArray();
            Answer told = test.test(field, whole);
            answer = whole && told == Answer.DEPENDS ? Answer.GOES : told;
            if (answer != Answer.DEPENDS) {
                held.reset();
                pass(field, field.length);
            }
        }

        private void pass(byte[] octets, int length) throws IOException {
            int end = octets[length - 1];
            if (answer == Answer.STAYS) {
                out.write(octets, 0, length);
                written = end;
                return;
            }
            found = true;
            if (end == '\n' && written == '\r') {
                // what stands before the field had only a bare CR to part them, and must not run into what follows
                out.write('\n');
                written = '\n';
            }
        }
    }
}
