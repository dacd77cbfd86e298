package org.dotgate.insight;

import java.util.Locale;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.mail.Reply;

/** What became of a message, or of a sender or a recipient, as its client sees it. */
public enum Outcome {
    /** It may go on. */
    ACCEPTED,
    /** It was refused for good. */
    REFUSED,
    /** Its client was told to come again, by a filter's 4xx, or because there was no verdict in time. */
    DEFERRED,
    /** Its client left, and was told nothing. */
    DISCARDED;

    /** What a decision at the dot comes to. */
    public static Outcome of(Decision decision) {
        switch (decision.kind()) {
            case ACCEPTED:
                return ACCEPTED;
            case DISCARDED:
                return DISCARDED;
            default:
                return decision.reply().map(Outcome::of).orElse(DEFERRED);
        }
    }

    /** What a filter's verdict would come to if nothing else counted. */
    public static Outcome of(FilterResult result) {
        return result.verdict().isFailure() ? result.verdict().reply().map(Outcome::of).orElse(REFUSED) : ACCEPTED;
    }

    /** What a refusal comes to. */
    public static Outcome of(Reply refusal) {
        return refusal.isTransient() ? DEFERRED : REFUSED;
    }

    /** {@code accepted}, {@code refused}, {@code deferred} or {@code discarded}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
