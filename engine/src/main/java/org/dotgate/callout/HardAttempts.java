package org.dotgate.callout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what waits in a {@link StoreQueue}: takes it when it is due, as many pieces at a time as may be, and puts it back or
 * lets it go. Now and then it looks for what other processes have left undone. Thread-safe: its lock is the object itself, never
 * held while calling out, and guards the alarm.
 */
final class HardAttempts implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HardAttempts.class);
    /** How often it is looked for what others have left, and for how long that has been due. */
    private static final Duration LOOK = Duration.ofMinutes(5);
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration ALL = Duration.ofNanos(-1);
    /** How long work is put off while another asks about the address. */
    private static final Duration CLAIMED = Duration.ofSeconds(15);
    /** How long it is put off when the store fails. */
    private static final Duration FAILED = Duration.ofMinutes(1);
    /** How much longer than its total an attempt may hold its claim: for the store. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final StoreQueue queue;
    private final HardAttempt attempt;
    private final CalloutMeans means;
    private final Supplier<CalloutSettings> settings;
    private Alarm alarm = () -> {};
    private long alarmAt;
    private boolean isAlarmSet;
    private Alarm look = () -> {};
    private boolean closed;

    /** @param settings those that hold now */
    HardAttempts(StoreQueue queue, CalloutMeans means, Supplier<CalloutSettings> settings) {
        this.queue = queue;
        this.attempt = new HardAttempt(means);
        this.means = means;
        this.settings = settings;
        queue.onArrival(this::wake);
        means.places.onRoom(this::wake);
    }

    /** Takes up what the store has from before, and begins. */
    void start() {
        lookAround(ALL);
    }

    private void lookAround(Duration late) {
        means.onward.from(queue.takeUp(late)).whenComplete((done, error) -> {
            means.trouble.note(error);
            synchronized (this) {
                if (!closed) {
                    // what could not be listed at the start is everything still
                    Duration next = error == null ? LATE : late;
                    look = means.timer.in(LOOK, () -> means.onward.execute(() -> lookAround(next)));
                }
            }
        });
    }

    /** Something may be due, or there is room. */
    void wake() {
        means.onward.execute(this::doWhatIsDue);
    }

    private void doWhatIsDue() {
        CalloutSettings now = settings.get();
        // what is queued at the end, by soft attempts that it cuts off, is not begun and claimed here any more
        while (!isClosed() && means.places.enterHard(now)) {
            Optional<CalloutWork> work = queue.take();
            if (work.isEmpty()) {
                means.places.leaveHard();
                setAlarm();
                return;
            }
            make(now, work.get());
        }
    }

    private synchronized void setAlarm() {
        Optional<Duration> next = queue.nextDue();
        if (closed || next.isEmpty()) {
            return;
        }
        Duration delay = next.get().isNegative() ? Duration.ZERO : next.get();
        long at = means.timer.nanos() + delay.toNanos();
        if (isAlarmSet && alarmAt - at <= 0) {
            return;
        }
        alarm.cancel();
        isAlarmSet = true;
        alarmAt = at;
        // to the millisecond above: an alarm before the time would find nothing due
        alarm = means.timer.in(delay.plusMillis(1), () -> {
            synchronized (this) {
                isAlarmSet = false;
            }
            wake();
        });
    }

    private void make(CalloutSettings now, CalloutWork work) {
        means.onward.from(queue.isStill(work))
                .thenCompose(still -> still ? claimAndRun(now, work) : CompletableFuture.completedFuture(null))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        undone(work, StoreTrouble.cause(error));
                    }
                    means.places.leaveHard();
                    // on a worker, lest a thousand pieces that end at once stand upon each other
                    wake();
                });
    }

    private CompletionStage<Void> claimAndRun(CalloutSettings now, CalloutWork work) {
        Duration longest = now.hard().total().plus(GRACE);
        CompletionStage<Optional<Claims.Claim>> claimed = means.claims.take(work.key(), longest);
        return means.onward.from(claimed).handle((claim, error) -> {
            if (error == null && claim.isEmpty()) {
                queue.later(putOff(work, CLAIMED));
                return CompletableFuture.<Void>completedFuture(null);
            }
            // without a store there is no other process to agree with
            return attempt.run(now, work).thenAccept(outcome -> {
                outcome.next().ifPresentOrElse(queue::again, () -> queue.done(work));
            }).whenComplete((done, failure) -> {
                if (error == null) {
                    claim.get().release();
                }
            });
        }).thenCompose(stage -> stage);
    }

    private CalloutWork putOff(CalloutWork work, Duration time) {
        return new CalloutWork(work.key(), work.question(), work.since(), means.timer.now().plus(time), work.tries());
    }

    private void undone(CalloutWork work, Throwable cause) {
        if (!isClosed()) {
            LOGGER.warn("{} could not be asked about, or what was told could not be stored: {}",
                    SafeText.escape(work.question().address()), cause.toString());
            queue.later(putOff(work, FAILED));
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends it; what is under way is left to the next start. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            alarm.cancel();
            look.cancel();
        }
        attempt.close();
    }
}
