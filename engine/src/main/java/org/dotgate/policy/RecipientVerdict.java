package org.dotgate.policy;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dotgate.mail.Reply;

/** What is found about one recipient at RCPT. Immutable. */
public final class RecipientVerdict {
    private final Reply refusal;
    private final String by;
    private final String reason;
    private final Map<String, String> headers;

    private RecipientVerdict(Reply refusal, String by, String reason, Map<String, String> headers) {
        this.refusal = refusal;
        this.by = Objects.requireNonNull(by);
        this.reason = Objects.requireNonNull(reason);
        this.headers = Map.copyOf(headers);
    }

    /**
     * The recipient may receive the message.
     *
     * @param by what found so, such as {@code greylist}
     * @param reason why, for operators
     * @param headers header fields for the message, should it be accepted: values by name, as
     *     {@link org.dotgate.filter.Verdict#headers()} has them
     */
    public static RecipientVerdict pass(String by, String reason, Map<String, String> headers) {
        return new RecipientVerdict(null, by, reason, headers);
    }

    /** The recipient is refused, for now or for good as the reply says. */
    public static RecipientVerdict refuse(Reply reply, String by, String reason) {
        return new RecipientVerdict(Objects.requireNonNull(reply), by, reason, Map.of());
    }

    /** The reply to a recipient that is refused. */
    public Optional<Reply> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What made the verdict. */
    public String by() {
        return by;
    }

    /** Why, for operators. May quote hostile text. */
    public String reason() {
        return reason;
    }

    /** Header fields for the message, should it be accepted: values by name. */
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return (refusal == null ? "pass" : "refuse \"" + refusal + "\"") + " by " + by + " (" + reason + ")";
    }
}
