package org.dotgate.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dotgate.time.Timer;

/**
 * How many came to which outcome in each of the last {@value #MINUTES} minutes: a ring that forgets the oldest. Thread-safe:
 * its lock is the object itself, and is held for a few instructions.
 */
public final class Outcomes {
    /** A day. */
    public static final int MINUTES = 24 * 60;

    private static final Outcome[] KINDS = Outcome.values();

    private final Timer timer;
    /** Which minute a place of the ring counts, from 1970 on. */
    private final long[] minutes = new long[MINUTES];
    private final long[][] counts = new long[MINUTES][KINDS.length];

    Outcomes(Timer timer) {
        this.timer = timer;
    }

    /** One minute. Immutable. */
    public static final class Step {
        private final Instant at;
        private final long[] counts;

        private Step(Instant at, long[] counts) {
            this.at = at;
            this.counts = counts;
        }

        /** When it began. */
        public Instant at() {
            return at;
        }

        public long count(Outcome outcome) {
            return counts[outcome.ordinal()];
        }
    }

    void add(Outcome outcome) {
        long minute = minute();
        int place = place(minute);
        synchronized (this) {
            if (minutes[place] != minute) {
                minutes[place] = minute;
                counts[place] = new long[KINDS.length];
            }
            counts[place][outcome.ordinal()]++;
        }
    }

    /**
     * The last minutes, oldest first, this one included.
     *
     * @param last how many, from 1 to {@value #MINUTES}
     */
    public List<Step> steps(int last) {
        long now = minute();
        List<Step> steps = new ArrayList<>(last);
        synchronized (this) {
            for (long minute = now - last + 1; minute <= now; minute++) {
                int place = place(minute);
                long[] there = minutes[place] == minute ? counts[place].clone() : new long[KINDS.length];
                steps.add(new Step(Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(minute)), there));
            }
        }
        return steps;
    }

    private long minute() {
        return Math.floorDiv(timer.now().getEpochSecond(), TimeUnit.MINUTES.toSeconds(1));
    }

    private static int place(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }
}
