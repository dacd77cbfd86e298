package org.dotgate.benchmarks.greylist;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.time.Alarm;
import org.dotgate.time.SystemTimer;
import org.dotgate.time.Timer;

/** The system's time, but the clock on the wall can be put forward, so that nobody has to wait for a delay. Thread-safe. */
final class TurnedTimer implements Timer, AutoCloseable {
    private final SystemTimer system = new SystemTimer();
    private final AtomicLong ahead = new AtomicLong();

    /** @param ahead by how much from the start */
    TurnedTimer(Duration ahead) {
        this.ahead.set(ahead.toMillis());
    }

    void forward(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    @Override
    public Instant now() {
        return system.now().plusMillis(ahead.get());
    }

    @Override
    public long nanos() {
        return system.nanos();
    }

    @Override
    public Alarm in(Duration delay, Runnable action) {
        return system.in(delay, action);
    }

    @Override
    public void close() {
        system.close();
    }
}
