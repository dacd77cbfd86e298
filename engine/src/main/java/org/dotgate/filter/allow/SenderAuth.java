package org.dotgate.filter.allow;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.correspondents.Address;
import org.dotgate.dkim.Dkim;
import org.dotgate.dkim.DkimResult;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.LogText;
import org.dotgate.filter.Transaction;
import org.dotgate.settings.Values;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks SPF, and then DKIM if that does not pass, whether the sender's domain stands behind a message. Holds no thread
 * meanwhile. Trouble, and no answer in time, are no answer: nothing vouches for the sender then. Thread-safe.
 */
final class SenderAuth {
    private static final Logger LOGGER = LoggerFactory.getLogger(SenderAuth.class);

    private final RequireAuth require;
    private final Spf spf;
    private final Dkim dkim;
    private final Duration timeout;
    private final Timer timer;
    private final Executor workers;

    /** @param timeout how long SPF and DKIM may take together */
    SenderAuth(RequireAuth require, Spf spf, Dkim dkim, Duration timeout, Timer timer, Executor workers) {
        this.require = require;
        this.spf = spf;
        this.dkim = dkim;
        this.timeout = timeout;
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * Asks.
     *
     * @param sender the transaction's sender
     * @return completed on a worker or the calling thread. Fails only if cancelled, or when James is ending
     */
    CompletionStage<Vouched> check(Transaction transaction, Address sender, Cancellation cancellation) {
        if (require == RequireAuth.NONE) {
            return CompletableFuture.completedFuture(Vouched.yes("no proof is asked for"));
        }
        CompletableFuture<Vouched> end = new CompletableFuture<>();
        Alarm alarm = timer.in(timeout, () -> late(end));
        cancellation.onCancel(() -> end.completeExceptionally(new CancellationException("cancelled")));
        CompletableFuture.<Void>completedFuture(null)
                .thenCompose(begun -> asked(transaction, sender, end))
                .exceptionally(trouble -> trouble(transaction, trouble))
                .thenAcceptAsync(end::complete, workers)
                .exceptionally(ending -> {
                    // no worker is left to go on with: James is ending
                    end.completeExceptionally(ending);
                    return null;
                });
        return end.whenComplete((vouched, trouble) -> alarm.cancel());
    }

    /** @param end complete when nobody waits any more, and the message may be closed soon */
    private CompletableFuture<Vouched> asked(Transaction transaction, Address sender, CompletableFuture<Vouched> end) {
        if (!require.asksSpf()) {
            return signed(transaction, sender);
        }
        return spf.check(transaction.client().address(), transaction.client().helo(), transaction.envelope().sender())
                .thenComposeAsync(result -> {
                    String found = "spf=" + lower(result);
                    if (result == SpfResult.PASS) {
                        return CompletableFuture.completedFuture(Vouched.yes(found));
                    }
                    return require.asksDkim() && !end.isDone()
                            ? signed(transaction, sender).thenApply(vouched -> vouched.after(found))
                            : CompletableFuture.completedFuture(Vouched.no(found));
                }, workers).toCompletableFuture();
    }

    private CompletableFuture<Vouched> signed(Transaction transaction, Address sender) {
        return dkim.check(transaction.message()).thenApply(result -> {
            Optional<String> domain =
                    result.domains().stream().filter(signer -> speaksFor(signer, sender.domain())).findFirst();
            if (result.status() == DkimResult.Status.PASS && domain.isPresent()) {
                return Vouched.yes("dkim=pass of " + domain.get());
            }
            return Vouched.no("dkim=" + lower(result.status())
                    + (result.status() == DkimResult.Status.PASS ? " of others" : ""));
        }).toCompletableFuture();
    }

    /**
     * A domain speaks for itself, and for those below it, as it is the one who gave them away. One that is lent to somebody
     * does not speak for the one above, nor for its neighbours.
     */
    private static boolean speaksFor(String signer, String domain) {
        return signer.equals(domain) || signer.indexOf('.') > 0 && domain.endsWith("." + signer);
    }

    private void late(CompletableFuture<Vouched> end) {
        try {
            // the chain goes on where this is completed, which must not be the timer's one thread
            workers.execute(() -> end.complete(Vouched.no("no answer within " + Values.show(timeout))));
        } catch (RejectedExecutionException e) {
            end.completeExceptionally(e);
        }
    }

    private static Vouched trouble(Transaction transaction, Throwable trouble) {
        LOGGER.debug("{}: the sender {} cannot be checked: {}", transaction.id(),
                LogText.safe(transaction.envelope().sender()), LogText.safe(String.valueOf(trouble)));
        return Vouched.no("trouble");
    }

    private static String lower(Enum<?> result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
