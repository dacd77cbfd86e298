package org.dotgate.mail;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SMTP reply of a refusal or an acceptance: basic code (RFC 5321, section 4.2), enhanced status code of the same
 * class (RFC 3463), and a text. The text is always one safe line: printable US-ASCII, at most
 * {@value #MAX_TEXT} octets, so that nothing in it can end the line or begin another. Immutable.
 */
public final class Reply {
    /** How long a reply's text may be, in octets. RFC 5321 allows 512 for the whole line. */
    public static final int MAX_TEXT = 400;

    private static final Pattern FORM = Pattern.compile("([245][0-9]{2})(?:[ \\t]+([0-9]+\\.[0-9]+\\.[0-9]+))?(?:[ \\t]+(.*))?", Pattern.DOTALL);
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private final int code;
    private final String enhanced;
    private final String text;

    private Reply(int code, String enhanced, String text) {
        this.code = code;
        this.enhanced = enhanced;
        this.text = text;
    }

    /**
     * @param code basic code: 2xx, 4xx or 5xx
     * @param enhanced enhanced status code of the same class
     * @param text any text; it is made one safe line
     * @throws IllegalArgumentException if the codes are malformed or of different classes
     */
    public static Reply of(int code, String enhanced, String text) {
        if (code < 200 || code > 599 || code / 100 == 3) {
            throw new IllegalArgumentException("reply code " + code + " is not 2xx, 4xx or 5xx");
        }
        if (!ENHANCED.matcher(enhanced).matches()) {
            throw new IllegalArgumentException("enhanced status code '" + enhanced + "' is not of the form 5.7.1");
        }
        if (enhanced.charAt(0) - '0' != code / 100) {
            throw new IllegalArgumentException("enhanced status code " + enhanced + " does not fit the code " + code
                    + "; its first digit must be " + code / 100);
        }
        return new Reply(code, enhanced, safe(text));
    }

    /**
     * Reads a refusal as an operator writes it, {@code 550 5.7.1 text}; without an enhanced code, {@code x.7.1} is taken.
     *
     * @throws IllegalArgumentException if it is not a 4xx or 5xx reply, or its codes are of different classes
     */
    public static Reply parse(String value) {
        Matcher parts = FORM.matcher(value.trim());
        if (!parts.matches() || parts.group(1).charAt(0) == '2') {
            throw new IllegalArgumentException("'" + value.trim() + "' is not a refusal such as '550 5.7.1 Message refused'");
        }
        int code = Integer.parseInt(parts.group(1));
        String enhanced = parts.group(2) == null ? code / 100 + ".7.1" : parts.group(2);
        return of(code, enhanced, parts.group(3) == null ? "Message refused" : parts.group(3));
    }

    /**
     * Reads a refusal as a program writes it. As {@link #parse}, but an enhanced code of another class is corrected to
     * {@code x.7.1} rather than refused.
     *
     * @throws IllegalArgumentException if it does not begin with a 4xx or 5xx code
     */
    public static Reply parseLenient(String value) {
        Matcher parts = FORM.matcher(value.trim());
        if (!parts.matches() || parts.group(1).charAt(0) == '2') {
            throw new IllegalArgumentException("'" + safe(value) + "' is not a refusal such as '550 5.7.1 Message refused'");
        }
        int code = Integer.parseInt(parts.group(1));
        String given = parts.group(2);
        boolean fits = given != null && ENHANCED.matcher(given).matches() && given.charAt(0) == parts.group(1).charAt(0);
        return of(code, fits ? given : code / 100 + ".7.1", parts.group(3) == null ? "Message refused" : parts.group(3));
    }

    /** Basic code, 200 to 599. */
    public int code() {
        return code;
    }

    /** Enhanced status code, of the same class as {@link #code()}. */
    public String enhanced() {
        return enhanced;
    }

    /** The text behind the codes: printable US-ASCII, at most {@value #MAX_TEXT} octets. */
    public String text() {
        return text;
    }

    /** Whether this is a 4xx reply, which a client answers with a retry. */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /** The same text under other codes. */
    public Reply withCodes(int otherCode, String otherEnhanced) {
        return of(otherCode, otherEnhanced, text);
    }

    private static String safe(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder line = new StringBuilder(Math.min(octets.length, MAX_TEXT));
        for (int i = 0; i < octets.length && line.length() < MAX_TEXT; i++) {
            int octet = octets[i] & 0xff;
            // the continuation octets of one UTF-8 character vanish, so that it becomes one question mark
            if (octet >= 0x80 && octet < 0xc0) {
                continue;
            }
            if (octet >= 0x20 && octet < 0x7f) {
                line.append((char) octet);
            } else {
                line.append(octet < 0x80 ? ' ' : '?');
            }
        }
        return line.toString().trim();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, enhanced, text);
    }

    /** The reply as it stands on the wire, without the line end. */
    @Override
    public String toString() {
        return code + " " + enhanced + " " + text;
    }
}
