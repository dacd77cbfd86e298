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
    /** No name that is looked for at the end of raw content is as long. */
    private static final int MAX_NAME = 16;
    private static final long ALT = HtmlName.of("alt");
    private static final long STYLE = HtmlName.of("style");
    private static final long HIDDEN = HtmlName.of("hidden");
    private static final int END = -1;

    private final HtmlCharacters source;
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
        long name = HtmlName.EMPTY;
        int c = source.next();
        for (int length = 0; isLetter(c) && length < MAX_NAME; length++) {
            name = HtmlName.add(name, c);
            c = source.next();
        }
        source.back(c);
        return (c == '>' || c == '/' || isBlank(c)) && name == element.name;
    }

    /** Reads a tag's name, of which the first letter has been read. */
    HtmlElement element(int first) throws IOException {
        return HtmlElement.find(name(first, false));
    }

    /** Reads a name, of which the first octet has been read. */
    private long name(int first, boolean attribute) throws IOException {
        long name = HtmlName.EMPTY;
        int c = first;
        do {
            name = HtmlName.add(name, c);
            c = source.next();
        } while (c != END && c != '>' && c != '/' && !isBlank(c) && !(attribute && c == '='));
        source.back(c);
        return name;
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
            long name = name(c, true);
            boolean isAlt = name == ALT;
            boolean isStyle = name == STYLE;
            hides |= name == HIDDEN;
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
