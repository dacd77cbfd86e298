package org.dotgate.mime;

import java.io.IOException;

/** The characters of HTML source, one after the other, and what character references stand for. Not thread-safe. */
final class HtmlCharacters {
    private static final int END = -1;
    /** The longest name is CounterClockwiseContourIntegral. */
    private static final int MAX_NAME = 32;
    /** A bit for each character below 64 that may not stand for itself. */
    private static final long SPECIAL = (1L << ' ' + 1) - 1 | 1L << '<' | 1L << '&';

    private final TextReader reader;
    private final char[] buffer;
    private final char[] name = new char[MAX_NAME];
    private int position;
    private int limit;

    HtmlCharacters(TextReader reader, char[] buffer) {
        this.reader = reader;
        this.buffer = buffer;
    }

    /** The next character, or -1 at the end. */
    int next() throws IOException {
        return position < limit || fill() ? buffer[position++] : END;
    }

    /** Gives the character back that came last, unless that was the end. */
    void back(int last) {
        if (last != END) {
            position--;
        }
    }

    /**
     * Copies what stands for itself, up to a character that may not: markup, a reference, a control character, a second
     * blank; to the end of what has been read, or of the target.
     *
     * @param blank whether a blank stands before
     * @return where the copy ends in the target
     */
    int copyPlain(char[] target, int from, boolean blank) {
        char[] source = buffer;
        int at = position;
        int end = Math.min(limit, at + target.length - from);
        boolean afterBlank = blank;
        int to = from;
        for (; at < end; at++) {
            char c = source[at];
            // most characters are letters, for which this is one comparison
            if (c < 64) {
                if (SPECIAL >>> c << 63 != 0 && (c != ' ' || afterBlank)) {
                    break;
                }
                afterBlank = c == ' ';
            } else {
                afterBlank = false;
            }
            target[to++] = c;
        }
        position = at;
        return to;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, reader.read(buffer));
        return limit > 0;
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
