package org.dotgate.time;

import java.time.Duration;
import java.time.Instant;

/** The only source of time, and of calls that come later. Thread-safe. */
public interface Timer {
    /** The time of day, which may jump; for what is shown or stored. */
    Instant now();

    /** Nanoseconds that never jump back, from any origin; for what is measured. */
    long nanos();

    /**
     * Has the action run after the delay, on the timer's one thread: the action must be short, or hand its work on.
     *
     * @return the way to call it off
     */
    Alarm in(Duration delay, Runnable action);
}
