package org.dotgate.hooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/** Stands still until it is turned; what comes due runs on the turning thread. Thread-safe. */
public final class TurnedTimer implements Timer {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparingLong(call -> call.due));
    private long nanos;

    /** An action and when it is due. */
    private static final class Call {
        private final long due;
        private final Runnable action;

        private Call(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }
    }

    /** Lets time pass. */
    public void turn(Duration time) {
        synchronized (this) {
            nanos += time.toNanos();
        }
        for (Call call = due(); call != null; call = due()) {
            call.action.run();
        }
    }

    private synchronized Call due() {
        return calls.isEmpty() || calls.peek().due > nanos ? null : calls.poll();
    }

    /** How many calls are to come. */
    public synchronized int pending() {
        return calls.size();
    }

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
        Call call = new Call(nanos + delay.toNanos(), action);
        calls.add(call);
        return () -> {
            synchronized (this) {
                calls.remove(call);
            }
        };
    }
}
