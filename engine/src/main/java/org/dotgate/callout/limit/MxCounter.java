package org.dotgate.callout.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dotgate.time.Alarm;

/** What one name or one address has of us, and who waits for it. Guarded by the lock of its {@link LocalMxLimits}. */
final class MxCounter {
    static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Set<MxWaiter> waiting = new LinkedHashSet<>();
    /** When each connection of the last minute began, the oldest first. */
    private final Deque<Long> begun = new ArrayDeque<>(2);
    private int connections;
    /** Those of the connections that have a place here and have not begun, because they wait elsewhere. */
    private int reserved;
    /** Set while the first who waits does so for the minute to pass. */
    private Alarm alarm;

    void enqueue(MxWaiter waiter) {
        waiting.add(waiter);
    }

    /** @return whether it was waiting here */
    boolean withdraw(MxWaiter waiter) {
        return waiting.remove(waiter);
    }

    /** Who has waited longest; null if nobody waits. */
    MxWaiter first() {
        Iterator<MxWaiter> all = waiting.iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** All who wait, in the order of arrival. */
    List<MxWaiter> waiting() {
        return List.copyOf(waiting);
    }

    boolean hasRoom(PerMx most, long now) {
        forget(now);
        return connections < most.connections() && begun.size() + reserved < most.perMinute();
    }

    /** How long until a connection of the last minute no longer counts; -1 if there is none, or a place must come free first. */
    long untilLater(PerMx most, long now) {
        return connections < most.connections() && !begun.isEmpty() ? begun.peekFirst() + MINUTE - now : -1;
    }

    void reserve() {
        connections++;
        reserved++;
    }

    void giveUpReserved() {
        connections--;
        reserved--;
    }

    void beginReserved(long now) {
        reserved--;
        begun.add(now);
    }

    void begin(long now) {
        connections++;
        begun.add(now);
    }

    void end() {
        connections--;
    }

    boolean hasAlarm() {
        return alarm != null;
    }

    void setAlarm(Alarm value) {
        alarm = value;
    }

    void forgetAlarm() {
        alarm = null;
    }

    void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    /** Whether nothing is lost if it is thrown away. */
    boolean isIdle(long now) {
        forget(now);
        return connections == 0 && waiting.isEmpty() && begun.isEmpty();
    }

    private void forget(long now) {
        while (!begun.isEmpty() && now - begun.peekFirst() >= MINUTE) {
            begun.poll();
        }
    }
}
