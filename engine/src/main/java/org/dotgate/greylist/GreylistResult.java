package org.dotgate.greylist;

import java.util.Optional;
import org.dotgate.mail.Reply;

/** What a greylist's answer comes to under the configuration. Immutable. */
public final class GreylistResult {
    /** The header field that tells how long a message was kept waiting. */
    public static final String HEADER = "X-Greylist";

    private final GreylistAnswer answer;
    private final Reply refusal;
    private final boolean shadow;

    /**
     * @param refusal what is told to whom the answer puts off; null if it lets pass
     * @param shadow whether nobody is told
     */
    GreylistResult(GreylistAnswer answer, Reply refusal, boolean shadow) {
        this.answer = answer;
        this.refusal = refusal;
        this.shadow = shadow;
    }

    /** What the greylist said, whether it counts or not. */
    public GreylistAnswer answer() {
        return answer;
    }

    /** What the client is told; empty if the message, or the recipient, may pass. */
    public Optional<Reply> refusal() {
        return shadow ? Optional.empty() : Optional.ofNullable(refusal);
    }

    /** What the client would have been told but for shadow mode. */
    public Optional<Reply> withheld() {
        return shadow ? Optional.ofNullable(refusal) : Optional.empty();
    }

    /** The value of {@link #HEADER} for a message that was kept waiting, and passes; empty for others. */
    public Optional<String> header() {
        // nobody was kept waiting in shadow mode: what looks like a retry is another message
        return answer.delayed().isZero() || shadow
                ? Optional.empty()
                : Optional.of("delayed " + answer.delayed().toSeconds() + " seconds");
    }

    /** For operators; may quote hostile text. */
    @Override
    public String toString() {
        return (shadow ? "shadow: " : "") + answer;
    }
}
