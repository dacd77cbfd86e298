package org.dotgate.policy;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dotgate.filter.MailAttributes;
import org.dotgate.mail.Reply;

/** What is found about one recipient at RCPT. Immutable. */
public final class RecipientVerdict {
    private final Reply refusal;
    private final Reply withheld;
    private final String by;
    private final String reason;
    private final Map<String, String> headers;
    private final Map<String, String> attributes;

    private RecipientVerdict(Reply refusal, Reply withheld, String by, String reason, Map<String, String> headers,
            Map<String, String> attributes) {
        this.refusal = refusal;
        this.withheld = withheld;
        this.by = Objects.requireNonNull(by);
        this.reason = Objects.requireNonNull(reason);
        this.headers = Map.copyOf(headers);
        this.attributes = Map.copyOf(attributes);
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
        return new RecipientVerdict(null, null, by, reason, headers, Map.of());
    }

    /** The recipient may receive the message, and would have been refused but for shadow mode. */
    public static RecipientVerdict spare(Reply reply, String by, String reason) {
        return new RecipientVerdict(null, Objects.requireNonNull(reply), by, reason, Map.of(), Map.of());
    }

    /** The recipient is refused, for now or for good as the reply says. */
    public static RecipientVerdict refuse(Reply reply, String by, String reason) {
        return new RecipientVerdict(Objects.requireNonNull(reply), null, by, reason, Map.of(), Map.of());
    }

    /** The same verdict, with these attributes for the message, should it be accepted: texts by name. */
    public RecipientVerdict withAttributes(Map<String, String> values) {
        return new RecipientVerdict(refusal, withheld, by, reason, headers, values);
    }

    /** The reply to a recipient that is refused. */
    public Optional<Reply> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The reply that shadow mode has kept from a client whose recipient passes. */
    public Optional<Reply> withheld() {
        return Optional.ofNullable(withheld);
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

    /** Mail attributes for the message, should it be accepted: texts by name, see {@link MailAttributes}. */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return (refusal == null ? "pass" : "refuse \"" + refusal + "\"") + " by " + by + " (" + reason + ")";
    }
}
