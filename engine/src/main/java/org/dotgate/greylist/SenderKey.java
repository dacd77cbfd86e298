package org.dotgate.greylist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reverse-path less what its sender changes from message to message, so that all messages of one correspondence have the
 * same. In lower case; {@code <>} for the null reverse-path.
 *
 * <ul>
 *   <li>BATV ({@code prvs=4711abcdef=anna@}) loses its tag.
 *   <li>SRS ({@code SRS0=hash=day=domain=anna@}, {@code SRS1=…}) loses hash and day.
 *   <li>What stands behind a plus goes: {@code bounces+4711-ben=example.net@} is {@code bounces@}.
 *   <li>A recipient in it (VERP, {@code list-return-12-ben=example.net@}) becomes {@code *}.
 *   <li>Numbers and tokens become {@code #}: {@code list-return-#-*@}.
 *   <li>At a host that by its name only takes bounces, such as {@code bounce.example.org}, the whole local part is {@code #}.
 * </ul>
 *
 * <p>A local part that is one word keeps its digits, unless it is as long as only machines write: {@code anna1985} is a
 * person. A quoted local part, and an address longer than {@value #MAX_FOLDED}, keep all but their letter case. Time is
 * linear in the address's length.
 */
public final class SenderKey {
    /** The longest address that is looked into, in UTF-16 code units; RFC 5321 allows 254 octets. */
    public static final int MAX_FOLDED = 1000;

    /** What the null reverse-path is known by. */
    public static final String NULL = "<>";

    private static final int MAX_UNWRAPPED = 4;
    private static final Set<String> BOUNCE_HOSTS = Set.of("bounce", "bounces", "bnc", "return", "returns", "verp");
    private static final Pattern BATV = Pattern.compile("(?:prvs|[a-z]{0,4}prvs[0-9]|btv1=?)=([^=/]{1,64})(==?|/)(.+)");
    private static final Pattern TAG = Pattern.compile("[0-9a-f]{6,64}");
    private static final Pattern SRS0 = Pattern.compile("srs0[=+-]([^=]{1,64})=([^=]{1,8})=([^=]{1,255})=(.+)");
    private static final Pattern SRS1 = Pattern.compile("srs1[=+-]([^=]{1,64})=([^=]{1,255})=([=+-].+)");

    private SenderKey() {}

    /** @param sender the reverse-path as the client gave it, without angle brackets */
    public static String of(String sender) {
        if (sender.isEmpty()) {
            return NULL;
        }
        String address = sender.toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at <= 0 || address.length() > MAX_FOLDED || address.startsWith("\"")) {
            return address;
        }
        String domain = address.endsWith(".") ? address.substring(at + 1, address.length() - 1) : address.substring(at + 1);
        String local = address.substring(0, at);
        return (takesBounces(domain) ? "#" : unwrapped(local, 0)) + "@" + domain;
    }

    private static boolean takesBounces(String domain) {
        int begin = 0;
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', begin)) {
            String label = domain.substring(begin, dot);
            if (BOUNCE_HOSTS.contains(label)) {
                return true;
            }
            begin = dot + 1;
        }
        return false;
    }

    private static String unwrapped(String local, int depth) {
        if (depth < MAX_UNWRAPPED) {
            Matcher batv = local.startsWith("prvs") || local.indexOf('=') > 0 ? BATV.matcher(local) : null;
            if (batv != null && batv.matches()) {
                // an early draft had the local part in front of the tag
                boolean tagLast = batv.group(2).equals("/") && TAG.matcher(batv.group(3)).matches();
                return unwrapped(tagLast ? batv.group(1) : batv.group(3), depth + 1);
            }
            Matcher srs = local.startsWith("srs") ? SRS0.matcher(local) : null;
            if (srs != null && srs.matches()) {
                return "srs0=" + srs.group(3) + "=" + unwrapped(srs.group(4), depth + 1);
            }
            srs = local.startsWith("srs") ? SRS1.matcher(local) : null;
            if (srs != null && srs.matches()) {
                String inner = unwrapped("srs0" + srs.group(3), depth + 1);
                return "srs1=" + srs.group(2) + "=" + inner;
            }
        }
        return folded(local);
    }

    private static String folded(String local) {
        int plus = local.indexOf('+');
        String base = plus > 0 ? local.substring(0, plus) : local;
        return tokensFolded(recipientFolded(base));
    }

    /** A VERP local part ends in the recipient, its at sign an equals sign. */
    private static String recipientFolded(String local) {
        int equals = local.lastIndexOf('=');
        if (equals <= 0 || local.indexOf('.', equals) < 0) {
            return local;
        }
        int begin = equals;
        while (begin > 0 && local.charAt(begin - 1) != '-' && local.charAt(begin - 1) != '=') {
            begin--;
        }
        return begin < equals ? local.substring(0, begin) + "*" : local;
    }

    private static String tokensFolded(String local) {
        List<String> parts = parts(local);
        int words = (parts.size() + 1) / 2;
        if (words == 1) {
            return Token.isMachines(local) ? "#" : local;
        }
        boolean[] folds = new boolean[parts.size()];
        for (int i = 0; i < parts.size(); i += 2) {
            folds[i] = Token.isVaried(parts.get(i));
        }
        // of a token that is hexadecimal in groups, some groups have no digit; both ways, for they may stand in a row
        for (int i = 2; i < parts.size(); i += 2) {
            folds[i] |= folds[i - 2] && Token.isHex(parts.get(i));
        }
        for (int i = parts.size() - 3; i >= 0; i -= 2) {
            folds[i] |= folds[i + 2] && Token.isHex(parts.get(i));
        }
        StringBuilder text = new StringBuilder(local.length());
        for (int i = 0; i < parts.size(); i += 2) {
            if (i > 0 && !(folds[i] && folds[i - 2])) {
                text.append(parts.get(i - 1));
            }
            if (!folds[i]) {
                text.append(parts.get(i));
            } else if (i == 0 || !folds[i - 2]) {
                text.append('#');
            }
        }
        return text.toString();
    }

    /** Words at even places, what sets them apart between them. */
    private static List<String> parts(String local) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '-' || c == '_' || c == '.' || c == '=' || c == '/') {
                parts.add(local.substring(begin, i));
                parts.add(String.valueOf(c));
                begin = i + 1;
            }
        }
        parts.add(local.substring(begin));
        return parts;
    }

    /** What a word of a local part looks like. */
    private static final class Token {
        private static final int HEX = 4;
        private static final int MIXED = 8;
        private static final int LETTERS = 24;
        private static final int MACHINES = 16;

        private Token() {}

        /** Whether the word is all hexadecimal digits, and long enough to be a group of some. */
        static boolean isHex(String word) {
            return word.length() >= HEX && word.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        }

        /** Whether a word among others is a number or a token, and another in the next message. */
        static boolean isVaried(String word) {
            long digits = word.chars().filter(c -> c >= '0' && c <= '9').count();
            if (digits == 0) {
                return word.length() >= LETTERS;
            }
            return digits == word.length() || isHex(word) || digits >= 2 && word.length() >= MIXED;
        }

        /** Whether a word that is the whole local part is nobody's name. */
        static boolean isMachines(String word) {
            long digits = word.chars().filter(c -> c >= '0' && c <= '9').count();
            return digits >= 3 && word.length() >= MACHINES;
        }
    }
}
