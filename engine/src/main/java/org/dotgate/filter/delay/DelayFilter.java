package org.dotgate.filter.delay;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.settings.Values;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each message after a wait that holds no thread. When the wait is cut short, the log says how long it was and
 * whose, and the stage fails with a {@link CancellationException} at once. Thread-safe.
 */
public final class DelayFilter implements Filter {
    private static final Logger LOGGER = LoggerFactory.getLogger(DelayFilter.class);

    private final DelayRange range;
    private final DoubleSupplier random;
    private final FilterHost host;

    /** @param random from 0 to 1, anew for each message; called by many threads */
    DelayFilter(DelayRange range, DoubleSupplier random, FilterHost host) {
        this.range = range;
        this.random = random;
        this.host = host;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        Duration delay = range.at(random.getAsDouble());
        Verdict verdict = Verdict.pass("delayed by " + Values.show(delay));
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(verdict);
        }
        long begin = host.timer().nanos();
        CompletableFuture<Verdict> end = new CompletableFuture<>();
        Alarm alarm = host.timer().in(delay, () -> complete(end, verdict));
        cancellation.onCancel(() -> {
            alarm.cancel();
            if (end.completeExceptionally(new CancellationException("cancelled"))) {
                LOGGER.info("{}: the delay of {} for {} was cut short after {}", transaction.id(), Values.show(delay),
                        transaction.client().address().getHostAddress(),
                        Values.show(Duration.ofNanos(host.timer().nanos() - begin)));
            }
        });
        return end;
    }

    /** The chain goes on where this is completed, which must not be the timer's one thread. */
    private void complete(CompletableFuture<Verdict> end, Verdict verdict) {
        try {
            host.workers().execute(() -> end.complete(verdict));
        } catch (RejectedExecutionException e) {
            end.completeExceptionally(e);
        }
    }
}
