package org.dotgate.callout.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.callout.CalloutQueue;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.QueueFullException;
import org.dotgate.callout.WorkText;
import org.dotgate.store.Calls;
import org.dotgate.store.Limits;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.time.Timer;

/**
 * A queue in a Redis server, from which whatever calloutds there are take work. It is the same for all who name that server, and
 * survives whatever the server's data survive. Thread-safe.
 */
public final class RedisQueue implements CalloutQueue {
    /** How much may wait; nothing is pushed out by what comes later. */
    public static final int MOST = 50_000;

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

    private final QueueScripts scripts;
    private final Timer timer;
    private final int most;
    private final AtomicLong counted;
    private volatile long waiting;
    private volatile boolean closed;

    public RedisQueue(RedisCalls calls, Timer timer) {
        this(calls, timer, MOST);
    }

    RedisQueue(RedisCalls calls, Timer timer, int most) {
        this.scripts = new QueueScripts(calls, timer);
        this.timer = timer;
        this.most = most;
        this.counted = new AtomicLong(timer.nanos() - COUNTED_EVERY.toNanos());
    }

    @Override
    public CompletionStage<Boolean> add(CalloutWork work) {
        String mistake = Limits.mistake(QueueScripts.TABLE, work.key());
        if (mistake != null || closed) {
            return Calls.refused(closed ? Calls.CLOSED : mistake);
        }
        return scripts.add(work, most).thenCompose(answer -> {
            waiting = answer.get(1);
            if (answer.get(0) < 0) {
                return CompletableFuture.failedFuture(new QueueFullException(waiting + " call-outs wait in the store already"));
            }
            return CompletableFuture.completedFuture(answer.get(0) == 1);
        });
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> find(String key) {
        String mistake = Limits.mistake(QueueScripts.TABLE, key);
        if (mistake != null || closed) {
            return Calls.refused(closed ? Calls.CLOSED : mistake);
        }
        return scripts.find(key).thenApply(answer -> {
            waiting = (Long) answer.get(1);
            return Optional.ofNullable((String) answer.get(0)).flatMap(value -> WorkText.read(key, value));
        });
    }

    /** Of all who use the queue, and what is under way with it; as it was a few seconds ago at most, if it is asked often. */
    @Override
    public int waiting() {
        long now = timer.nanos();
        long last = counted.get();
        if (!closed && now - last >= COUNTED_EVERY.toNanos() && counted.compareAndSet(last, now)) {
            scripts.find("").thenAccept(answer -> waiting = (Long) answer.get(1));
        }
        return (int) Math.min(Integer.MAX_VALUE, waiting);
    }

    @Override
    public void close() {
        closed = true;
    }
}
