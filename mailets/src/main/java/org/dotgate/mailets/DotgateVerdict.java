package org.dotgate.mailets;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.dotgate.filter.FilterResult;
import org.dotgate.settings.Nearest;

/**
 * Matches mail by one filter's verdict: {@code DotgateVerdict=words:shadow-fail} where the filter's verdict has this
 * label ({@link FilterResult#LABELS}), {@code DotgateVerdict=words} where it gave any. All recipients match, or none.
 * Mail that the filter has not judged never matches. Thread-safe.
 */
public final class DotgateVerdict extends GenericMatcher {
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z0-9_.-]{1,64})(?:\\s*:\\s*(.*))?");
    /** What a filter that was stopped halfway has for a label; a verdict it is not. */
    private static final String NO_VERDICT = "cancelled";

    private String filter;
    private String label;

    @Override
    public void init() throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("").trim();
        Matcher parts = CONDITION.matcher(condition);
        if (!parts.matches()) {
            throw new MessagingException("DotgateVerdict=" + condition + ": what is valid here is the NAME of a [filter NAME]"
                    + " section, such as words, or with a verdict, words:fail");
        }
        filter = parts.group(1);
        label = parts.group(2);
        if (label != null && !FilterResult.LABELS.contains(label)) {
            throw new MessagingException("DotgateVerdict=" + condition + ": '" + label + "' is not a verdict"
                    + Nearest.hint(label, FilterResult.LABELS));
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        boolean matches = Annotations.of(mail).verdict(filter)
                .filter(verdict -> label == null ? !verdict.equals(NO_VERDICT) : verdict.equals(label))
                .isPresent();
        return matches ? mail.getRecipients() : List.of();
    }

    @Override
    public String getMatcherInfo() {
        return "DotgateVerdict";
    }
}
