package org.dotgate.callout.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.time.Timer;

/**
 * Limits of this process. Who wants to connect waits for a place at the host's name first, and holding it for one at the
 * address: always in this order, so that nobody waits in a circle; and whoever waits at a name that a stranger keeps busy does
 * not stand in the way at an address that others want. Each queue is served in the order of arrival, so limits that differ
 * between callers make those behind wait for the first. The minute is a sliding one, and exact.
 *
 * <p>What is idle is forgotten, and at most {@value #MOST_WAITING} wait: strangers name hosts without end. Whoever waits takes
 * no thread. Places are given on the thread that made room, which may be the timer's: what is done behind {@link #enter}
 * must be short, or go to another thread, and must not wait for another place. Thread-safe: its lock is the object itself,
 * under which nobody is called but the timer.
 */
public final class LocalMxLimits implements MxLimits, AutoCloseable {
    static final int MOST_WAITING = 50_000;

    private final Timer timer;
    /** By the host's name in lower case, or by address: the one is never equal to the other. */
    private final Map<Object, MxCounter> counters = new HashMap<>();
    /** What may be idle a minute after a time, in order of time. */
    private final Deque<Tidying> tidying = new ArrayDeque<>();
    /** Who has got a place, and does not know yet. */
    private final Deque<MxWaiter> granted = new ArrayDeque<>();
    private boolean telling;
    private int waiting;
    private boolean closed;

    public LocalMxLimits(Timer timer) {
        this.timer = timer;
    }

    @Override
    public CompletableFuture<Place> enter(String host, InetAddress address, PerMx most) {
        MxWaiter waiter = new MxWaiter(host.toLowerCase(Locale.ROOT), address, most);
        synchronized (this) {
            long now = timer.nanos();
            tidy(now);
            if (closed || waiting >= MOST_WAITING) {
                return CompletableFuture.failedFuture(new RejectedExecutionException(
                        closed ? "closed" : waiting + " wait for mail exchangers already"));
            }
            waiting++;
            counter(waiter.host).enqueue(waiter);
            advance(waiter.host, now);
        }
        waiter.future.whenComplete((place, failure) -> withdraw(waiter));
        tell();
        return waiter.future;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting;
    }

    /** How many names and addresses are remembered. */
    synchronized int remembered() {
        return counters.size();
    }

    private MxCounter counter(Object key) {
        return counters.computeIfAbsent(key, made -> new MxCounter());
    }

    /** Lets those pass for whom there is room at a name or an address. */
    private void advance(Object key, long now) {
        MxCounter counter = counters.get(key);
        if (counter == null) {
            return;
        }
        MxWaiter first = counter.first();
        while (first != null && !closed && counter.hasRoom(first.most, now)) {
            counter.withdraw(first);
            pass(first, counter, now);
            first = counter.first();
        }
        if (first == null) {
            counter.cancelAlarm();
            forgetIfIdle(key, counter, now);
        } else {
            watch(key, counter, now);
        }
    }

    /** Sees to it that whoever waits for the minute to pass does not wait longer. */
    private void watch(Object key, MxCounter counter, long now) {
        MxWaiter first = counter.first();
        if (first != null && !closed && !counter.hasAlarm()) {
            long delay = counter.untilLater(first.most, now);
            if (delay >= 0) {
                counter.setAlarm(timer.in(Duration.ofNanos(delay), () -> onAlarm(key, counter)));
            }
        }
    }

    private void pass(MxWaiter waiter, MxCounter counter, long now) {
        if (waiter.state == MxWaiter.State.AT_HOST) {
            counter.reserve();
            waiter.state = MxWaiter.State.AT_ADDRESS;
            counter(waiter.address).enqueue(waiter);
            advance(waiter.address, now);
        } else {
            counter.begin(now);
            MxCounter byHost = counters.get(waiter.host);
            byHost.beginReserved(now);
            watch(waiter.host, byHost, now);
            tidying.add(new Tidying(waiter.host, now));
            tidying.add(new Tidying(waiter.address, now));
            waiter.state = MxWaiter.State.CONNECTED;
            waiting--;
            granted.add(waiter);
        }
    }

    private void onAlarm(Object key, MxCounter counter) {
        synchronized (this) {
            counter.forgetAlarm();
            long now = timer.nanos();
            tidy(now);
            advance(key, now);
        }
        tell();
    }

    /** One thread at a time tells all, in a loop: who is told may leave at once, and the next would be told from within. */
    private void tell() {
        for (MxWaiter next = nextToTell(); next != null; next = nextToTell()) {
            MxWaiter waiter = next;
            try {
                if (!waiter.future.complete(() -> leave(waiter))) {
                    leave(waiter);
                }
            } finally {
                synchronized (this) {
                    telling = false;
                }
            }
        }
    }

    private synchronized MxWaiter nextToTell() {
        if (telling || granted.isEmpty()) {
            return null;
        }
        telling = true;
        return granted.poll();
    }

    private void leave(MxWaiter waiter) {
        synchronized (this) {
            if (waiter.state != MxWaiter.State.CONNECTED) {
                return;
            }
            waiter.state = MxWaiter.State.GONE;
            counters.get(waiter.address).end();
            counters.get(waiter.host).end();
            moved(waiter);
        }
        tell();
    }

    /** Somebody waits no longer, if he did: he has got his place, or wants none. */
    private void withdraw(MxWaiter waiter) {
        synchronized (this) {
            if (waiter.state == MxWaiter.State.AT_HOST) {
                counters.get(waiter.host).withdraw(waiter);
            } else if (waiter.state == MxWaiter.State.AT_ADDRESS) {
                counters.get(waiter.address).withdraw(waiter);
                counters.get(waiter.host).giveUpReserved();
            } else {
                return;
            }
            waiter.state = MxWaiter.State.GONE;
            waiting--;
            moved(waiter);
        }
        tell();
    }

    private void moved(MxWaiter waiter) {
        long now = timer.nanos();
        tidy(now);
        advance(waiter.address, now);
        advance(waiter.host, now);
    }

    private void tidy(long now) {
        while (!tidying.isEmpty() && now - tidying.peekFirst().since >= MxCounter.MINUTE) {
            Object key = tidying.poll().key;
            MxCounter counter = counters.get(key);
            if (counter != null) {
                forgetIfIdle(key, counter, now);
            }
        }
    }

    private void forgetIfIdle(Object key, MxCounter counter, long now) {
        if (counter.isIdle(now)) {
            counters.remove(key, counter);
        }
    }

    /** Ends all waiting; places that were given stay until they are left. */
    @Override
    public void close() {
        List<MxWaiter> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            counters.values().forEach(counter -> {
                left.addAll(counter.waiting());
                counter.cancelAlarm();
            });
        }
        left.forEach(waiter -> waiter.future.completeExceptionally(new CancellationException("closed")));
    }

    private static final class Tidying {
        final Object key;
        final long since;

        Tidying(Object key, long since) {
            this.key = key;
            this.since = since;
        }
    }
}
