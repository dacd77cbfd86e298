package org.dotgate.callout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.dotgate.callout.CalloutSettings.When;
import org.dotgate.callout.answer.Answer;
import org.dotgate.mail.Client;
import org.dotgate.spf.SpfResult;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question about a sender on its way: known? forged, as SPF tells? suspicious? else asked about. Each step waits for the
 * one before, without a thread, and goes on at once where that is done, else on a worker. Thread-safe: steps follow each
 * other.
 */
final class CalloutRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(CalloutRun.class);
    private static final String FALLBACK_HELO = "localhost";
    /** What may come on top of {@code soft-total}: behind all that a question is allowed itself. */
    private static final Duration GRACE = Duration.ofMillis(950);
    /** How long memory, SPF and DNS may take together before it is gone on without them; memory half of it. */
    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(5);

    private final CalloutSettings settings;
    private final CalloutCheck.House house;
    private final Client client;
    private final String sender;
    private final CalloutQuestion question;
    private final long started;
    private final Duration lookups;
    private final CompletableFuture<CalloutVerdict> result = new CompletableFuture<>();

    CalloutRun(CalloutSettings settings, CalloutCheck.House house, Client client, String sender) {
        this.settings = settings;
        this.house = house;
        this.client = client;
        this.sender = sender;
        this.question = new CalloutQuestion(sender, client.server().isEmpty() ? FALLBACK_HELO : client.server());
        this.started = house.timer.nanos();
        Duration half = settings.soft().total().dividedBy(2);
        this.lookups = half.compareTo(LONGEST_LOOKUP) < 0 ? half : LONGEST_LOOKUP;
    }

    CompletableFuture<CalloutVerdict> start() {
        CompletableFuture<CalloutVerdict> verdict = then(within(recalled(), lookups.dividedBy(2), Optional.empty()), known -> known.isPresent()
                ? CompletableFuture.completedFuture(verdict(known.get()))
                : unlessForged());
        if (verdict.isDone()) {
            verdict.handle(this::end);
            return result;
        }
        Duration longest = settings.soft().total().plus(GRACE);
        // not "come again", which is a promise that work for it is in the queue
        Alarm alarm = house.timer.in(longest, () -> house.workers.execute(() -> result.complete(
                verdict(CalloutResult.known(Answer.UNKNOWN, "no answer within " + longest.toMillis() + " ms")))));
        result.whenComplete((done, error) -> alarm.cancel());
        // whoever waits must not go on where a store, a resolver or a probe has completed it
        verdict.handleAsync(this::end, house.workers);
        return result;
    }

    /** Has it asked about in the background, if it may be asked about at all. */
    void prepare() {
        then(within(recalled(), lookups.dividedBy(2), Optional.empty()), known -> known.isPresent() ? done() : then(spf(), answer -> {
            if (answer != SpfResult.FAIL) {
                house.callouts.prepare(settings, question);
            }
            return done();
        })).exceptionally(error -> {
            LOGGER.error("A call-out cannot be prepared", error);
            return null;
        });
    }

    /** What is in memory. */
    Optional<CalloutVerdict> known() {
        return recalled().getNow(Optional.empty()).map(this::verdict);
    }

    private CompletionStage<CalloutVerdict> unlessForged() {
        if (settings.when() == When.GREYLISTED) {
            return notAsked("only whom the greylist delays is asked about");
        }
        return then(spf(), answer -> {
            if (answer == SpfResult.FAIL) {
                return notAsked("SPF says that its client may not use it");
            }
            if (settings.when() == When.ALWAYS || answer != SpfResult.PASS) {
                return ask();
            }
            CompletionStage<Optional<String>> suspicion = house.suspicion.ofReverseDns(client.address());
            return then(within(suspicion, lookups, Optional.of("no answer about its reverse DNS")), suspicious ->
                    suspicious.isPresent() ? ask() : notAsked("its client is not suspicious"));
        });
    }

    private CompletableFuture<Optional<CalloutResult>> recalled() {
        return house.callouts.recall(settings, question);
    }

    private CompletableFuture<SpfResult> spf() {
        return within(house.spf.check(client.address(), client.helo(), sender), lookups, SpfResult.TEMPERROR);
    }

    private CompletionStage<CalloutVerdict> ask() {
        // what SPF and DNS took is not to be waited for once more: the work must be in the queue when the client is told of it
        Duration left = settings.soft().total().minusNanos(house.timer.nanos() - started);
        return house.callouts.ask(settings, question, left).thenApply(this::verdict);
    }

    private CalloutVerdict verdict(CalloutResult known) {
        return CalloutVerdict.of(known, settings.isShadow());
    }

    private static CompletableFuture<CalloutVerdict> notAsked(String reason) {
        return CompletableFuture.completedFuture(CalloutVerdict.notAsked(reason));
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private boolean end(CalloutVerdict verdict, Throwable error) {
        if (error == null) {
            return result.complete(verdict);
        }
        if (!result.isDone()) {
            LOGGER.error("A sender could not be asked about", error);
        }
        // nobody's mail is refused for our own trouble
        return result.complete(verdict(CalloutResult.known(Answer.UNKNOWN, "it could not be asked about: " + error)));
    }

    /** Bounded in time from the beginning of all; trouble counts as no answer. */
    private <T> CompletableFuture<T> within(CompletionStage<T> stage, Duration longest, T otherwise) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (future.isDone()) {
            return future.exceptionally(error -> otherwise);
        }
        Duration left = longest.minusNanos(house.timer.nanos() - started);
        if (left.isNegative() || left.isZero()) {
            return CompletableFuture.completedFuture(otherwise);
        }
        CompletableFuture<T> bounded = new CompletableFuture<>();
        Alarm late = house.timer.in(left, () -> bounded.complete(otherwise));
        future.whenComplete((value, error) -> {
            late.cancel();
            bounded.complete(error == null ? value : otherwise);
        });
        return bounded;
    }

    private <T, U> CompletableFuture<U> then(CompletableFuture<T> future, Function<T, CompletionStage<U>> next) {
        Function<T, CompletionStage<U>> unlessOver = value -> {
            if (result.isDone()) {
                throw new CancellationException("nobody waits for it");
            }
            return next.apply(value);
        };
        Executor here = future.isDone() ? Runnable::run : house.workers;
        return future.thenComposeAsync(unlessOver, here);
    }
}
