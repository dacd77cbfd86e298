package org.dotgate.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reverse-path or a forward-path as people write it, who may have it from a log or from a message: an address (RFC 5321,
 * section 4.1.2; RFC 6531), with angle brackets or without. What comes of it is what an {@link Envelope} holds when a client has
 * said the same. Taken as well are dots in a local part where the RFC wants none, since there are such mailboxes; of an address
 * literal the square brackets are left out, as James does it.
 */
public final class WrittenPath {
    /** The longest text that is taken for one, in UTF-16 code units. The RFC has 256 octets; there is room for quoting. */
    public static final int MAX = 512;

    private static final String NULL = "<>";
    /** No control characters, white space or surrogates that stand alone; beyond ASCII, RFC 6531 takes the rest. */
    private static final String OTHER = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}";
    private static final String QUOTED = "\"(?:[^\"\\\\" + OTHER + "]|[ ]|\\\\[ -~])++\"";
    private static final String WORDS = "(?:[^\"(),:;<>@\\[\\]\\\\" + OTHER + "]|\\\\[!-~])++";
    private static final String DOMAIN = "[\\p{L}\\p{M}\\p{N}_-]++(?:\\.[\\p{L}\\p{M}\\p{N}_-]++)*+\\.?";
    private static final String LITERAL = "\\[([0-9.]++|IPv6:[0-9A-Fa-f:.]++)\\]";
    private static final Pattern ADDRESS = Pattern.compile("(" + QUOTED + "|" + WORDS + ")@(?:" + LITERAL + "|" + DOMAIN + ")");

    private WrittenPath() {}

    /** A reverse-path; the result's text is empty for the null one, written as nothing or {@code <>}. Empty for what is none. */
    public static Optional<String> reverse(String text) {
        return text.isEmpty() || text.equals(NULL) ? Optional.of("") : forward(text);
    }

    /** A forward-path, which is never null. Empty for what is none. */
    public static Optional<String> forward(String text) {
        if (text.length() > MAX) {
            return Optional.empty();
        }
        boolean brackets = text.length() > 2 && text.startsWith("<") && text.endsWith(">");
        String address = brackets ? text.substring(1, text.length() - 1) : text;
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(parts.group(2) == null ? address : parts.group(1) + "@" + parts.group(2));
    }
}
