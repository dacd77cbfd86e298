package org.dotgate.callout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells work that waits for longer than it can if anybody does it, so that mail is not kept waiting for it. Thread-safe: its
 * lock is the object itself.
 */
final class OverdueWork {
    private static final Logger LOGGER = LoggerFactory.getLogger(OverdueWork.class);
    private static final Duration GRACE = Duration.ofMinutes(10);
    /** For how long it is a problem after some was seen. */
    private static final Duration PROBLEM = Duration.ofMinutes(15);

    private final Timer timer;
    private Instant seen = Instant.MIN;

    OverdueWork(Timer timer) {
        this.timer = timer;
    }

    /** Whether some work should have been done by now. */
    boolean isOverdue(CalloutSettings settings, CalloutWork work) {
        Instant now = timer.now();
        if (!now.isAfter(work.due().plus(settings.hard().total()).plus(GRACE))) {
            return false;
        }
        if (note(now)) {
            LOGGER.warn("Call-outs in the background are not made, or too slowly: {} waits since {}. Mail of such senders passes"
                    + " meanwhile", SafeText.escape(work.question().address()), work.since());
        }
        return true;
    }

    /** Whether it is the first for a while. */
    private synchronized boolean note(Instant now) {
        boolean first = !isProblem(now);
        seen = now;
        return first;
    }

    private boolean isProblem(Instant now) {
        return now.isBefore(seen.plus(PROBLEM));
    }

    /** What an operator should see to; empty for nothing. */
    synchronized Optional<String> problem() {
        return isProblem(timer.now())
                ? Optional.of("call-outs in the background are not made, or too slowly; is a calloutd running, if [callout] server = redis?")
                : Optional.empty();
    }
}
