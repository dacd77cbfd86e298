package org.dotgate.callout;

import java.util.Objects;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;

/** What is known of an address by the time somebody has to know. Immutable. */
public final class CalloutResult {
    private final Answer answer;
    private final String reason;

    private CalloutResult(Answer answer, String reason) {
        this.answer = answer;
        this.reason = Objects.requireNonNull(reason);
    }

    /** There is an answer; {@link Answer#UNKNOWN} is one when nothing more will be done to find another. */
    public static CalloutResult known(Answer answer, String reason) {
        return new CalloutResult(Objects.requireNonNull(answer), reason);
    }

    /** There is no answer yet, and work goes on to find one. */
    public static CalloutResult pending(String reason) {
        return new CalloutResult(null, reason);
    }

    /** The answer; empty while work goes on. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Where it comes from, for operators; may quote hostile text. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return (answer == null ? "pending" : answer.text()) + ": " + reason;
    }
}
