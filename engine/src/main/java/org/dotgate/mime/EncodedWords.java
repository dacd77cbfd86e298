package org.dotgate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes encoded words in header fields (RFC 2047, with the language suffix of RFC 2231, section 5). Adjacent words are
 * joined before their charset is decoded, as senders cut them inside a character.
 *
 * <p>MIME4J's {@code DecoderUtil} is not used: it needs time quadratic in the field for input made for it, leaves words
 * with a language or an unknown charset undecoded, and stops at the first padding within a word.
 */
final class EncodedWords {
    private final String source;
    private final StringBuilder decoded;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private String pendingCharset = "";

    private EncodedWords(String source) {
        this.source = source;
        this.decoded = new StringBuilder(source.length());
    }

    static String decode(String value) {
        return value.contains("=?") ? new EncodedWords(value).decode() : value;
    }

    private String decode() {
        int copied = 0;
        int at = source.indexOf("=?");
        while (at >= 0) {
            int end = word(copied, at);
            if (end > 0) {
                copied = end;
                at = source.indexOf("=?", end);
            } else {
                at = source.indexOf("=?", at + 1);
            }
        }
        flush();
        return decoded.append(source, copied, source.length()).toString();
    }

    /** Takes the word that begins at {@code at}; returns where it ends, or -1 if it is none. */
    private int word(int copied, int at) {
        int charsetEnd = token(at + 2);
        // one letter, B or Q, between two question marks
        if (charsetEnd < 0 || charsetEnd + 2 >= source.length() || source.charAt(charsetEnd + 2) != '?') {
            return -1;
        }
        boolean base64 = (source.charAt(charsetEnd + 1) | 0x20) == 'b';
        if (!base64 && (source.charAt(charsetEnd + 1) | 0x20) != 'q') {
            return -1;
        }
        int from = charsetEnd + 3;
        int to = source.indexOf('?', from);
        // a raw question mark in Q text is wrong, but common
        while (to >= 0 && to + 1 < source.length() && source.charAt(to + 1) != '=') {
            if (source.charAt(to - 1) == '=') {
                // the beginning of the next word: this one has no end
                return -1;
            }
            to = source.indexOf('?', to + 1);
        }
        if (to < 0 || to + 1 >= source.length()) {
            return -1;
        }
        String charset = source.substring(at + 2, charsetEnd);
        if (!isBlank(copied, at) || copied == 0) {
            flush();
            decoded.append(source, copied, at);
        }
        if (!charset.equalsIgnoreCase(pendingCharset)) {
            flush();
            pendingCharset = charset;
        }
        if (base64) {
            base64(from, to);
        } else {
            quoted(from, to);
        }
        return to + 2;
    }

    /** Where the charset's name ends; -1 if no question mark comes within a name's length. */
    private int token(int from) {
        int last = Math.min(source.length(), from + 80);
        for (int i = from; i < last; i++) {
            if (source.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (source.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void base64(int from, int to) {
        int bits = 0;
        int sextets = 0;
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            int value = c < 128 ? Base64Stream.VALUES[c] : -1;
            if (value < 0) {
                if (c == '=') {
                    sextets = 0;
                }
                continue;
            }
            bits = bits << 6 | value;
            // every sextet but the first of four completes an octet
            switch (++sextets) {
                case 2:
                    pending.write(bits >> 4);
                    break;
                case 3:
                    pending.write(bits >> 2);
                    break;
                case 4:
                    pending.write(bits);
                    sextets = 0;
                    break;
                default:
                    break;
            }
        }
    }

    private void quoted(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (c == '=' && i + 2 < to) {
                int high = Character.digit(source.charAt(i + 1), 16);
                int low = Character.digit(source.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    pending.write(high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            if (c == '_') {
                pending.write(' ');
            } else if (c < 128) {
                pending.write(c);
            } else {
                byte[] octets = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                pending.write(octets, 0, octets.length);
            }
        }
    }

    private Charset charset() {
        int language = pendingCharset.indexOf('*');
        return Charsets.find(language < 0 ? pendingCharset : pendingCharset.substring(0, language));
    }

    private void flush() {
        if (pending.size() == 0) {
            return;
        }
        byte[] octets = pending.toByteArray();
        Charset charset = charset();
        decoded.append(charset == null ? Guess.text(octets, 0, octets.length) : new String(octets, charset));
        pending.reset();
    }
}
