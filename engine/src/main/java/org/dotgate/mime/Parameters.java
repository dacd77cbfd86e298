package org.dotgate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.mime4j.stream.NameValuePair;

/**
 * The parameters of a Content-Type or Content-Disposition field (RFC 2045, section 5.1), with continuations and charsets
 * (RFC 2231), and encoded words where these do not belong but occur. MIME4J's {@code MimeParameterMapping} is not used:
 * it reads apostrophes and plus signs of plain values as if they were encoded, and so breaks legal boundaries.
 */
final class Parameters {
    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, TreeMap<Integer, String>> pieces = new HashMap<>();

    Parameters(List<NameValuePair> pairs) {
        for (NameValuePair pair : pairs) {
            String name = pair.getName().toLowerCase(Locale.ROOT);
            String value = pair.getValue() == null ? "" : pair.getValue();
            int star = name.indexOf('*');
            if (star < 0) {
                plain.putIfAbsent(name, value);
            } else {
                piece(name.substring(0, star), name.substring(star), value);
            }
        }
    }

    /** @param suffix {@code *} for the whole value encoded, {@code *3} for a piece, {@code *3*} for an encoded piece */
    private void piece(String name, String suffix, String value) {
        boolean encoded = suffix.endsWith("*");
        String digits = suffix.substring(1, suffix.length() - (encoded && suffix.length() > 1 ? 1 : 0));
        int number = 0;
        if (!digits.isEmpty()) {
            if (digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return;
            }
            number = Integer.parseInt(digits);
        }
        // the star stays in front, to tell when the pieces are put together which of them are encoded
        pieces.computeIfAbsent(name, key -> new TreeMap<>()).putIfAbsent(number, (encoded ? "*" : "-") + value);
    }

    /** The value as it stands, for what is compared with other parts of the message; null if there is none. */
    String raw(String name) {
        String value = plain.get(name);
        return value == null && pieces.containsKey(name) ? get(name) : value;
    }

    /** The value for people; null if there is none. */
    String get(String name) {
        TreeMap<Integer, String> parts = pieces.get(name);
        if (parts == null) {
            String value = plain.get(name);
            return value == null ? null : EncodedWords.decode(guess(value));
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = "";
        boolean first = true;
        for (String part : parts.values()) {
            int from = 1;
            boolean encoded = part.charAt(0) == '*';
            if (encoded && first) {
                int charsetEnd = part.indexOf('\'');
                int languageEnd = charsetEnd < 0 ? -1 : part.indexOf('\'', charsetEnd + 1);
                if (languageEnd >= 0) {
                    charset = part.substring(1, charsetEnd);
                    from = languageEnd + 1;
                }
            }
            unescape(part, from, encoded, octets);
            first = false;
        }
        byte[] all = octets.toByteArray();
        Charset found = Charsets.find(charset);
        return found == null ? Guess.text(all, 0, all.length) : new String(all, found);
    }

    private static void unescape(String part, int from, boolean encoded, ByteArrayOutputStream octets) {
        for (int i = from; i < part.length(); i++) {
            char c = part.charAt(i);
            if (encoded && c == '%' && i + 2 < part.length()) {
                int high = Character.digit(part.charAt(i + 1), 16);
                int low = Character.digit(part.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    octets.write(high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            octets.write(c);
        }
    }

    /** The parser reads fields octet by octet, as ISO-8859-1. */
    private static String guess(String value) {
        byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
        return Guess.text(octets, 0, octets.length);
    }
}
