package org.dotgate.mime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One tag at a time: its element, and of its attributes those that matter to what is seen. Reads by the tokenisation
 * rules of WHATWG HTML, section 13.2.5.6 and following. Not thread-safe.
 */
final class HtmlTag {
    /** No attribute that is looked at is honestly longer. */
    private static final int MAX_VALUE = 4096;
    private static final int MAX_NAME = 16;
    private static final int END = -1;

    private final HtmlCharacters source;
    private final char[] name = new char[MAX_NAME];
    private int nameLength;
    private final StringBuilder value = new StringBuilder();
    /** Octets that belong behind the value, of characters that are not ASCII. */
    private byte[] octets = {};
    private int octetCount;
    private String alt = "";
    private boolean hides;

    HtmlTag(HtmlCharacters source) {
        this.source = source;
    }

    /** The alternative text of the tag read last; empty if it has none. */
    String alt() {
        return alt;
    }

    /** Whether an attribute of the tag read last keeps its element from being seen. */
    boolean hides() {
        return hides;
    }

    /** Reads the name of an end tag; where it is another's, what has been read of it is given up. */
    boolean isEnd(HtmlElement element) throws IOException {
        int length = 0;
        int c = source.next();
        while (isLetter(c) && length < MAX_NAME) {
            name[length++] = (char) (c | 0x20);
            c = source.next();
        }
        source.back(c);
        return (c == '>' || c == '/' || isBlank(c)) && element.isNamed(name, length);
    }

    /** Reads a tag's name, of which the first letter has been read. */
    HtmlElement element(int first) throws IOException {
        name(first, false);
        return nameLength > MAX_NAME ? HtmlElement.OTHER : HtmlElement.find(name, nameLength);
    }

    /** Reads a name into {@link #name}, in lower case; of one too long only the length is kept. */
    private void name(int first, boolean attribute) throws IOException {
        nameLength = 0;
        int c = first;
        do {
            if (nameLength < MAX_NAME) {
                name[nameLength] = (char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
            }
            nameLength = Math.min(nameLength + 1, MAX_NAME + 1);
            c = source.next();
        } while (c != END && c != '>' && c != '/' && !isBlank(c) && !(attribute && c == '='));
        source.back(c);
    }

    /** Reads attributes and the end of the tag; returns false if the document ends first. */
    boolean attributes() throws IOException {
        alt = "";
        hides = false;
        for (;;) {
            int c = source.next();
            while (isBlank(c) || c == '/') {
                c = source.next();
            }
            if (c == END || c == '>') {
                return c == '>';
            }
            name(c, true);
            boolean isAlt = isName("alt");
            boolean isStyle = isName("style");
            hides |= isName("hidden");
            c = source.next();
            while (isBlank(c)) {
                c = source.next();
            }
            if (c != '=') {
                source.back(c);
                continue;
            }
            value(isAlt || isStyle);
            if (isAlt) {
                alt = value.toString();
            } else if (isStyle) {
                hides |= HtmlStyle.hides(value);
            }
        }
    }

    private boolean isName(String wanted) {
        if (nameLength != wanted.length()) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (name[i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a value into {@link #value}, if it is to be kept. */
    private void value(boolean kept) throws IOException {
        value.setLength(0);
        int c = source.next();
        while (isBlank(c)) {
            c = source.next();
        }
        boolean quoted = c == '"' || c == '\'';
        if (quoted && !kept) {
            source.skipPast((char) c);
            return;
        }
        int quote = c;
        if (quoted) {
            c = source.next();
        }
        while (c != END && (quoted ? c != quote : c != '>' && !isBlank(c))) {
            if (kept) {
                keep(c);
            }
            c = source.next();
        }
        takeOctets();
        if (!quoted) {
            source.back(c);
        }
    }

    private void keep(int c) throws IOException {
        if (c >= 0x80) {
            // enough for what is kept in the end
            if (octetCount < MAX_VALUE * 4) {
                if (octetCount == octets.length) {
                    octets = Arrays.copyOf(octets, 64 + 2 * octetCount);
                }
                octets[octetCount++] = (byte) c;
            }
            return;
        }
        takeOctets();
        if (value.length() < MAX_VALUE) {
            if (c == '&') {
                source.reference(value);
            } else {
                value.append((char) c);
            }
        }
    }

    /** Puts characters that are not ASCII behind what has been kept, now that all their octets are there. */
    private void takeOctets() {
        if (octetCount > 0) {
            value.append(new String(octets, 0, octetCount, StandardCharsets.UTF_8));
            value.setLength(Math.min(value.length(), MAX_VALUE));
            octetCount = 0;
        }
    }

    static boolean isLetter(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }
}
