package org.dotgate.insight;

import java.time.Duration;
import org.dotgate.time.Timer;

/**
 * How long something took within the last minutes: at least {@link #SPAN}, at most twice that. Thread-safe: its lock is the
 * object itself, and guards which of the two histograms is filled.
 */
public final class RecentTimes {
    /** How far it looks back at least. */
    public static final Duration SPAN = Duration.ofMinutes(5);

    private final Timer timer;
    private long began;
    private Histogram before = new Histogram();
    private Histogram now = new Histogram();

    public RecentTimes(Timer timer) {
        this.timer = timer;
        this.began = timer.nanos();
    }

    /** Adds a time. */
    public synchronized void add(Duration time) {
        turn();
        now.add(time);
    }

    /** All of them together, as they are now. */
    public synchronized Histogram all() {
        turn();
        Histogram all = new Histogram();
        all.add(before);
        all.add(now);
        return all;
    }

    private void turn() {
        long passed = timer.nanos() - began;
        if (passed < SPAN.toNanos()) {
            return;
        }
        before = passed < 2 * SPAN.toNanos() ? now : new Histogram();
        now = new Histogram();
        began += passed - passed % SPAN.toNanos();
    }
}
