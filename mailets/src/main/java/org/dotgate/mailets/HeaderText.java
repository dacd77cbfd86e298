package org.dotgate.mailets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dotgate.filter.LogText;

/**
 * Any text, made the value of a header field (RFC 5322, section 2.2): printable US-ASCII in words that fit a line, and of
 * bounded length. What is not plain becomes encoded words (RFC 2047).
 */
final class HeaderText {
    private static final int LONGEST_WORD = 70;
    /** Octets in one encoded word, which may be 75 characters long: base64 makes 56 of these, the frame takes 12. */
    private static final int ENCODED = 42;

    private HeaderText() {}

    /** Text from outside as words that are safe in a header; control characters are gone, and it is cut when long. */
    static String safe(String text) {
        String line = LogText.safe(text).trim();
        return isPlain(line) ? line : encoded(line);
    }

    private static boolean isPlain(String line) {
        // text that looks like an encoded word would be decoded by whoever reads it, to who knows what
        if (line.contains("=?")) {
            return false;
        }
        int word = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            word = c == ' ' ? 0 : word + 1;
            if (c < ' ' || c > '~' || word > LONGEST_WORD) {
                return false;
            }
        }
        return true;
    }

    private static String encoded(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int octets = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            String character = Character.toString(line.codePointAt(i));
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + more > ENCODED) {
                words.add(word(part));
                part.setLength(0);
                octets = 0;
            }
            part.append(character);
            octets += more;
        }
        words.add(word(part));
        return String.join(" ", words);
    }

    private static String word(StringBuilder part) {
        byte[] octets = part.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
    }
}
