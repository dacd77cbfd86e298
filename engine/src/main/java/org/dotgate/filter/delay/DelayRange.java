package org.dotgate.filter.delay;

import java.time.Duration;
import org.dotgate.settings.ValueType;
import org.dotgate.settings.Values;

/** A shortest and a longest wait, as in {@code 4s} or {@code 2s..10s}; at most {@link #MOST}. Immutable. */
final class DelayRange {
    /** No budget is longer. */
    static final Duration MOST = Duration.ofSeconds(170);

    static final ValueType<DelayRange> TYPE = DelayRange::parse;

    private final Duration least;
    private final Duration most;

    private DelayRange(Duration least, Duration most) {
        this.least = least;
        this.most = most;
    }

    private static DelayRange parse(String text) {
        int dots = text.indexOf("..");
        Duration least = Values.DURATION_OR_OFF.parse(dots < 0 ? text : text.substring(0, dots).trim());
        Duration most = dots < 0 ? least : Values.DURATION_OR_OFF.parse(text.substring(dots + 2).trim());
        if (most.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than " + Values.show(MOST)
                    + ", the longest budget a message can have");
        }
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("'" + text + "' ends before it begins; the shorter delay stands first,"
                    + " as in 2s..10s");
        }
        return new DelayRange(least, most);
    }

    /** @param place where in the range, from 0 to 1 */
    Duration at(double place) {
        return least.plusNanos(Math.round(most.minus(least).toNanos() * place));
    }
}
