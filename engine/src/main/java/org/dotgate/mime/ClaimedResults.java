package org.dotgate.mime;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.dotgate.mime.HeaderSieve.Answer;

/**
 * Tells the Authentication-Results fields that claim to be from one of these services, and so are forged wherever that has
 * not written yet (RFC 8601, section 5). The service is the first word of the value, behind any comments. Immutable.
 */
public final class ClaimedResults implements HeaderSieve.Test {
    /** The field's name. */
    public static final String NAME = "Authentication-Results";

    private static final byte[] LOWER_CASE = NAME.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    private final Set<String> services;

    /** @param services authserv-ids (RFC 8601, section 2.5) */
    public ClaimedResults(Collection<String> services) {
        this.services = services.stream().map(service -> service.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** The service that a field's value names. */
    public static String service(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        return word(octets, afterComments(octets, 0));
    }

    @Override
    public Answer test(byte[] field, boolean whole) {
        if (!HeaderSieve.begins(field, LOWER_CASE)) {
            return Answer.STAYS;
        }
        int colon = LOWER_CASE.length;
        while (colon < field.length && isSpace(field[colon])) {
            colon++;
        }
        if (!whole) {
            return colon == field.length || field[colon] == ':' ? Answer.DEPENDS : Answer.STAYS;
        }
        if (colon == field.length || field[colon] != ':') {
            return Answer.STAYS;
        }
        int start = afterComments(field, colon + 1);
        if (start == field.length) {
            // nothing but space and comments as far as one looks: no honest service writes so
            return Answer.GOES;
        }
        return services.contains(word(field, start)) ? Answer.GOES : Answer.STAYS;
    }

    /** Where something begins that is neither space nor comment (RFC 5322, section 3.2.2). */
    private static int afterComments(byte[] octets, int from) {
        int depth = 0;
        int at = from;
        for (; at < octets.length; at++) {
            int octet = octets[at];
            if (octet == '(') {
                depth++;
            } else if (octet == ')' && depth > 0) {
                depth--;
            } else if (octet == '\\' && depth > 0) {
                at++;
            } else if (depth == 0 && !isSpace(octet)) {
                break;
            }
        }
        return Math.min(at, octets.length);
    }

    /** The token or quoted string that begins there, in lower case, a domain name as its ASCII form. */
    private static String word(byte[] octets, int from) {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        boolean quoted = from < octets.length && octets[from] == '"';
        for (int at = quoted ? from + 1 : from; at < octets.length; at++) {
            int octet = octets[at];
            if (quoted ? octet == '"' : isSpace(octet) || octet == ';' || octet == '(') {
                break;
            }
            if (quoted && octet == '\\' && at + 1 < octets.length) {
                octet = octets[++at];
            }
            word.write(octet);
        }
        String text = word.toString(StandardCharsets.UTF_8);
        return ascii(text).toLowerCase(Locale.ROOT);
    }

    private static String ascii(String text) {
        if (text.length() > 255 || text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
}
