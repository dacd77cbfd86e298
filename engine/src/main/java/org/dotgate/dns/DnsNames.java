package org.dotgate.dns;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Names between text and the wire (RFC 1035, section 3.1). What a stranger puts in a name stays inside its label. */
final class DnsNames {
    /** What the name of a host is made of; the underscore stands in names of DKIM keys and the like. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63}){0,126}");
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private DnsNames() {}

    /**
     * The name to ask for; always from the root, so that no search list plays a part.
     *
     * @param text one character an octet; letters beyond are converted to A-labels (RFC 5890, section 2.3.2.1)
     * @return empty if there can be no such name
     */
    static Optional<Name> toAsk(String text) {
        if (text.length() > MAX_NAME + 1) {
            return Optional.empty();
        }
        String name = text.chars().allMatch(c -> c < 0x80) ? text : ascii(text);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        StringBuilder escaped = new StringBuilder(name.length() + 8);
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                return Optional.empty();
            }
            label.chars().forEach(c -> append(escaped, c));
            escaped.append('.');
        }
        try {
            return Optional.of(Name.fromString(escaped.toString()));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    private static String ascii(String text) {
        try {
            return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A backslash, a quote or an {@code @} must not mean to the library's parser what it means in a zone file. */
    private static void append(StringBuilder escaped, int c) {
        boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
        if (plain) {
            escaped.append((char) c);
        } else {
            escaped.append(String.format(Locale.ROOT, "\\%03d", c));
        }
    }

    /** A name out of an answer, lower case, without the last dot; empty unless it can be that of a host. */
    static Optional<String> host(Name name) {
        String text = name.toString(true).toLowerCase(Locale.ROOT);
        return text.length() <= MAX_NAME && HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** Octets as ISO 8859-1 characters. */
    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
