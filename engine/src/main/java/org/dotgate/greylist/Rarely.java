package org.dotgate.greylist;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.time.Timer;

/** Lets one line into the log a minute, where a flood could write thousands. Thread-safe. */
final class Rarely {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Timer timer;
    private final AtomicLong next;

    Rarely(Timer timer) {
        this.timer = timer;
        this.next = new AtomicLong(timer.nanos());
    }

    /** Whether it is time for a line, which the caller then writes. */
    boolean now() {
        long now = timer.nanos();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
