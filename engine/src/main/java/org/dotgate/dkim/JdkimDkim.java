package org.dotgate.dkim;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.dns.Dns;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;

/**
 * A {@link Dkim} that reads signatures and keys by jDKIM. Reading and verifying is done on the workers; while DNS is asked
 * for keys no thread waits. Past {@link #DEADLINE} a message is {@link DkimResult.Status#TEMPERROR}. Thread-safe; holds
 * nothing.
 */
public final class JdkimDkim implements Dkim {
    /** How long one message may take; shorter than a filter's default time-out. */
    public static final Duration DEADLINE = Duration.ofSeconds(8);

    private final Dns dns;
    private final Timer timer;
    private final Executor workers;

    /**
     * @param timer for the deadline
     * @param workers where messages are read
     */
    public JdkimDkim(Dns dns, Timer timer, Executor workers) {
        this.dns = dns;
        this.timer = timer;
        this.workers = workers;
    }

    @Override
    public CompletionStage<DkimResult> check(SpooledMessage message) {
        CompletableFuture<DkimResult> result = new CompletableFuture<>();
        DkimResult late = new DkimResult(DkimResult.Status.TEMPERROR, List.of(), "no result within " + DEADLINE.toSeconds() + "s");
        Alarm alarm = timer.in(DEADLINE, () -> {
            try {
                workers.execute(() -> result.complete(late));
            } catch (RejectedExecutionException e) {
                result.complete(late);
            }
        });
        result.whenComplete((found, failure) -> alarm.cancel());
        new Verification(message, dns, workers, result).start();
        return result;
    }
}
