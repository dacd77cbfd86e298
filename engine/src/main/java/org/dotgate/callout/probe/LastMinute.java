package org.dotgate.callout.probe;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A count of the last minute, in parts of five seconds. Belongs to one thread at a time. */
final class LastMinute {
    private static final int PARTS = 12;
    private static final long PART = TimeUnit.SECONDS.toNanos(5);

    private final int[] parts = new int[PARTS];
    private final long origin;
    private long newest;

    LastMinute(long now) {
        origin = now;
    }

    void count(long now) {
        turnTo(now);
        parts[(int) (newest % PARTS)]++;
    }

    int sum(long now) {
        turnTo(now);
        return Arrays.stream(parts).sum();
    }

    private void turnTo(long now) {
        long part = Math.max(newest, (now - origin) / PART);
        for (long stale = Math.max(newest + 1, part - PARTS + 1); stale <= part; stale++) {
            parts[(int) (stale % PARTS)] = 0;
        }
        newest = part;
    }
}
