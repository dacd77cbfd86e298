package org.dotgate.greylist;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What greylisting costs the mail from one domain. Delays are counted in steps of which each is a quarter longer than the one
 * before at most, from a second to a year. Thread-safe, without a lock.
 */
public final class DomainCost {
    private static final int STEPS = 4;
    private static final int STEP_BITS = 2;
    /** The last step begins beyond 2^25 seconds, which is a year. */
    private static final int SIZE = 26 * STEPS;

    private final String domain;
    private final LongAdder delays = new LongAdder();
    private final LongAdder passes = new LongAdder();
    private final AtomicIntegerArray waits = new AtomicIntegerArray(SIZE);
    private final AtomicLong longest = new AtomicLong();

    DomainCost(String domain) {
        this.domain = domain;
    }

    void delayed() {
        delays.increment();
    }

    void passed(Duration waited) {
        passes.increment();
        waits.incrementAndGet(step(waited.toSeconds()));
        longest.accumulateAndGet(waited.toMillis(), Math::max);
    }

    private static int step(long seconds) {
        if (seconds < STEPS) {
            return (int) Math.max(0, seconds);
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(seconds);
        int within = (int) (seconds >>> power - STEP_BITS) & STEPS - 1;
        return Math.min(SIZE - 1, (power - 1) * STEPS + within);
    }

    /** Where a step ends, in seconds. */
    private static long end(int step) {
        return step < STEPS ? step + 1 : (long) (STEPS + step % STEPS + 1) << step / STEPS - 1;
    }

    /** A domain in lower case, {@code <>} for the null sender, or {@code other} for all whose sender has no proper one. */
    public String domain() {
        return domain;
    }

    /** How many first attempts were told to come again. */
    public long delays() {
        return delays.sum();
    }

    /** How many came again and passed. */
    public long passes() {
        return passes.sum();
    }

    /** How long half of those had waited at most, rounded up to the end of a step, but to no more than the longest. */
    public Duration medianDelay() {
        long all = 0;
        for (int step = 0; step < SIZE; step++) {
            all += waits.get(step);
        }
        long seen = 0;
        for (int step = 0; step < SIZE; step++) {
            seen += waits.get(step);
            if (seen > 0 && 2 * seen >= all) {
                return Duration.ofMillis(Math.min(end(step) * 1000, longest.get()));
            }
        }
        return Duration.ZERO;
    }

    public Duration longestDelay() {
        return Duration.ofMillis(longest.get());
    }
}
