package org.dotgate.greylist;

import java.util.concurrent.atomic.LongAdder;

/** What a greylist has told, counted since the start: at RCPT by recipient, at the dot by message. Thread-safe. */
public final class GreylistCounts {
    private final LongAdder passed = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final LongAdder shadowDelayed = new LongAdder();
    private final LongAdder unavailable = new LongAdder();

    /** @param shadow whether nobody was told */
    void note(GreylistAnswer answer, boolean shadow) {
        if (answer.isUnavailable()) {
            unavailable.increment();
        } else if (answer.isPass()) {
            passed.increment();
        } else {
            (shadow ? shadowDelayed : delayed).increment();
        }
    }

    /** How often it let pass. */
    public long passed() {
        return passed.sum();
    }

    /** How often it told a client to come again. */
    public long delayed() {
        return delayed.sum();
    }

    /** How often it would have told a client to come again, but for shadow mode. */
    public long shadowDelayed() {
        return shadowDelayed.sum();
    }

    /** How often it had no answer, since the store had none. */
    public long unavailable() {
        return unavailable.sum();
    }
}
