package org.dotgate.callout.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.WorkText;
import org.dotgate.store.StoreException;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.redis.RedisWait;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work from a {@link RedisQueue} and has attempts made, so many at a time. An entry leaves the queue when its answer is
 * stored, or when it has been put off; until then it is held, and others are told so. Those that have told nothing for a while
 * have their entries taken over. Work that the store cannot be told about is kept, and told again. Thread-safe: its lock guards
 * {@link #held}, {@link #alarms} and {@link #closed}.
 */
public final class RedisWorker implements AutoCloseable {
    /** After so much silence whoever holds an entry is taken for dead. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisWorker.class);
    private static final Duration DUE_EVERY = Duration.ofSeconds(1);
    private static final Duration TOLD_AGAIN = Duration.ofSeconds(1);
    private static final Duration GONE = Duration.ofHours(1);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final QueueScripts scripts;
    private final Attempts attempts;
    private final String name;
    private final int most;
    private final Duration silence;
    private final Timer timer;
    private final Executor workers;
    private final QueueReader reader;
    private final Set<String> held = new HashSet<>();
    private final Set<Alarm> alarms = new HashSet<>();
    private boolean closed;

    /**
     * @param name of this worker in the server; no other that lives has it
     * @param most how many attempts are made at a time
     * @param silence as {@link #SILENCE}
     * @param workers where attempts begin
     */
    public RedisWorker(RedisCalls calls, Attempts attempts, String name, int most, Duration silence, Timer timer, Executor workers) {
        this.scripts = new QueueScripts(calls, timer);
        this.attempts = attempts;
        this.name = name;
        this.most = most;
        this.silence = silence;
        this.timer = timer;
        this.workers = workers;
        this.reader = new QueueReader(calls.waiting(), name, most, entries -> entries.forEach(this::take));
    }

    /** Begins. */
    public void start() {
        reader.start();
        moveDue();
        in(silence.dividedBy(3), this::renew);
    }

    /** How much it has in hand. */
    public synchronized int held() {
        return held.size();
    }

    /** Whether it is waiting for work, or has some. */
    public boolean isReady() {
        return reader.isReading();
    }

    /** Why no work can be had; empty if it can. */
    public Optional<String> trouble() {
        return reader.trouble();
    }

    private void take(QueueEntry entry) {
        synchronized (this) {
            if (closed || !held.add(entry.id())) {
                return;
            }
        }
        reader.room(-1);
        scripts.begin(entry).whenCompleteAsync((due, trouble) -> {
            if (trouble == null && due) {
                attempt(entry);
            } else {
                // it has left the queue; or nobody knows, and it is taken over from us after a while
                drop(entry.id());
            }
        }, workers);
    }

    private void drop(String id) {
        boolean dropped;
        synchronized (this) {
            dropped = held.remove(id);
        }
        if (dropped) {
            reader.room(1);
        }
    }

    private synchronized boolean isHeld(QueueEntry entry) {
        return !closed && held.contains(entry.id());
    }

    private void attempt(QueueEntry entry) {
        if (!isHeld(entry)) {
            return;
        }
        Optional<CalloutWork> work = WorkText.read(entry.key(), entry.value());
        if (work.isEmpty()) {
            LOGGER.warn("Work in the queue of call-outs is of no known form, and dropped");
            finish(entry, null);
            return;
        }
        make(work.get()).whenComplete((next, trouble) -> {
            if (trouble == null) {
                finish(entry, next.orElse(null));
            } else if (trouble instanceof StoreException || trouble.getCause() instanceof StoreException) {
                in(TOLD_AGAIN, () -> workers.execute(() -> attempt(entry)));
            } else if (isHeld(entry)) {
                LOGGER.error("A call-out failed, and is tried again after a while", trouble);
                drop(entry.id());
            }
        });
    }

    private CompletionStage<Optional<CalloutWork>> make(CalloutWork work) {
        try {
            return attempts.make(work);
        } catch (RuntimeException e) {
            // told like any other failure
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finish(QueueEntry entry, CalloutWork next) {
        if (isHeld(entry)) {
            scripts.finish(entry, next).whenComplete((done, trouble) -> {
                if (trouble == null) {
                    drop(entry.id());
                } else {
                    in(TOLD_AGAIN, () -> finish(entry, next));
                }
            });
        }
    }

    private void moveDue() {
        scripts.due().whenComplete((moved, trouble) ->
                in(trouble == null && moved == QueueScripts.STEP ? Duration.ZERO : DUE_EVERY, this::moveDue));
    }

    private void renew() {
        List<String> entries;
        synchronized (this) {
            entries = new ArrayList<>(held);
        }
        for (int from = 0; from < entries.size(); from += QueueScripts.STEP) {
            List<String> some = entries.subList(from, Math.min(entries.size(), from + QueueScripts.STEP));
            // they were taken for lost, so what comes of our attempts is of no more use
            scripts.renew(name, some).thenAccept(others -> others.forEach(this::drop));
        }
        int room = most - entries.size();
        CompletionStage<List<QueueEntry>> taken =
                room > 0 ? scripts.takeOver(name, silence, GONE, room) : CompletableFuture.completedFuture(List.of());
        taken.whenComplete((found, trouble) -> {
            if (trouble == null && !found.isEmpty()) {
                LOGGER.info("{} call-outs are taken over from a calloutd that is gone", found.size());
                found.forEach(this::take);
            }
            in(silence.dividedBy(3), this::renew);
        });
    }

    private synchronized void in(Duration delay, Runnable action) {
        if (!closed) {
            Alarm[] alarm = new Alarm[1];
            alarm[0] = timer.in(delay, () -> {
                synchronized (this) {
                    alarms.remove(alarm[0]);
                }
                action.run();
            });
            alarms.add(alarm[0]);
        }
    }

    /** Gives back at once what it has in hand, for others to do. Waits a few seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            alarms.forEach(Alarm::cancel);
            alarms.clear();
        }
        // what it reads at this moment is given back, too
        reader.end(RedisWait.LONGEST.plus(RedisWait.LONGEST));
        long end = System.nanoTime() + LAST_PATIENCE.toNanos();
        try {
            while (scripts.release(name).toCompletableFuture().get(end - System.nanoTime(), TimeUnit.NANOSECONDS) > 0) {
                LOGGER.debug("Call-outs are given back");
            }
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.warn("Call-outs under way cannot be given back; another calloutd takes them over after {} s", silence.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
