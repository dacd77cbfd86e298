package org.dotgate.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.settings.Values;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * The calls of one store that are under way: bounded in number and size, each ended when its time is up, and what became
 * of them. For the stores only. Thread-safe: its lock guards {@link #underWay} and {@link #alarm}.
 */
public final class Calls {
    /** Why calls of a closed store fail. */
    public static final String CLOSED = "the store is closed";
    /** How many may be under way. */
    public static final int MOST = 20_000;
    /** How large they may be together, in code units. */
    private static final long MOST_WEIGHT = 32_000_000;
    /** What a call weighs beside what it carries. */
    private static final long OWN_WEIGHT = MOST_WEIGHT / MOST;

    private final Timer timer;
    private final Duration timeout;
    private final Standing standing;
    private final AtomicLong weight = new AtomicLong();
    /** In the order of their deadlines, some of them ended. */
    private final Queue<Deadline> underWay = new ArrayDeque<>();
    private Alarm alarm;
    private volatile boolean closed;

    /**
     * @param store whose calls they are; while it fails, it is asked for a change every few seconds
     * @param timeout how long one may take
     */
    public Calls(Store store, Timer timer, Duration timeout) {
        this.timer = timer;
        this.timeout = timeout;
        this.standing = new Standing(store, timer);
    }

    /**
     * Begins one.
     *
     * @param size of what it carries, in code units
     * @throws StoreException if too many are under way, or the store is closed
     */
    public <T> Call<T> begin(long size) throws StoreException {
        if (closed) {
            throw new StoreException(CLOSED);
        }
        long heavy = size + OWN_WEIGHT;
        if (weight.addAndGet(heavy) > MOST_WEIGHT) {
            weight.addAndGet(-heavy);
            String full = "the store has too much to do: " + MOST + " calls, or their size, are under way";
            failed(full);
            throw new StoreException(full);
        }
        Call<T> call = new Call<>(this, heavy);
        add(call.deadline(timer.nanos() + timeout.toNanos()));
        if (closed) {
            call.fail(new StoreException(CLOSED));
        }
        return call;
    }

    private synchronized void add(Deadline deadline) {
        // two for one, so that what has ended does not pile up while calls come faster than they grow old
        for (int i = 0; i < 2 && !underWay.isEmpty() && underWay.peek().isOver(); i++) {
            underWay.poll();
        }
        underWay.add(deadline);
        if (alarm == null) {
            alarm = timer.in(timeout, this::expire);
        }
    }

    private void expire() {
        List<Deadline> late = new ArrayList<>();
        synchronized (this) {
            long now = timer.nanos();
            while (!underWay.isEmpty() && (underWay.peek().isOver() || underWay.peek().isDue(now))) {
                late.add(underWay.poll());
            }
            alarm = underWay.isEmpty() ? null : timer.in(Duration.ofNanos(underWay.peek().left(now)), this::expire);
        }
        late.forEach(deadline -> deadline.fail(new StoreException("the store has not answered within " + Values.show(timeout))));
    }

    /** A call that has failed before it began, by a mistake of the caller's; it says nothing about the store. */
    public static <T> CompletableFuture<T> refused(String mistake) {
        return CompletableFuture.failedFuture(new StoreException(mistake));
    }

    /** How long one may take. */
    public Duration timeout() {
        return timeout;
    }

    void ended(long size) {
        weight.addAndGet(-size);
    }

    void worked() {
        standing.worked();
    }

    void failed(String why) {
        standing.failed(why);
    }

    /** Takes note that what was stored has been lost, all or in part. */
    public void lost() {
        standing.lost();
    }

    public StoreHealth health() {
        return standing.health();
    }

    /** Whether the store has ended. */
    public boolean isClosed() {
        return closed;
    }

    /** Fails all calls under way, and all that come. */
    public void close() {
        closed = true;
        standing.close();
        List<Deadline> rest;
        synchronized (this) {
            rest = new ArrayList<>(underWay);
            underWay.clear();
            if (alarm != null) {
                alarm.cancel();
            }
        }
        rest.forEach(deadline -> deadline.fail(new StoreException(CLOSED)));
    }

    /** When a call must have ended. It lets go of a call that has, so that nobody's answer is held until then. */
    static final class Deadline {
        private final long nanos;
        private volatile Call<?> call;

        Deadline(long nanos, Call<?> call) {
            this.nanos = nanos;
            this.call = call;
        }

        void over() {
            call = null;
        }

        boolean isOver() {
            return call == null;
        }

        boolean isDue(long now) {
            return nanos - now <= 0;
        }

        long left(long now) {
            return nanos - now;
        }

        void fail(StoreException trouble) {
            Call<?> late = call;
            if (late != null) {
                late.fail(trouble);
            }
        }
    }
}
