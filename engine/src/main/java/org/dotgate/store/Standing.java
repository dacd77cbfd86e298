package org.dotgate.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * Whether a store works. It fails from the first call that failed until a record has been put, and then not a moment longer:
 * what can be read says little of a disk that is full, or of a server that takes no changes. Since nobody may have
 * anything to put for hours, a record of no meaning is put every few seconds while the store fails. Thread-safe.
 */
final class Standing {
    /** How often a record is put, to see whether that works again. */
    static final Duration TRY_EVERY = Duration.ofSeconds(3);
    /** Where that record is, and what it is called. */
    static final String TRIAL = "trial";

    private final Store store;
    private final Timer timer;
    private final AtomicLong failures = new AtomicLong();
    /** Null while the store works. */
    private final AtomicReference<Failing> failing = new AtomicReference<>();
    private volatile Instant lostAt;
    /** Whether a record is being put, or will be; until it is seen that the store works. */
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile Alarm next = () -> {};
    private volatile boolean closed;

    /** @param store whose standing it is */
    Standing(Store store, Timer timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Takes note that a call has failed. */
    void failed(String why) {
        failures.incrementAndGet();
        Instant now = timer.now();
        failing.updateAndGet(was -> new Failing(was == null ? now : was.since, why));
        tryLater();
    }

    /**
     * Takes note that a record has been put. Neither what is read says as much, nor a change that did not find what it
     * expected, nor a deletion, which a server that is out of memory still does.
     */
    void worked() {
        // asked first: almost always there is nothing to end
        if (failing.get() != null) {
            failing.set(null);
        }
    }

    private void tryLater() {
        if (!closed && trying.compareAndSet(false, true)) {
            next = timer.in(TRY_EVERY, this::tryNow);
        }
    }

    private void tryNow() {
        if (failing.get() == null || closed) {
            triedOnce();
        } else {
            // one that has ended before it begins, so that it never stands in the way of the next
            store.replace(TRIAL, TRIAL, null, "", Instant.EPOCH).whenComplete((made, trouble) -> triedOnce());
        }
    }

    private void triedOnce() {
        trying.set(false);
        if (failing.get() != null) {
            tryLater();
        }
    }

    /** Takes note that what was stored has been lost, all or in part. */
    void lost() {
        lostAt = timer.now();
    }

    StoreHealth health() {
        Failing now = failing.get();
        return new StoreHealth(failures.get(), now == null ? null : now.since, now == null ? null : now.why, lostAt);
    }

    /** Has nothing put any more. */
    void close() {
        closed = true;
        next.cancel();
    }

    /** Immutable. */
    private static final class Failing {
        final Instant since;
        final String why;

        Failing(Instant since, String why) {
            this.since = since;
            this.why = why;
        }
    }
}
