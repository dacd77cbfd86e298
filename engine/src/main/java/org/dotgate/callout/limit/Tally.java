package org.dotgate.callout.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many of the last ten minutes' answers were of the bad kind. Counted in parts of half a minute, so that it takes the same
 * memory however many there are; what is counted is between nine and a half and ten minutes. Not thread-safe.
 */
final class Tally {
    /** How far it looks back. */
    static final Duration SPAN = Duration.ofMinutes(10);

    private static final int PARTS = 20;
    private static final long PART = SPAN.toNanos() / PARTS;

    private final int[] bad = new int[PARTS];
    private final int[] all = new int[PARTS];
    private final long origin;
    private long newest;

    /** @param now as {@link org.dotgate.time.Timer#nanos()} has it, here and below */
    Tally(long now) {
        origin = now;
    }

    void count(boolean isBad, long now) {
        turnTo(now);
        int part = (int) (newest % PARTS);
        all[part]++;
        if (isBad) {
            bad[part]++;
        }
    }

    int bad(long now) {
        turnTo(now);
        return Arrays.stream(bad).sum();
    }

    int all(long now) {
        turnTo(now);
        return Arrays.stream(all).sum();
    }

    private void turnTo(long now) {
        // threads may come in another order than they looked at the clock
        long part = Math.max(newest, (now - origin) / PART);
        for (long stale = Math.max(newest + 1, part - PARTS + 1); stale <= part; stale++) {
            bad[(int) (stale % PARTS)] = 0;
            all[(int) (stale % PARTS)] = 0;
        }
        newest = part;
    }
}
