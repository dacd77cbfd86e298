package org.dotgate.hooks;

import java.time.Duration;
import java.time.Instant;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/** Stands still until it is turned, and calls nobody. For one thread at a time. */
public final class StandingTimer implements Timer {
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private long nanos;

    /** Lets time pass. */
    public void turn(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Alarm in(Duration delay, Runnable action) {
        return () -> {};
    }
}
