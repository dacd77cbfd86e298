package org.dotgate.callout.probe;

import io.netty.util.AsciiString;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address in the one form in which it may stand in a command: its local part a dot-string, or a quoted string where it must
 * be one (RFC 5321, section 4.1.2), its domain in lower-case A-labels. There is none for text that could be read as anything
 * but one address. Immutable.
 */
final class Mailbox {
    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    static final int MAX_OCTETS = 254;

    private static final String ATOM = "[^\\x00-\\x20\\x7f\"(),.:;<>@\\[\\]\\\\]++";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63}){0,126}+");
    private static final int MAX_DOMAIN = 253;

    private final String local;
    private final String domain;

    private Mailbox(String local, String domain) {
        this.local = local;
        this.domain = domain;
    }

    /**
     * @param text a stranger's, without angle brackets; the local part may be quoted already
     * @throws IllegalArgumentException if it must not go out; the message says why, and quotes nothing
     */
    static Mailbox parse(String text) {
        if (text.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("the address is too long");
        }
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException("the address lacks its local part or its domain");
        }
        Mailbox mailbox = new Mailbox(local(text.substring(0, at)), domain(text.substring(at + 1)));
        if (mailbox.octets().length > MAX_OCTETS) {
            throw new IllegalArgumentException("the address is too long");
        }
        return mailbox;
    }

    /** Another address of the same domain. */
    Mailbox sibling(String letters) {
        return new Mailbox(letters, domain);
    }

    String domain() {
        return domain;
    }

    /** Whether it can only be said to a server that offers SMTPUTF8 (RFC 6531). */
    boolean needsUtf8() {
        return !local.chars().allMatch(c -> c < 0x80);
    }

    /** As it goes out: UTF-8 octets, which are ASCII unless it {@link #needsUtf8}. */
    AsciiString path(String before) {
        byte[] octets = (before + "<" + this + ">").getBytes(StandardCharsets.UTF_8);
        return new AsciiString(octets, false);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }

    private byte[] octets() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String local(String given) {
        given.codePoints().forEach(Mailbox::check);
        String content = given.startsWith("\"") ? unquoted(given) : given;
        return DOT_STRING.matcher(content).matches() ? content : '"' + content.replaceAll("[\"\\\\]", "\\\\$0") + '"';
    }

    private static void check(int c) {
        boolean breaks = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        if (breaks || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("the address has control characters in it");
        }
    }

    private static String unquoted(String quoted) {
        StringBuilder content = new StringBuilder(quoted.length());
        int i = 1;
        for (; i < quoted.length() && quoted.charAt(i) != '"'; i++) {
            if (quoted.charAt(i) == '\\') {
                i++;
            }
            if (i < quoted.length()) {
                content.append(quoted.charAt(i));
            }
        }
        if (i != quoted.length() - 1 || content.length() == 0) {
            throw new IllegalArgumentException("the address's quotes do not fit");
        }
        return content.toString();
    }

    private static String domain(String given) {
        // no top-level domain is a number (RFC 3696, section 2), so this is one whose brackets are left out
        if (given.startsWith("[") || given.matches("(?:.*\\.)?[0-9]+")) {
            throw new IllegalArgumentException("the address has an address literal in place of a domain");
        }
        String name;
        try {
            name = IDN.toASCII(given, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the address's domain is not one", e);
        }
        if (name.length() > MAX_DOMAIN || !DOMAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("the address's domain is not one");
        }
        return name;
    }
}
