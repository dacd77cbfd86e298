package org.dotgate.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's time, and one daemon thread for what comes later. Thread-safe. */
public final class SystemTimer implements Timer, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SystemTimer.class);

    private final ScheduledThreadPoolExecutor thread;

    public SystemTimer() {
        thread = new ScheduledThreadPoolExecutor(1, action -> {
            Thread timer = new Thread(action, "dotgate-timer");
            timer.setDaemon(true);
            return timer;
        });
        // a session that wakes early must not leave its alarms, and what they hold, behind for minutes
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm in(Duration delay, Runnable action) {
        Future<?> call = thread.schedule(() -> guarded(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> call.cancel(false);
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOGGER.error("A timed action failed", e);
        }
    }

    /** Ends the thread; calls that have not come never will. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
