package org.dotgate.callout.probe;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/** A timer whose calls come on an event loop; one called off there never comes. Thread-safe. */
final class LoopTimer implements Timer {
    private final Timer timer;
    private final EventLoop loop;

    LoopTimer(Timer timer, EventLoop loop) {
        this.timer = timer;
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    /** Has the action run on the event loop; false if that has ended. */
    boolean execute(Runnable action) {
        try {
            loop.execute(action);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public Instant now() {
        return timer.now();
    }

    @Override
    public long nanos() {
        return timer.nanos();
    }

    /** @return to be called off on the event loop */
    @Override
    public Alarm in(Duration delay, Runnable action) {
        return new LoopAlarm(delay, action);
    }

    private final class LoopAlarm implements Alarm {
        private final Alarm alarm;
        private boolean off;

        LoopAlarm(Duration delay, Runnable action) {
            alarm = timer.in(delay, () -> execute(() -> {
                if (!off) {
                    action.run();
                }
            }));
        }

        @Override
        public void cancel() {
            off = true;
            alarm.cancel();
        }
    }
}
