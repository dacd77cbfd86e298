package org.dotgate.filter.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.settings.Nearest;

/**
 * What stands before a phrase and tells where it counts: {@code subject:}, {@code body:}, the name of any header field
 * that has a hyphen or is listed here, or {@code any:} for everywhere. Other words before a colon are refused rather
 * than guessed at: {@code warning: act now} could mean either. Immutable.
 */
final class PhrasePrefix {
    private static final PhrasePrefix NONE = new PhrasePrefix(null, 0);
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9-]*):");
    private static final Set<String> KNOWN = Set.copyOf(List.of(
            "any", Phrase.BODY, "subject", "from", "sender", "to", "cc", "date", "received", "comments", "keywords",
            "references", "organization", "precedence", "importance", "priority", "sensitivity"));

    private final String field;
    private final int length;

    private PhrasePrefix(String field, int length) {
        this.field = field;
        this.length = length;
    }

    /** @throws IllegalArgumentException if the phrase begins with a word and a colon that is no prefix */
    static PhrasePrefix of(String written) {
        Matcher form = FORM.matcher(written);
        if (!form.lookingAt()) {
            return NONE;
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name) && name.indexOf('-') < 0) {
            throw new IllegalArgumentException("'" + form.group(1) + ":' is no header this filter knows; write 'any:" + written
                    + "' for a phrase that holds a colon" + Nearest.hint(name, KNOWN) + ", and names with a hyphen");
        }
        return new PhrasePrefix(name.equals("any") ? null : name, form.end());
    }

    /** {@code body}, or a header's name in lower case; null if everywhere. */
    String field() {
        return field;
    }

    /** How many characters the prefix has, its colon included. */
    int length() {
        return length;
    }
}
