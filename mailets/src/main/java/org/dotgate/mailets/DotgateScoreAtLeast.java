package org.dotgate.mailets;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.dotgate.settings.Values;

/**
 * Matches mail whose filters' scores add up to a number or more: {@code DotgateScoreAtLeast=2.5}. Scores count to a
 * thousandth. All recipients match, or none. Mail that was never judged has no score, and never matches. Thread-safe.
 */
public final class DotgateScoreAtLeast extends GenericMatcher {
    private double least;

    @Override
    public void init() throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("").trim();
        try {
            least = Values.NUMBER.parse(condition);
        } catch (IllegalArgumentException e) {
            throw new MessagingException("DotgateScoreAtLeast=" + condition + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        OptionalDouble score = Annotations.of(mail).score();
        return score.isPresent() && score.getAsDouble() >= least ? mail.getRecipients() : List.of();
    }

    @Override
    public String getMatcherInfo() {
        return "DotgateScoreAtLeast";
    }
}
