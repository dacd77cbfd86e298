package org.dotgate.greylist;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** What a greylist says. Immutable. */
public final class GreylistAnswer {
    private enum Kind {
        PASS,
        DELAY,
        UNAVAILABLE
    }

    private final Kind kind;
    private final Duration time;
    private final String reason;

    private GreylistAnswer(Kind kind, Duration time, String reason) {
        this.kind = kind;
        this.time = Objects.requireNonNull(time);
        this.reason = Objects.requireNonNull(reason);
    }

    /**
     * The message may come in.
     *
     * @param delayed how long it was kept waiting; zero if it was not
     * @param reason why, for operators
     */
    public static GreylistAnswer pass(Duration delayed, String reason) {
        return new GreylistAnswer(Kind.PASS, delayed, reason);
    }

    /**
     * The client is to come again.
     *
     * @param remaining when at the earliest
     */
    public static GreylistAnswer delay(Duration remaining, String reason) {
        return new GreylistAnswer(Kind.DELAY, remaining, reason);
    }

    /** Nobody knows, for the store does not answer; {@code [store] on-failure} says what becomes of the message. */
    public static GreylistAnswer unavailable(String reason) {
        return new GreylistAnswer(Kind.UNAVAILABLE, Duration.ZERO, reason);
    }

    public boolean isPass() {
        return kind == Kind.PASS;
    }

    public boolean isDelay() {
        return kind == Kind.DELAY;
    }

    public boolean isUnavailable() {
        return kind == Kind.UNAVAILABLE;
    }

    /** How long a message that passes was kept waiting; zero if it was not, or does not pass. */
    public Duration delayed() {
        return isPass() ? time : Duration.ZERO;
    }

    /** How long a message that is delayed has to wait yet; zero if it is not delayed. */
    public Duration remaining() {
        return isDelay() ? time : Duration.ZERO;
    }

    /** As {@link #remaining()}, in whole seconds, rounded up: who comes back then does not come too early. */
    public long remainingSeconds() {
        return (remaining().toMillis() + 999) / 1000;
    }

    /** Why, for operators. May quote hostile text. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        String shown = isUnavailable() ? "" : " " + (isPass() ? time.toSeconds() : remainingSeconds()) + "s";
        return kind.name().toLowerCase(Locale.ROOT) + shown + " (" + reason + ")";
    }
}
