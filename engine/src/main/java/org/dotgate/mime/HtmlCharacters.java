package org.dotgate.mime;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The octets of HTML source in UTF-8, one after the other, and what character references stand for. All that means
 * something in HTML is ASCII, so that it can be read octet by octet. Not thread-safe.
 */
final class HtmlCharacters {
    private static final int END = -1;
    /** The longest name is CounterClockwiseContourIntegral. */
    private static final int MAX_NAME = 32;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80 * EACH;

    private final TextReader reader;
    private byte[] buffer = {};
    private final char[] name = new char[MAX_NAME];
    private int position;
    private int limit;

    HtmlCharacters(TextReader reader) {
        this.reader = reader;
    }

    /** The next octet, or -1 at the end. */
    int next() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : END;
    }

    /** Gives the octet back that came last, unless that was the end. */
    void back(int last) {
        if (last != END) {
            position--;
        }
    }

    /**
     * Copies what stands for itself, eight octets at a time, up to an octet that may not: markup, a reference, a control
     * character, a second blank; nearly to the end of what has been read, or of the target. What it leaves may stand for
     * itself after all, as an octet behind one of these is at times taken for one too.
     *
     * @param blank whether a blank stands before
     * @param end where the target is to end at the latest
     * @return where the copy ends in the target
     */
    int copyPlain(byte[] target, int from, int end, boolean blank) {
        byte[] source = buffer;
        int at = position;
        int to = from;
        long before = blank ? HIGH : 0;
        while (at + 8 <= limit && to + 8 <= end) {
            long eight = (long) LONG.get(source, at);
            // a subtraction reaches the high bit of an octet that is too small, unless it is not ASCII
            long blanks = (eight ^ ' ' * EACH) - EACH & ~eight;
            long special = ((eight ^ '<' * EACH) - EACH | (eight ^ '&' * EACH) - EACH | eight - ' ' * EACH
                    | blanks & (blanks << 8 | before >>> 56)) & ~eight & HIGH;
            LONG.set(target, to, eight);
            if (special != 0) {
                int count = Long.numberOfTrailingZeros(special) >>> 3;
                at += count;
                to += count;
                break;
            }
            before = blanks;
            at += 8;
            to += 8;
        }
        position = at;
        return to;
    }

    private boolean fill() throws IOException {
        if (!reader.next()) {
            position = 0;
            limit = 0;
            return false;
        }
        buffer = reader.piece();
        position = reader.from();
        limit = reader.to();
        return true;
    }

    /** Passes over everything up to this character, and over it. */
    void skipPast(char end) throws IOException {
        do {
            while (position < limit) {
                if (buffer[position++] == end) {
                    return;
                }
            }
        } while (fill());
    }

    /** Passes over a comment, of which two hyphens have been read (WHATWG HTML, section 13.2.5.43 and following). */
    void skipComment() throws IOException {
        int hyphens = 2;
        for (int c = next(); c != END; c = next()) {
            if (c == '>' && hyphens >= 2) {
                return;
            }
            if (c == '!' && hyphens >= 2) {
                c = next();
                if (c == '>') {
                    return;
                }
            }
            hyphens = c == '-' ? hyphens + 1 : 0;
        }
    }

    /** Appends what a reference stands for; its ampersand has been read. What is none is appended as it stands. */
    void reference(StringBuilder target) throws IOException {
        int c = next();
        if (c == '#') {
            number(target);
            return;
        }
        int length = 0;
        while (length < MAX_NAME && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
            name[length++] = (char) c;
            c = next();
        }
        if (c != ';') {
            back(c);
        }
        HtmlReferences.append(new String(name, 0, length), c == ';', target);
    }

    private void number(StringBuilder target) throws IOException {
        int c = next();
        boolean hexadecimal = c == 'x' || c == 'X';
        int marker = c;
        if (hexadecimal) {
            c = next();
        }
        int value = -1;
        for (int digit = digit(c, hexadecimal); digit >= 0; digit = digit(c, hexadecimal)) {
            // once too large, it stays so
            value = Math.min(Math.max(value, 0) * (hexadecimal ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
            c = next();
        }
        if (value < 0) {
            target.append("&#");
            if (hexadecimal) {
                target.append((char) marker);
            }
            back(c);
            return;
        }
        if (c != ';') {
            back(c);
        }
        HtmlReferences.append(value, target);
    }

    private static int digit(int c, boolean hexadecimal) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return hexadecimal && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
