package org.dotgate.filter.allow;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.correspondents.Address;

/** Tells what one entry of an allow list is: an address, a domain, or a network. */
final class AllowLine {
    /** A host name (RFC 1123, section 2.1), letters beyond ASCII and the underscore included. */
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?"
                    + "(?:\\.[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?)*+");
    /** A local part without quotes and, though RFC 5322 allows it there, without an asterisk: it would be no wildcard. */
    private static final Pattern ADDRESS = Pattern.compile("[^()<>\\[\\]:;@\\\\,\"*]+@([^@]+)");
    /** No top-level domain is a number, so what ends in one, or holds a colon or slash, is to be a network. */
    private static final Pattern LIKE_NETWORK = Pattern.compile("[^@]*[:/][^@]*|(?:[^@]*\\.)?[0-9]+\\.?");
    private static final Pattern BRACKETED = Pattern.compile(".*<([^<>]*)>|\\[([^\\[\\]]*)\\]");
    private static final Pattern PREFIX = Pattern.compile("(?i)(?:https?://|mailto:|ip[46]:)?(?:\\*?@)?(?:\\*(?=\\.))?");
    private static final Pattern SUFFIX = Pattern.compile("[.,;/]+$");
    private static final int MAX_SHOWN = 80;

    private AllowLine() {}

    /**
     * Adds an entry to a list.
     *
     * @param entry without comment and white space around it
     * @throws IllegalArgumentException saying what is wrong with it, and what was probably meant
     */
    static void add(String entry, AllowList.Builder list) {
        if (entry.length() > Address.MAX) {
            throw wrong(entry, "is longer than any address, domain or network", "");
        }
        String folded = entry.toLowerCase(Locale.ROOT);
        Matcher address = ADDRESS.matcher(folded);
        if (entry.contains("@")) {
            boolean fit = address.matches() && isDomain(address.group(1));
            list.add(Optional.of(entry).filter(written -> fit).flatMap(Address::of)
                    .orElseThrow(() -> wrong(entry, "is not an address such as ann@example.org", nearest(entry))));
        } else if (LIKE_NETWORK.matcher(folded).matches()) {
            String nearest = nearest(entry);
            if (!nearest.isEmpty()) {
                throw wrong(entry, "is not a network such as 192.0.2.0/24", nearest);
            }
            list.add(Network.parse(entry));
        } else if (isDomain(folded.startsWith(".") ? folded.substring(1) : folded) && folded.contains(".")) {
            list.add(folded);
        } else {
            throw wrong(entry, "is not an address, domain or network, such as ann@example.org, example.org, .example.org"
                    + " (what is below it) or 192.0.2.0/24", nearest(entry));
        }
    }

    private static boolean isDomain(String text) {
        return text.length() <= AllowList.MAX_DOMAIN && DOMAIN.matcher(text).matches();
    }

    /** What is valid and looks like a slip away; empty if nothing comes to mind. */
    private static String nearest(String entry) {
        Matcher bracketed = BRACKETED.matcher(entry);
        String bare = bracketed.matches() ? bracketed.group(1) == null ? bracketed.group(2) : bracketed.group(1) : entry;
        String guess = SUFFIX.matcher(PREFIX.matcher(bare).replaceFirst("")).replaceFirst("");
        try {
            if (!guess.equals(entry)) {
                add(guess, new AllowList.Builder());
                return guess;
            }
        } catch (IllegalArgumentException e) {
            // a guess that is wrong, too, helps nobody
        }
        return "";
    }

    private static IllegalArgumentException wrong(String entry, String problem, String nearest) {
        String shown = entry.length() > MAX_SHOWN ? entry.substring(0, MAX_SHOWN) + "…" : entry;
        return new IllegalArgumentException("'" + shown + "' " + problem
                + (nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?"));
    }
}
