package org.dotgate.callout;

import java.util.Objects;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.mail.Reply;

/** What is known of a sender comes to under the configuration. Immutable. */
public final class CalloutVerdict {
    /** What is noted while work goes on to find an answer. */
    public static final String PENDING = "pending";
    /** What is noted if nobody is asked. */
    public static final String NOT_ASKED = "not_asked";

    private static final Reply NO_SUCH_SENDER =
            Reply.of(550, "5.1.8", "Sender address does not exist, says its own mail server");
    private static final Reply NO_MAIL = Reply.of(550, "5.1.10", "Sender's domain takes no mail");
    private static final Reply LATER = Reply.of(450, "4.7.1", "Sender address is being verified, please try again later");

    private final String note;
    private final String reason;
    private final Reply reply;
    private final boolean shadow;

    private CalloutVerdict(String note, String reason, Reply reply, boolean shadow) {
        this.note = note;
        this.reason = Objects.requireNonNull(reason);
        this.reply = reply;
        this.shadow = shadow;
    }

    /** @param shadow whether nobody is told what is known */
    public static CalloutVerdict of(CalloutResult result, boolean shadow) {
        if (result.answer().isEmpty()) {
            return pending(result.reason(), shadow);
        }
        Answer answer = result.answer().get();
        Reply reply = null;
        if (answer.rejects()) {
            reply = answer == Answer.UNROUTABLE ? NO_MAIL : NO_SUCH_SENDER;
        }
        return new CalloutVerdict(answer.text(), result.reason(), reply, shadow);
    }

    /** Nothing is known yet, and work goes on. */
    static CalloutVerdict pending(String reason, boolean shadow) {
        return new CalloutVerdict(PENDING, reason, LATER, shadow);
    }

    /** Nobody is asked about the sender. */
    public static CalloutVerdict notAsked(String reason) {
        return new CalloutVerdict(NOT_ASKED, reason, null, false);
    }

    /** There is no verdict where there should be one. */
    public static CalloutVerdict late() {
        return pending("no verdict in time", false);
    }

    /** The same, for somebody who is not refused for it. */
    CalloutVerdict sparing() {
        return new CalloutVerdict(note, reason, null, shadow);
    }

    /** One word: an {@link Answer} as operators see it, {@link #PENDING} or {@link #NOT_ASKED}. */
    public String note() {
        return note;
    }

    /** What the client is told; empty if it may go on. */
    public Optional<Reply> refusal() {
        return shadow ? Optional.empty() : Optional.ofNullable(reply);
    }

    /** What the client would have been told but for {@code mode = shadow}. */
    public Optional<Reply> withheld() {
        return shadow ? Optional.ofNullable(reply) : Optional.empty();
    }

    /** Whether it may yet become another. */
    public boolean isPending() {
        return note.equals(PENDING);
    }

    /** Whether the client is refused for good. */
    public boolean rejects() {
        return refusal().filter(told -> !told.isTransient()).isPresent();
    }

    /** For operators; may quote hostile text. */
    @Override
    public String toString() {
        return (shadow ? "shadow: " : "") + note + (reason.isEmpty() ? "" : ": " + reason);
    }
}
