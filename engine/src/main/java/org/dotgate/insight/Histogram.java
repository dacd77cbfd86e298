package org.dotgate.insight;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How often something took how long. Each power of two of microseconds has four steps, so that a time is known to a quarter;
 * what took longer than a day is counted in the last. Thread-safe, without a lock: figures that are read while times are
 * added may lack the last of them.
 */
public final class Histogram {
    private static final int STEPS = 4;
    private static final int STEP_BITS = 2;
    /** The last step ends beyond 2^36 microseconds, which is 19 hours. */
    private static final int SIZE = 36 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(SIZE);
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /** A step of times, and how many lay in it. Immutable. */
    public static final class Bar {
        private final Duration upTo;
        private final long count;

        Bar(Duration upTo, long count) {
            this.upTo = upTo;
            this.count = count;
        }

        /** Where the step ends. */
        public Duration upTo() {
            return upTo;
        }

        public long count() {
            return count;
        }
    }

    /** Adds a time; a negative one counts as none. */
    public void add(Duration time) {
        long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
        counts.incrementAndGet(step(micros));
        longest.accumulate(micros);
    }

    private static int step(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int within = (int) (micros >>> power - STEP_BITS) & STEPS - 1;
        return Math.min(SIZE - 1, (power - 1) * STEPS + within);
    }

    /** Where a step ends, in microseconds. */
    private static long end(int step) {
        return step < STEPS ? step + 1 : (long) (STEPS + step % STEPS + 1) << step / STEPS - 1;
    }

    public long count() {
        long count = 0;
        for (int step = 0; step < SIZE; step++) {
            count += counts.get(step);
        }
        return count;
    }

    /** The longest time of all, to the microsecond. */
    public Duration longest() {
        return Duration.of(longest.get(), ChronoUnit.MICROS);
    }

    /**
     * The time within which this share of them lay, rounded up to the end of its step, but to no more than the longest; zero if
     * there are none.
     *
     * @param percent above 0, at most 100
     */
    public Duration percentile(double percent) {
        long wanted = (long) Math.ceil(percent / 100 * count());
        long seen = 0;
        for (int step = 0; step < SIZE && wanted > 0; step++) {
            seen += counts.get(step);
            if (seen >= wanted) {
                return Duration.of(Math.min(end(step), longest.get()), ChronoUnit.MICROS);
            }
        }
        return longest();
    }

    /** The steps from the first to the last that have any, those without included. */
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        int filled = 0;
        for (int step = 0; step < SIZE; step++) {
            long count = counts.get(step);
            if (count > 0 || !bars.isEmpty()) {
                bars.add(new Bar(Duration.of(end(step), ChronoUnit.MICROS), count));
                filled = count > 0 ? bars.size() : filled;
            }
        }
        return List.copyOf(bars.subList(0, filled));
    }
}
