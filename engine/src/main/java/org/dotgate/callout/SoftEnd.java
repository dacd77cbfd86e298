package org.dotgate.callout;

import java.time.Duration;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * When a soft attempt ends at the latest. Those who come to wait for it too can only bring that forward. Thread-safe; the lock
 * is the object itself.
 */
final class SoftEnd {
    private final Timer timer;
    private final Duration grace;
    private final Runnable late;
    private long end;
    private Alarm alarm = () -> {};
    private boolean closed;

    /**
     * @param within how long the attempt may take
     * @param grace how long behind that it is called late
     * @param late is run on the timer's thread
     */
    SoftEnd(Timer timer, Duration within, Duration grace, Runnable late) {
        this.timer = timer;
        this.grace = grace;
        this.late = late;
        this.end = timer.nanos() + within.toNanos();
    }

    /** How long it may still take; nothing or less if that is over. */
    synchronized Duration left() {
        return Duration.ofNanos(end - timer.nanos());
    }

    boolean isOver() {
        return left().compareTo(Duration.ZERO) <= 0;
    }

    /** Has it called late from now on. */
    synchronized void watch() {
        alarm.cancel();
        if (!closed) {
            alarm = timer.in(left().plus(grace), late);
        }
    }

    /** Somebody who waits may not have as much time. */
    synchronized void bringForward(Duration within) {
        long theirs = timer.nanos() + within.toNanos();
        if (theirs - end < 0) {
            end = theirs;
            watch();
        }
    }

    /** It is not called late any more. */
    synchronized void close() {
        closed = true;
        alarm.cancel();
    }
}
