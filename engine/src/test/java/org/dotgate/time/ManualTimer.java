package org.dotgate.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test turns it. What comes due runs on the turning thread, in order of time. */
public final class ManualTimer implements Timer {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.<Call>comparingLong(call -> call.due).thenComparingLong(call -> call.order));
    private long nanos;
    private long order;

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Alarm in(Duration delay, Runnable action) {
        Call call = new Call(nanos + delay.toNanos(), order++, action);
        calls.add(call);
        return () -> {
            synchronized (this) {
                calls.remove(call);
            }
        };
    }

    /** Lets time pass; alarms due on the way see the time at which they are due. */
    public void turn(Duration duration) {
        long end = nanos() + duration.toNanos();
        for (Call call = next(end); call != null; call = next(end)) {
            call.action.run();
        }
        synchronized (this) {
            nanos = end;
        }
    }

    /** How many calls are still to come. */
    public synchronized int pending() {
        return calls.size();
    }

    private synchronized Call next(long end) {
        Call call = calls.peek();
        if (call == null || call.due > end) {
            return null;
        }
        nanos = Math.max(nanos, call.due);
        return calls.poll();
    }

    private static final class Call {
        final long due;
        final long order;
        final Runnable action;

        Call(long due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }
    }
}
