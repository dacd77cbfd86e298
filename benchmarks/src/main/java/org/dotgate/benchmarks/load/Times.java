package org.dotgate.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/** Measured times. Not thread-safe. */
public final class Times {
    private long[] nanos = new long[1024];
    private int count;

    /** Adds one. */
    public void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    /** Adds another's. */
    public void add(Times other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    public int count() {
        return count;
    }

    /**
     * The time within which this share of them lay (nearest rank); zero if there are none.
     *
     * @param percent above 0, at most 100
     */
    public Duration percentile(double percent) {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(percent / 100 * count) - 1]);
    }
}
