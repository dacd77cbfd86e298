package org.dotgate.filter;

import java.time.Duration;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/** The clocks that run from a message's dot: its budget, and its client's patience. Guarded by the run's lock. */
final class Clocks {
    private final DotSettings settings;
    private final Timer timer;
    private final long arrived;
    private Alarm budget = () -> {};
    private Alarm patience = () -> {};

    /** @param arrived when the dot came, in the timer's nanoseconds */
    Clocks(DotSettings settings, Timer timer, long arrived) {
        this.settings = settings;
        this.timer = timer;
        this.arrived = arrived;
    }

    /** Since the dot came. May be asked without the lock. */
    Duration waited() {
        return Duration.ofNanos(timer.nanos() - arrived);
    }

    void start(Runnable budgetSpent, Runnable patienceSpent) {
        Duration waited = waited();
        budget = timer.in(settings.budget().minus(waited), budgetSpent);
        if (!settings.patience().isZero() && settings.patience().compareTo(settings.budget()) < 0) {
            patience = timer.in(settings.patience().minus(waited), patienceSpent);
        }
    }

    void endPatience() {
        patience.cancel();
    }

    void end() {
        budget.cancel();
        patience.cancel();
    }
}
