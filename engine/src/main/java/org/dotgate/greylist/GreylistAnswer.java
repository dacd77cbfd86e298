package org.dotgate.greylist;

import java.time.Duration;
import java.util.Objects;

/** What a greylist says. Immutable. */
public final class GreylistAnswer {
    private final boolean pass;
    private final Duration time;
    private final String reason;

    private GreylistAnswer(boolean pass, Duration time, String reason) {
        this.pass = pass;
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
        return new GreylistAnswer(true, delayed, reason);
    }

    /**
     * The client is to come again.
     *
     * @param remaining when at the earliest
     */
    public static GreylistAnswer delay(Duration remaining, String reason) {
        return new GreylistAnswer(false, remaining, reason);
    }

    public boolean isPass() {
        return pass;
    }

    /** How long a message that passes was kept waiting; zero if it was not, or does not pass. */
    public Duration delayed() {
        return pass ? time : Duration.ZERO;
    }

    /** How long a message that does not pass has to wait yet; zero if it passes. */
    public Duration remaining() {
        return pass ? Duration.ZERO : time;
    }

    /** Why, for operators. May quote hostile text. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return (pass ? "pass" : "delay") + " " + time.toSeconds() + "s (" + reason + ")";
    }
}
