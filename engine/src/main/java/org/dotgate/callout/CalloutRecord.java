package org.dotgate.callout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;

/** What is remembered of an address: the answer of its last probe, and how it came about. Immutable. */
public final class CalloutRecord {
    /** With which time-outs it was asked. */
    public enum Attempt {
        /** With short ones, while a client waited. */
        SOFT,
        /** With long ones, in the background. */
        HARD;

        /** The name as operators see it, such as {@code hard}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String address;
    private final Answer answer;
    private final Attempt attempt;
    private final Stage at;
    private final String mx;
    private final Instant checked;
    private final Instant expires;
    private final String reason;
    private final List<String> transcript;

    /**
     * @param address as it was asked about
     * @param mx the host that gave the answer; empty if none did
     * @param reason for operators; may quote hostile text
     * @param transcript as {@link org.dotgate.callout.probe.ProbeResult#transcript()} has it
     */
    public CalloutRecord(String address, Answer answer, Attempt attempt, Stage at, String mx, Instant checked, Instant expires,
            String reason, List<String> transcript) {
        this.address = Objects.requireNonNull(address);
        this.answer = Objects.requireNonNull(answer);
        this.attempt = Objects.requireNonNull(attempt);
        this.at = Objects.requireNonNull(at);
        this.mx = Objects.requireNonNull(mx);
        this.checked = Objects.requireNonNull(checked);
        this.expires = Objects.requireNonNull(expires);
        this.reason = Objects.requireNonNull(reason);
        this.transcript = List.copyOf(transcript);
    }

    public String address() {
        return address;
    }

    public Answer answer() {
        return answer;
    }

    public Attempt attempt() {
        return attempt;
    }

    /** The stage of the dialogue that the answer comes from. */
    public Stage at() {
        return at;
    }

    public String mx() {
        return mx;
    }

    public Instant checked() {
        return checked;
    }

    public Instant expires() {
        return expires;
    }

    public String reason() {
        return reason;
    }

    /** The dialogue of the last probe, for people. */
    public List<String> transcript() {
        return transcript;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    /** From when on mail that comes has the address asked about anew: a good answer is renewed while it still holds. */
    Instant renewedFrom() {
        return answer.isGood() ? renewedFrom(checked, expires) : expires;
    }

    private static Instant renewedFrom(Instant checked, Instant expires) {
        return expires.minus(Duration.between(checked, expires).dividedBy(10));
    }

    /** Whether it is in the last tenth of its life, so that it should be renewed while it still answers. */
    boolean isNearExpiry(Instant now) {
        return isNearExpiry(checked, expires, now);
    }

    static boolean isNearExpiry(Instant checked, Instant expires, Instant now) {
        return now.isAfter(renewedFrom(checked, expires));
    }

    /**
     * Whether it tells anything of an address that is remembered under the same key. That the one does not exist says nothing
     * of the other: else whoever invents {@code anna+x@} could have mail of {@code anna@} refused.
     */
    boolean answersFor(String other) {
        return answer != Answer.NOT_FOUND || address.equalsIgnoreCase(other);
    }

    CalloutRecord withoutTranscript() {
        return transcript.isEmpty()
                ? this
                : new CalloutRecord(address, answer, attempt, at, mx, checked, expires, reason, List.of());
    }
}
