package org.dotgate.store;

import java.nio.charset.StandardCharsets;

/**
 * Text as octets: every UTF-16 code unit by itself, in one to three octets as UTF-8 has them. So any text comes back as it
 * was, halves of surrogate pairs too, and octets, compared as unsigned numbers, stand in the order of
 * {@link String#compareTo}. Plain text looks as in UTF-8. For the stores only.
 */
public final class Octets {
    private static final char REPLACEMENT = '\uFFFD';

    private Octets() {}

    /** The octets of a text. */
    public static byte[] of(String text) {
        int length = text.length();
        int size = 0;
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        }
        return size == length ? text.getBytes(StandardCharsets.ISO_8859_1) : encode(text, size);
    }

    private static byte[] encode(String text, int size) {
        byte[] octets = new byte[size];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                octets[at++] = (byte) unit;
            } else if (unit < 0x800) {
                octets[at++] = (byte) (0xC0 | unit >> 6);
                octets[at++] = (byte) (0x80 | unit & 0x3F);
            } else {
                octets[at++] = (byte) (0xE0 | unit >> 12);
                octets[at++] = (byte) (0x80 | unit >> 6 & 0x3F);
                octets[at++] = (byte) (0x80 | unit & 0x3F);
            }
        }
        return octets;
    }

    /** The text of octets; what {@link #of} never writes becomes U+FFFD. */
    public static String text(byte[] octets) {
        return text(octets, 0, octets.length);
    }

    /** The text of some octets; what {@link #of} never writes becomes U+FFFD. */
    public static String text(byte[] octets, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (octets[i] < 0) {
                return decode(octets, from, from + length);
            }
        }
        return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    private static String decode(byte[] octets, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        int at = from;
        while (at < end) {
            int first = octets[at] & 0xFF;
            if (first < 0x80) {
                text.append((char) first);
                at++;
            } else if (first >> 5 == 0b110 && follows(octets, at + 1, end)) {
                text.append((char) ((first & 0x1F) << 6 | octets[at + 1] & 0x3F));
                at += 2;
            } else if (first >> 4 == 0b1110 && follows(octets, at + 1, end) && follows(octets, at + 2, end)) {
                text.append((char) ((first & 0x0F) << 12 | (octets[at + 1] & 0x3F) << 6 | octets[at + 2] & 0x3F));
                at += 3;
            } else {
                text.append(REPLACEMENT);
                at++;
            }
        }
        return text.toString();
    }

    private static boolean follows(byte[] octets, int at, int end) {
        return at < end && (octets[at] & 0xC0) == 0x80;
    }
}
