package org.dotgate.cli.judge;

import java.time.Duration;
import org.dotgate.filter.Decision;
import org.dotgate.insight.Outcome;

/** How many messages came to what, and how long all of it took. Used by one thread. */
final class Tally {
    private int accepted;
    private int refused;
    private int deferred;
    private int unreadable;
    private Duration time = Duration.ZERO;

    void add(Decision decision, Duration taken) {
        time = time.plus(taken);
        Outcome outcome = Outcome.of(decision);
        if (outcome == Outcome.ACCEPTED) {
            accepted++;
        } else if (outcome == Outcome.REFUSED) {
            refused++;
        } else {
            deferred++;
        }
    }

    void addUnreadable() {
        unreadable++;
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    int deferred() {
        return deferred;
    }

    int unreadable() {
        return unreadable;
    }

    int total() {
        return accepted + refused + deferred + unreadable;
    }

    /** All of the judging; they are judged one after the other. */
    Duration time() {
        return time;
    }
}
