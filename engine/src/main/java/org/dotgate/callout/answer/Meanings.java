package org.dotgate.callout.answer;

import java.time.Duration;
import java.util.Optional;

/** Tells what replies mean. Thread-safe. */
public final class Meanings {
    private Meanings() {}

    /** What a reply to the command of a stage means. */
    public static Meaning of(Stage stage, RemoteReply reply) {
        return reply.isPositive() ? Meaning.ACCEPTED : Meaning.UNCLEAR;
    }

    /** When a server that says {@link Meaning#COME_AGAIN} wants us back, if its text tells. */
    public static Optional<Duration> comeAgainIn(RemoteReply reply) {
        return Optional.empty();
    }
}
