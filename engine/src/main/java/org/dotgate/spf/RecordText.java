package org.dotgate.spf;

import java.util.Locale;
import org.apache.james.jspf.core.exceptions.PermErrorException;

/**
 * A text at a domain, before jSPF reads it. Its parser is a regular expression that takes a step of the stack for each
 * character and may try a term in many ways, so a record is bounded in length, number and length of terms; honest ones stay
 * far below. Where a record neither matches nor redirects the result is neutral (RFC 7208, section 4.7), which jSPF takes for
 * an error in an included one, so it is said in the record's own words.
 */
final class RecordText {
    /** The longest record, in characters. One that is longer than 512 may not reach everybody (RFC 7208, section 3.4). */
    static final int MAX_RECORD = 4096;
    /** The longest term, in characters; a domain has 253. */
    static final int MAX_TERM = 300;

    private static final String VERSION = "v=spf1";

    private RecordText() {}

    /**
     * The text as jSPF is to see it.
     *
     * @throws PermErrorException if it is an SPF record beyond the bounds
     */
    static String fit(String text) throws PermErrorException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.equals(VERSION) && !lower.startsWith(VERSION + " ")) {
            return text;
        }
        if (text.length() > MAX_RECORD) {
            throw new PermErrorException("a record longer than " + MAX_RECORD + " characters");
        }
        boolean redirects = false;
        for (String term : lower.split(" ")) {
            if (term.length() > MAX_TERM) {
                throw new PermErrorException("a term longer than " + MAX_TERM + " characters");
            }
            redirects |= term.startsWith("redirect=");
        }
        return redirects ? text : text + " ?all";
    }
}
