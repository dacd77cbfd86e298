package org.dotgate.greylist;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dotgate.likeness.Likeness;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.store.StoreSettings.OnFailure;
import org.dotgate.time.Alarm;

/**
 * One question to the greylist on its way: known by network? suspicious? vouched for? in the time of grace? which content?
 * Each step waits for the one before, without a thread, and goes on at once where that is done, else on a worker. Thread-safe:
 * steps follow each other; the alarm of the wait under way is guarded by the object itself.
 */
final class CheckRun {
    private static final Reply UNAVAILABLE = Reply.of(451, "4.3.0", "Greylist not available, please try again later");

    private final GreylistSettings settings;
    private final GreylistCheck.House house;
    private final Client client;
    private final String sender;
    private final List<String> recipients;
    private final SpooledMessage message;
    private final String network;
    private final long started;
    private final CompletableFuture<GreylistResult> result = new CompletableFuture<>();
    private Alarm alarm = () -> {};

    /** @param message null at RCPT */
    CheckRun(GreylistSettings settings, GreylistCheck.House house, Client client, String sender, List<String> recipients,
            SpooledMessage message) {
        this.settings = settings;
        this.house = house;
        this.client = client;
        this.sender = sender;
        this.recipients = recipients;
        this.message = message;
        this.network = Origin.network(client.address(), settings);
        this.started = house.timer.nanos();
    }

    CompletableFuture<GreylistResult> start() {
        CompletableFuture<GreylistAnswer> answer = ifPassed(network, this::suspicion);
        // a chain of filters must not go on where the store, or the timer, has completed it
        Executor here = answer.isDone() ? Runnable::run : house.workers;
        answer.handleAsync(this::end, here).exceptionally(result::completeExceptionally);
        result.whenComplete((done, error) -> watch(() -> {}).cancel());
        return result;
    }

    private boolean end(GreylistAnswer answer, Throwable error) {
        if (error != null) {
            return result.completeExceptionally(error instanceof CompletionException ? error.getCause() : error);
        }
        return result.complete(result(answer));
    }

    private CompletableFuture<GreylistAnswer> ifPassed(String origin, Supplier<CompletionStage<GreylistAnswer>> otherwise) {
        CompletionStage<Optional<GreylistAnswer>> passed = house.greylist.passedBefore(settings, request(origin, null));
        return then(stored(passed, Optional::of),
                known -> known.isPresent() ? CompletableFuture.completedFuture(known.get()) : otherwise.get());
    }

    private CompletionStage<GreylistAnswer> suspicion() {
        if (!settings.isSuspiciousOnly()) {
            return vouching();
        }
        return then(suspect(), reason -> reason.isPresent()
                ? vouching()
                : CompletableFuture.completedFuture(GreylistAnswer.pass(Duration.ZERO, "its client is not suspicious")));
    }

    private CompletionStage<GreylistAnswer> vouching() {
        return then(vouched(), domain -> {
            String origin = domain.filter(name -> settings.isSpf()).map(Origin::vouched).orElse(network);
            return origin.equals(network)
                    ? grace(network, domain.isPresent())
                    : ifPassed(origin, () -> grace(origin, true));
        });
    }

    private CompletionStage<GreylistAnswer> grace(String origin, boolean isVouchedFor) {
        if (!house.greylist.isInGrace(settings)) {
            return ask(origin);
        }
        if (isVouchedFor) {
            return admit(origin, "SPF vouches for it, and the store was lost not long ago");
        }
        return then(suspect(), reason -> reason.isPresent()
                ? ask(origin)
                : admit(origin, "its reverse DNS is in order, and the store was lost not long ago"));
    }

    private CompletionStage<GreylistAnswer> admit(String origin, String reason) {
        return stored(house.greylist.admit(settings, request(origin, null), reason), answer -> answer);
    }

    private CompletionStage<GreylistAnswer> ask(String origin) {
        Likeness likeness;
        try {
            likeness = message != null && settings.isByContent() ? house.contents.of(settings.match(), message) : null;
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        GreylistRequest request = request(origin, likeness);
        if (origin.equals(network)) {
            return stored(house.greylist.ask(settings, request), answer -> answer);
        }
        // the first attempt may have been written down under the network, as SPF gave no answer then
        CompletionStage<GreylistAnswer> recalled = house.greylist.recall(settings, request(network, likeness));
        return then(stored(recalled, answer -> answer), answer -> answer.isDelay()
                ? then(stored(house.greylist.ask(settings, request), asked -> asked), this::countNetwork)
                : CompletableFuture.completedFuture(answer));
    }

    /** The client's network has come again, too: once it is a regular, SPF need not be asked any more. */
    private CompletionStage<GreylistAnswer> countNetwork(GreylistAnswer answer) {
        return answer.delayed().isZero()
                ? CompletableFuture.completedFuture(answer)
                : stored(house.greylist.count(settings, network).thenApply(done -> answer), tooLate -> answer);
    }

    private GreylistRequest request(String origin, Likeness likeness) {
        return new GreylistRequest(origin, sender, recipients, likeness, client.address());
    }

    private CompletionStage<Optional<String>> suspect() {
        return looked(house.suspicion.of(client.address()), Optional.of("no answer about its reverse DNS in time"));
    }

    private CompletionStage<Optional<String>> vouched() {
        boolean matters = settings.isSpf() || house.greylist.isInGrace(settings);
        return matters
                ? looked(house.vouching.of(client, sender), Optional.empty())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** SPF and DNS have one time together. */
    private <T> CompletionStage<T> looked(CompletionStage<T> stage, T tooLate) {
        return within(stage, settings.lookupTimeout().minusNanos(house.timer.nanos() - started), tooLate);
    }

    /** The store bounds each of its calls; this bounds all of them, but for what reading the message took. */
    private <T> CompletionStage<T> stored(CompletionStage<T> stage, Function<GreylistAnswer, T> unavailable) {
        Duration timeout = house.store.timeout();
        Duration left = settings.lookupTimeout().plus(timeout).plus(timeout).minusNanos(house.timer.nanos() - started);
        return within(stage, left.compareTo(timeout) < 0 ? timeout : left,
                unavailable.apply(GreylistAnswer.unavailable("the store gave no answer in time")));
    }

    private <T> CompletableFuture<T> within(CompletionStage<T> stage, Duration time, T tooLate) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (future.isDone()) {
            return future;
        }
        CompletableFuture<T> bounded = new CompletableFuture<>();
        Alarm late = house.timer.in(time.isNegative() ? Duration.ZERO : time, () -> bounded.complete(tooLate));
        watch(late);
        if (result.isDone()) {
            late.cancel();
        }
        future.whenComplete((value, error) -> {
            late.cancel();
            if (error == null) {
                bounded.complete(value);
            } else {
                bounded.completeExceptionally(error);
            }
        });
        return bounded;
    }

    private synchronized Alarm watch(Alarm next) {
        Alarm before = alarm;
        alarm = next;
        return before;
    }

    private <T, U> CompletableFuture<U> then(CompletionStage<T> stage, Function<T, CompletionStage<U>> next) {
        Function<T, CompletionStage<U>> unlessOver = value -> {
            if (result.isDone()) {
                throw new CancellationException("nobody waits for it");
            }
            return next.apply(value);
        };
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.isDone() ? future.thenCompose(unlessOver) : future.thenComposeAsync(unlessOver, house.workers);
    }

    private GreylistResult result(GreylistAnswer answer) {
        house.counts.note(answer, settings.isShadow());
        if (answer.isDelay() && !settings.isShadow()) {
            house.delays.delayed(client, sender);
        }
        return new GreylistResult(answer, refusal(answer), settings.isShadow());
    }

    private Reply refusal(GreylistAnswer answer) {
        if (answer.isDelay()) {
            return Reply.of(451, "4.7.1", "Greylisted, please come back in " + answer.remainingSeconds() + " seconds");
        }
        return answer.isUnavailable() && house.store.onFailure() == OnFailure.TEMPFAIL ? UNAVAILABLE : null;
    }
}
