package org.dotgate.mailets;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.callout.answer.Answer;
import org.dotgate.settings.Nearest;

/**
 * Matches mail by what is known of its sender: {@code SenderVerified=found,catch_all} where a call-out has said one of these.
 * All recipients match, or none. Mail whose sender nobody has wanted to know of never matches. Thread-safe.
 */
public final class SenderVerified extends GenericMatcher {
    /** What a condition can name. */
    static final Set<String> NOTES = Stream.concat(
            Arrays.stream(Answer.values()).map(Answer::text),
            Stream.of(CalloutVerdict.PENDING, CalloutVerdict.NOT_ASKED)).collect(Collectors.toUnmodifiableSet());

    private Set<String> wanted;

    @Override
    public void init() throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("").trim();
        Set<String> notes = new HashSet<>();
        for (String note : condition.split(",", -1)) {
            if (!NOTES.contains(note.trim())) {
                throw new MessagingException("SenderVerified=" + condition + ": '" + note.trim() + "' is not an answer"
                        + Nearest.hint(note.trim(), NOTES));
            }
            notes.add(note.trim());
        }
        wanted = notes;
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Annotations.of(mail).callout().filter(wanted::contains).isPresent() ? mail.getRecipients() : List.of();
    }

    @Override
    public String getMatcherInfo() {
        return "SenderVerified";
    }
}
