package org.dotgate.callout;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Prober;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/**
 * Makes hard attempts: asks about the address of some work, and stores what it learns. Whose work it is, and how many are
 * made at a time, the caller sees to. Thread-safe.
 */
public final class HardAttempt implements AutoCloseable {
    /** What has become of work. Immutable. */
    public static final class Outcome {
        private static final Outcome ANSWERED = new Outcome(null);

        private final CalloutWork next;

        private Outcome(CalloutWork next) {
            this.next = next;
        }

        private static Outcome again(CalloutWork next) {
            return new Outcome(Objects.requireNonNull(next));
        }

        /** What takes the work's place in the queue; empty if an answer is stored, so that the work can go. */
        public Optional<CalloutWork> next() {
            return Optional.ofNullable(next);
        }
    }

    private final KnownAnswers known;
    private final Probing probing;
    private final Breakers breakers;
    private final ComeAgain comeAgain;
    private final Onward onward;
    private final Timer timer;
    private volatile boolean closed;

    /** @param workers what goes on behind a probe runs there */
    public HardAttempt(Store store, Prober prober, Timer timer, Executor workers) {
        this.timer = timer;
        this.onward = new Onward(workers, timer);
        this.known = new KnownAnswers(store, timer, new StoreTrouble());
        this.breakers = new Breakers(timer);
        this.probing = new Probing(prober, known, breakers, timer);
        this.comeAgain = new ComeAgain(() -> ThreadLocalRandom.current().nextDouble());
    }

    /** One that shares what is known, and how the last probes went, with soft attempts. */
    HardAttempt(CalloutMeans means) {
        this.timer = means.timer;
        this.onward = means.onward;
        this.known = means.known;
        this.breakers = means.breakers;
        this.probing = means.probing;
        this.comeAgain = means.comeAgain;
    }

    /**
     * Asks, unless the answer has been stored since the work began. Takes up to the hard total and a second, and what the
     * store takes.
     *
     * @return completes on a worker, or before it is returned, with what is to become of the work. Fails with the store, and
     *     when this has been closed: then the same work is to be run again, later. An answer is in this object's memory by
     *     then, and stored without another probe
     */
    public CompletionStage<Outcome> run(CalloutSettings settings, CalloutWork work) {
        return onward.from(known.record(work.key())).thenCompose(record -> {
            boolean isThere = record.isPresent() && record.get().answersFor(work.question().address())
                    && !record.get().checked().isBefore(work.since());
            if (!isThere) {
                return askUnlessDomainTells(settings, work);
            }
            return known.isSaved(work.key()) ? answered() : known.keep(work.key(), record.get()).thenCompose(kept -> answered());
        });
    }

    private CompletionStage<Outcome> askUnlessDomainTells(CalloutSettings settings, CalloutWork work) {
        String domain = CalloutKey.domain(work.question().address());
        return onward.from(known.fact(domain)).thenCompose(fact -> {
            if (fact.flatMap(DomainFact::answer).isPresent() && !fact.get().isNearExpiry(timer.now())) {
                return answered();
            }
            Optional<String> reason = breakers.open(domain);
            if (reason.isPresent()) {
                return learn(settings, work, ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, reason.get()).build(), Answer.UNKNOWN);
            }
            return onward.from(probing.ask(settings, work.question(), settings.hard(), fact))
                    .thenCompose(result -> told(settings, work, result));
        });
    }

    private CompletionStage<Outcome> told(CalloutSettings settings, CalloutWork work, ProbeResult result) {
        if (closed) {
            // a dialogue that was ended by us tells nothing
            return CompletableFuture.failedFuture(new CancellationException("call-outs have ended"));
        }
        probing.note(work.question(), result);
        boolean isLast = work.tries() + 1 >= ComeAgain.TRIES;
        if (!result.answer().isDefinite() && result.comeAgain().isPresent() && !isLast) {
            return CompletableFuture.completedFuture(
                    Outcome.again(work.again(comeAgain.due(timer.now(), result.comeAgain().get()))));
        }
        return learn(settings, work, result, result.isTimedOut() && !result.answer().isDefinite()
                ? settings.hardTimeoutIs()
                : result.answer());
    }

    private CompletionStage<Outcome> learn(CalloutSettings settings, CalloutWork work, ProbeResult result, Answer answer) {
        return onward.from(probing.learn(settings, work.key(), work.question(), CalloutRecord.Attempt.HARD, result, answer))
                .thenCompose(kept -> answered());
    }

    private static CompletionStage<Outcome> answered() {
        return CompletableFuture.completedFuture(Outcome.ANSWERED);
    }

    /** What an operator should see to; empty for nothing. */
    public Optional<String> problem() {
        return breakers.problem();
    }

    /** Has probes that end from now on tell nothing; to be closed before the prober is, which ends them. */
    @Override
    public void close() {
        closed = true;
    }
}
