package org.dotgate.store.redis;

import static org.dotgate.store.redis.RedisConnection.octets;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.dotgate.store.Octets;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/** Goes round the indexes of the tables that this node uses, and takes keys out whose records have expired. Thread-safe. */
final class RedisSweep {
    private static final Duration STEP_EVERY = Duration.ofSeconds(1);
    private static final Duration ROUND_EVERY = Duration.ofMinutes(10);
    private static final int STEP = 1000;

    private final RedisLine line;
    private final Timer timer;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();
    private volatile Alarm next;
    private volatile boolean closed;

    RedisSweep(RedisLine line, Timer timer) {
        this.line = line;
        this.timer = timer;
        in(ROUND_EVERY, this::round);
    }

    /** Takes note of a table. */
    void isUsed(String table) {
        // asked first: almost always it is there
        if (!tables.contains(table)) {
            tables.add(table);
        }
    }

    private void in(Duration delay, Runnable action) {
        if (!closed) {
            next = timer.in(delay, action);
        }
    }

    private void round() {
        nextTable(new ConcurrentSkipListSet<>(tables));
    }

    private void nextTable(ConcurrentSkipListSet<String> rest) {
        String table = rest.pollFirst();
        if (table == null) {
            in(ROUND_EVERY, this::round);
        } else {
            step(table, octets("-"), rest);
        }
    }

    private void step(String table, byte[] from, ConcurrentSkipListSet<String> rest) {
        line.add(Request.of(Script.SWEEP, () -> false, answer -> {
            List<?> seen = (List<?>) answer;
            if ((Long) seen.get(0) < STEP) {
                in(STEP_EVERY, () -> nextTable(rest));
            } else {
                byte[] last = RedisListing.bound('(', Octets.text((byte[]) seen.get(1)));
                in(STEP_EVERY, () -> step(table, last, rest));
            }
            // what is wrong with the server is told by the calls
        }, trouble -> in(ROUND_EVERY, this::round),
                octets("1"), octets("dotgate:" + table), from, octets(Integer.toString(STEP)), octets("dotgate:" + table + ":")));
    }

    void close() {
        closed = true;
        next.cancel();
    }
}
