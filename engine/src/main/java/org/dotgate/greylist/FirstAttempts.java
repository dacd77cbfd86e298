package org.dotgate.greylist;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many first attempts of each hour have come to an end, and how many never have once their window is over. A pass counts
 * for the hour of its first attempt, whichever process wrote that down. One hour is 200 octets, and a window at most a year.
 * Thread-safe, without a lock.
 */
final class FirstAttempts {
    private static final long HOUR = 3600_000;

    private final long since;
    private final Map<Long, Hour> hours = new ConcurrentHashMap<>();
    private final LongAdder never = new LongAdder();
    private volatile long window;

    /** The first attempts of one hour. */
    private static final class Hour {
        final LongAdder began = new LongAdder();
        final LongAdder ended = new LongAdder();

        long open() {
            // with several servers on one store, more may have ended here than have begun here
            return Math.max(0, began.sum() - ended.sum());
        }
    }

    FirstAttempts(long since) {
        this.since = since;
    }

    void began(long now, long currentWindow) {
        window = currentWindow;
        Hour hour = hours.get(now / HOUR);
        if (hour == null) {
            retire(now);
            hour = hours.computeIfAbsent(now / HOUR, made -> new Hour());
        }
        hour.began.increment();
    }

    /** @param firstSeen when the attempt that is over had come; of no meaning before the start, or in the future */
    void ended(long firstSeen, long now) {
        if (firstSeen < since || firstSeen > now || isOver(firstSeen / HOUR, now)) {
            return;
        }
        hours.computeIfAbsent(firstSeen / HOUR, made -> new Hour()).ended.increment();
    }

    /** Whether nothing that came in an hour can pass any more. */
    private boolean isOver(long hour, long now) {
        return window > 0 && (hour + 1) * HOUR + window <= now;
    }

    private void retire(long now) {
        for (Iterator<Map.Entry<Long, Hour>> each = hours.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Long, Hour> entry = each.next();
            // who removes it counts it
            if (isOver(entry.getKey(), now) && hours.remove(entry.getKey(), entry.getValue())) {
                never.add(entry.getValue().open());
            }
        }
    }

    long neverRetried(long now) {
        retire(now);
        return never.sum();
    }

    long waiting(long now) {
        retire(now);
        return hours.values().stream().mapToLong(Hour::open).sum();
    }
}
