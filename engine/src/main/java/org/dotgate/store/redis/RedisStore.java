package org.dotgate.store.redis;

import static org.dotgate.store.redis.RedisConnection.octets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Call;
import org.dotgate.store.Calls;
import org.dotgate.store.Entry;
import org.dotgate.store.Limits;
import org.dotgate.store.Octets;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreHealth;
import org.dotgate.store.StoreUrl;
import org.dotgate.time.Timer;
import redis.clients.jedis.Protocol.Command;

/**
 * A store in a Redis server, which several nodes may share. A record is what is under {@code dotgate:TABLE:KEY}: when it
 * ends, in milliseconds, a space, its value. The keys of a table are the members of {@code dotgate:TABLE}, a sorted set.
 *
 * <p>Whether a record has ended is judged by the clock of the node that asks; the server removes it a minute later. What
 * was read is kept for {@link #KEPT}, so what another node has changed since is seen by then. That is good enough for
 * reading, and no change rests on it: those are compared in the server, and one that failed has its record read anew.
 * Thread-safe.
 */
public final class RedisStore implements Store {
    /** How long a record that was read is taken for what is there. */
    static final Duration KEPT = Duration.ofSeconds(10);
    /** The server's clock and those of the nodes may differ so much. */
    private static final long MARGIN_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST_LIFE_MILLIS = Duration.ofDays(36_500).toMillis();
    /** In octets, about. */
    private static final long CACHED = 16 << 20;

    private final Timer timer;
    private final Calls calls;
    private final RedisLine line;
    private final RedisCalls others;
    private final RedisSweep sweep;
    private final Cache<String, Entry> cache;

    /**
     * Connects when it is asked something for the first time.
     *
     * @param url a server's
     * @param timeout how long a call may take
     */
    public RedisStore(StoreUrl url, Duration timeout, Timer timer) {
        this.timer = timer;
        this.calls = new Calls(this, timer, timeout);
        this.line = new RedisLine(url, calls, timer);
        this.others = new RedisCalls(url, calls, line);
        this.sweep = new RedisSweep(line, timer);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(CACHED)
                .weigher((String key, Entry entry) -> 2 * (key.length() + entry.value().length()) + 200)
                .expireAfterWrite(KEPT)
                .ticker(timer::nanos)
                .executor(Runnable::run)
                .build();
        line.start();
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String table, String key) {
        String mistake = Limits.mistake(table, key);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        String name = name(table, key);
        Entry known = calls.isClosed() ? null : cache.getIfPresent(name);
        if (known != null) {
            return CompletableFuture.completedFuture(living(known));
        }
        try {
            Call<Optional<Entry>> call = calls.begin(key.length());
            line.add(Request.of(Command.GET, call::isDone, answer -> {
                Entry found = answer == null ? null : entry(key, (byte[]) answer);
                if (found != null) {
                    cache.put(name, found);
                }
                call.answer(living(found));
            }, call::fail, Octets.of(name)));
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<Entry> living(Entry entry) {
        return Optional.ofNullable(entry).filter(found -> !found.isExpired(timer.now()));
    }

    private static String name(String table, String key) {
        return "dotgate:" + table + ":" + key;
    }

    /** @return null if this is no record of ours */
    static Entry entry(String key, byte[] record) {
        String text = Octets.text(record);
        int space = text.indexOf(' ');
        try {
            return space < 0 ? null : new Entry(key, text.substring(space + 1), Long.parseLong(text.substring(0, space)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
        String mistake = Limits.mistake(table, key, known, value);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        int size = key.length() + (known == null ? 0 : known.length()) + (value == null ? 0 : value.length());
        try {
            Call<Boolean> call = calls.begin(size);
            sweep.isUsed(table);
            line.add(change(call, table, key, known, value, value == null ? 0 : expires.toEpochMilli()));
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Request change(Call<Boolean> call, String table, String key, String known, String value, long expires) {
        String name = name(table, key);
        long now = timer.now().toEpochMilli();
        long life = Math.max(0, Math.min(LONGEST_LIFE_MILLIS, expires - Math.min(now, expires))) + MARGIN_MILLIS;
        return Request.of(Script.REPLACE, call::isDone, answer -> {
            boolean made = (Long) answer == 1;
            if (made && value != null) {
                cache.put(name, new Entry(key, value, expires));
                call.answerPut(true);
            } else {
                cache.invalidate(name);
                call.answer(made);
            }
        }, trouble -> {
            // it may have been made all the same
            cache.invalidate(name);
            call.fail(trouble);
        }, octets("2"), Octets.of(name), octets("dotgate:" + table),
                octets(Long.toString(now)),
                Octets.of(known == null ? "-" : "=" + known),
                Octets.of(value == null ? "-" : "=" + expires + " " + value),
                octets(Long.toString(life)),
                Octets.of(key));
    }

    @Override
    public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
        String mistake = Limits.mistake(table, prefix, after, limit);
        if (mistake != null) {
            return Calls.refused(mistake);
        }
        try {
            Call<List<Entry>> call = calls.begin(prefix.length());
            sweep.isUsed(table);
            new RedisListing(line, call, table, prefix, limit, timer).askFrom(after);
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The way to have the server do something else. */
    public RedisCalls calls() {
        return others;
    }

    @Override
    public StoreHealth health() {
        return calls.health();
    }

    @Override
    public void close() {
        sweep.close();
        calls.close();
        line.close();
    }
}
