package org.dotgate.callout.answer;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply in the form that rules look at: its enhanced status code (RFC 2034, RFC 3463), and its words in lower case with one
 * space before and behind each, such as {@code " recipient address rejected user unknown "}. Addresses are left out of the
 * words, since the sender of a mail chooses them: whoever writes as {@code blocked-by-spamhaus@} has not been blocked.
 * Apostrophes vanish, and what is neither an ASCII letter nor a digit is a space. Only the first {@value #MAX} characters
 * count, so that a long reply costs no more than a short one. Immutable.
 */
final class ReplyText {
    /** How much of a text is looked at, in characters. RFC 5321 allows 512 octets a line. */
    static final int MAX = 2000;

    /** RFC 5321 has 64 octets; some take more, and with its quoting it may be twice as long. */
    private static final int LONGEST_LOCAL_PART = 320;

    private static final Pattern AT_START = Pattern.compile("[\\s#]{0,3}([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])");
    /** As qmail and its kin write it, at the end and in brackets. */
    private static final Pattern BEHIND_HASH = Pattern.compile("#([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])");

    private final String enhanced;
    private final String words;
    private final Optional<Duration> time;

    private ReplyText(String enhanced, String words, Optional<Duration> time) {
        this.enhanced = enhanced;
        this.words = words;
        this.time = time;
    }

    static ReplyText of(RemoteReply reply) {
        String enhanced = "";
        StringBuilder text = new StringBuilder();
        for (String line : reply.lines()) {
            int room = MAX - text.length();
            if (room <= 0) {
                break;
            }
            String seen = line.substring(0, Math.min(room, line.length()));
            Matcher code = AT_START.matcher(seen);
            boolean coded = code.lookingAt();
            if (enhanced.isEmpty() && coded) {
                enhanced = code.group(1);
            }
            // a phrase may go on in the next line, whose own enhanced code would stand in the middle of it
            text.append(coded ? seen.substring(code.end()) : seen).append(' ');
        }
        Matcher behind = BEHIND_HASH.matcher(text);
        if (enhanced.isEmpty() && behind.find()) {
            enhanced = behind.group(1);
        }
        // RFC 2034, section 4: its class is that of the basic code; where it is not, one of them is wrong, and the basic one rules
        boolean fits = !enhanced.isEmpty() && enhanced.charAt(0) - '0' == reply.code() / 100;
        String plain = withoutAddresses(text);
        return new ReplyText(fits ? enhanced : "", words(plain), Times.in(plain));
    }

    /** The enhanced status code, of the reply's class; empty if there is none. */
    String enhanced() {
        return enhanced;
    }

    /** The words, one space around each. */
    String words() {
        return words;
    }

    /** The first time span that the text names. */
    Optional<Duration> time() {
        return time;
    }

    /** A text's words, one space around each. */
    static String words(CharSequence text) {
        StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                words.append(c);
            } else if (c != '\'' && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        if (words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Each at sign goes, and what may be a local part before it and a domain behind it; between angle brackets, all of it,
     * because a local part may be whole sentences (RFC 5321, section 4.1.2).
     */
    private static String withoutAddresses(StringBuilder text) {
        StringBuilder kept = new StringBuilder(text.length());
        int bracket = -1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '<') {
                bracket = kept.length();
            } else if (c == '>') {
                bracket = -1;
            } else if (c == '@') {
                boolean bracketed = bracket >= 0 && kept.length() - bracket <= LONGEST_LOCAL_PART;
                kept.setLength(bracketed ? bracket : localPartBegin(kept));
                bracket = -1;
                while (i < text.length() && isDomains(text.charAt(i))) {
                    i++;
                }
                c = ' ';
            }
            kept.append(c);
        }
        return kept.toString();
    }

    private static int localPartBegin(StringBuilder before) {
        int begin = before.length();
        if (begin > 1 && before.charAt(begin - 1) == '"') {
            int quote = before.lastIndexOf("\"", begin - 2);
            while (quote > 0 && before.charAt(quote - 1) == '\\') {
                quote = before.lastIndexOf("\"", quote - 1);
            }
            return quote < 0 ? begin - 1 : quote;
        }
        while (begin > 0 && isLocalParts(before.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isLocalParts(char c) {
        return c > ' ' && "<>()[]:;,\"".indexOf(c) < 0;
    }

    private static boolean isDomains(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c >= 0x80;
    }
}
