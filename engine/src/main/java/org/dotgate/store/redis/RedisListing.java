package org.dotgate.store.redis;

import static org.dotgate.store.redis.RedisConnection.octets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.store.Call;
import org.dotgate.store.Entry;
import org.dotgate.store.Octets;
import org.dotgate.time.Timer;

/** A page being put together, a few keys at a time, so that others have their turn at the server. Owned by the I/O thread. */
final class RedisListing {
    /** So many keys are read at once. */
    private static final int STEP = 500;
    /** Greater than any key that begins as what stands before it: our octets never have it. */
    private static final byte BEYOND = (byte) 0xFF;

    private final RedisLine line;
    private final Call<List<Entry>> call;
    private final String table;
    private final String prefix;
    private final int limit;
    private final Timer timer;
    private final List<Entry> page = new ArrayList<>();

    RedisListing(RedisLine line, Call<List<Entry>> call, String table, String prefix, int limit, Timer timer) {
        this.line = line;
        this.call = call;
        this.table = table;
        this.prefix = prefix;
        this.limit = limit;
        this.timer = timer;
    }

    /** Asks for what follows a key. */
    void askFrom(String after) {
        if (call.isDone()) {
            return;
        }
        int step = Math.min(STEP, limit - page.size());
        byte[] from = after.compareTo(prefix) >= 0 && !after.isEmpty() ? bound('(', after) : bound('[', prefix);
        byte[] to = bound('(', prefix + "x");
        to[to.length - 1] = BEYOND;
        line.add(Request.of(Script.PAGE, call::isDone, answer -> take((List<?>) answer, step), call::fail,
                octets("1"), octets("dotgate:" + table), from, to, octets(Integer.toString(step)), octets("dotgate:" + table + ":")));
    }

    static byte[] bound(char kind, String key) {
        return Octets.of(kind + key);
    }

    private void take(List<?> answer, int step) {
        long seen = (Long) answer.get(0);
        Instant now = timer.now();
        for (int i = 2; i + 1 < answer.size(); i += 2) {
            Entry entry = RedisStore.entry(Octets.text((byte[]) answer.get(i)), (byte[]) answer.get(i + 1));
            if (entry != null && !entry.isExpired(now)) {
                page.add(entry);
            }
        }
        if (seen < step || page.size() >= limit) {
            call.answer(page);
        } else {
            askFrom(Octets.text((byte[]) answer.get(1)));
        }
    }
}
