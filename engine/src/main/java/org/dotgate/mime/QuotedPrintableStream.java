package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes quoted-printable (RFC 2045, section 6.7). What is no valid escape stays as it is; blanks before a line end stay
 * too, as nobody sees them. MIME4J's stream is not used: it gathers blanks without bound, and needs time quadratic in
 * their number. Not thread-safe.
 */
final class QuotedPrintableStream extends BulkStream {
    private enum State {
        TEXT,
        /** An equals sign was read. */
        ESCAPE,
        /** An equals sign and {@link #second}, a hexadecimal digit, were read. */
        DIGIT,
        /** An equals sign and blanks were read: a line end must follow. */
        SOFT_BREAK,
        /** It was no escape: the equals sign has been given, {@link #second} has not. */
        GIVE_BACK
    }

    private static final int NOTHING = -1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH = 0x0101010101010101L;

    private final InputStream in;
    private final byte[] encoded;
    private int position;
    private int limit;
    private boolean ended;
    private State state = State.TEXT;
    private byte second;

    QuotedPrintableStream(InputStream in, byte[] buffer) {
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
            while (position < limit && out < to) {
                if (state == State.TEXT) {
                    out = plain(target, out, to);
                } else if (state == State.ESCAPE && isSoftBreak()) {
                    position += 2;
                    state = State.TEXT;
                } else {
                    int octet = escaped();
                    if (octet != NOTHING) {
                        target[out++] = (byte) octet;
                    }
                }
            }
        }
        return out - offset;
    }

    /** Copies up to an equals sign, which is looked for eight octets at a time. */
    private int plain(byte[] target, int from, int to) {
        byte[] octets = encoded;
        int start = position;
        int end = Math.min(limit, start + to - from);
        int at = start;
        while (at + 8 <= end && !holdsEquals((long) LONG.get(octets, at))) {
            at += 8;
        }
        while (at < end && octets[at] != '=') {
            at++;
        }
        System.arraycopy(octets, start, target, from, at - start);
        position = at;
        if (at < end) {
            position++;
            state = State.ESCAPE;
        }
        return from + at - start;
    }

    /** Whether a line end follows at once, as it does nearly always where lines are long. */
    private boolean isSoftBreak() {
        return position + 1 < limit && encoded[position] == '\r' && encoded[position + 1] == '\n';
    }

    /** Where an octet is an equals sign it becomes zero, and only then does the subtraction reach its high bit first. */
    private static boolean holdsEquals(long eight) {
        long zeros = eight ^ '=' * EACH;
        return (zeros - EACH & ~zeros & 0x80 * EACH) != 0;
    }

    /** Goes one step within an escape; returns the octet that it gives, if it does. */
    private int escaped() {
        byte octet = encoded[position];
        boolean blank = octet == ' ' || octet == '\t' || octet == '\r';
        switch (state) {
            case ESCAPE:
                if (digit(octet) < 0 && !blank && octet != '\n') {
                    state = State.TEXT;
                    return '=';
                }
                second = octet;
                state = blank ? State.SOFT_BREAK : octet == '\n' ? State.TEXT : State.DIGIT;
                position++;
                return NOTHING;
            case DIGIT:
                if (digit(octet) < 0) {
                    state = State.GIVE_BACK;
                    return '=';
                }
                state = State.TEXT;
                position++;
                return digit(second) << 4 | digit(octet);
            case SOFT_BREAK:
                if (!blank && octet != '\n') {
                    state = State.GIVE_BACK;
                    return '=';
                }
                state = blank ? State.SOFT_BREAK : State.TEXT;
                position++;
                return NOTHING;
            default:
                state = State.TEXT;
                return second;
        }
    }

    private static int digit(byte octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
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
