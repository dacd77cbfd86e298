package org.dotgate.callout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.callout.probe.Timeouts;
import org.dotgate.time.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about one address, for all who want to know at the time: what is remembered, else what its domain tells, else
 * whether somebody is at it, else a soft attempt. Nobody is told to come again before the work for that is in the queue, so that
 * a crash cannot break the promise. Its steps follow each other, on one thread at a time; only the deadline may come between.
 */
final class Inquiry {
    /** What it is for. */
    enum Aim {
        /** Somebody waits for the answer. */
        ANSWER,
        /** An answer is to be there later: a hard attempt is queued unless there is one. */
        PREPARE,
        /** The answer that is there is to be renewed. */
        RENEW,
        /** Only what is known already is told, and nothing is done. */
        RECALL
    }

    /** The answer of one that was only to recall, if nothing is known. */
    static final CalloutResult NOTHING = CalloutResult.pending("nothing is known");

    private static final Logger LOGGER = LoggerFactory.getLogger(Inquiry.class);
    /** How long behind its end a probe is cut off, and nobody waits any more for what the store knows. */
    private static final Duration GRACE = Duration.ofMillis(500);
    /** How long the store then has to take the work, without which nobody is told to come again. */
    private static final Duration LAST_GRACE = Duration.ofMillis(400);
    /** How long behind the soft total a claim ends by itself. */
    private static final Duration CLAIM_GRACE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final CalloutMeans means;
    private final CalloutQueue queue;
    private final CalloutSettings settings;
    private final CalloutQuestion question;
    private final Aim aim;
    private final String key;
    private final String domain;
    private final Instant began;
    private final CompletableFuture<CalloutResult> answer = new CompletableFuture<>();
    private final SoftEnd end;
    private Optional<DomainFact> fact = Optional.empty();
    private Claims.Claim claim;
    /** What is answered behind that; null where only what the queue answers counts. */
    private volatile CalloutResult byThen;
    /** The probe that then ends. */
    private volatile CompletableFuture<ProbeResult> probe;
    private boolean storeFails;
    private boolean mayNeedRenewal;
    private boolean hasQueued;

    /** @param within how long the soft attempt may take, if that is less than the soft total */
    Inquiry(CalloutMeans means, CalloutQueue queue, CalloutSettings settings, CalloutQuestion question, Aim aim, String key,
            Duration within) {
        this.means = means;
        this.queue = queue;
        this.settings = settings;
        this.question = question;
        this.aim = aim;
        this.key = key;
        this.domain = CalloutKey.domain(question.address());
        this.began = means.timer.now().truncatedTo(ChronoUnit.MILLIS);
        Duration total = settings.soft().total();
        this.end = new SoftEnd(means.timer, within.compareTo(total) < 0 ? within : total, GRACE, () -> means.onward.execute(this::late));
        this.byThen = aim == Aim.RECALL ? NOTHING : unknown("the store is too slow");
        answer.whenComplete((result, error) -> end.close());
    }

    private static CalloutResult unknown(String reason) {
        return CalloutResult.known(Answer.UNKNOWN, reason);
    }

    CalloutQuestion question() {
        return question;
    }

    /** Completes normally, on this thread while it is begun, on a worker later. */
    CompletableFuture<CalloutResult> answer() {
        return answer;
    }

    /** Whether the answer came from something good that ends soon. */
    boolean mayNeedRenewal() {
        return mayNeedRenewal;
    }

    /** Whether it has added work to the queue. */
    boolean hasQueued() {
        return hasQueued;
    }

    /** @param ended is called when nothing is left to be done for it */
    void begin(Runnable ended) {
        CompletableFuture.completedFuture(null).thenCompose(begun -> look()).whenComplete((result, error) -> {
            if (error != null) {
                // a fault that a hostile address brings to light must not leave sessions waiting
                LOGGER.error("{} could not be asked about", SafeText.escape(question.address()), StoreTrouble.cause(error));
            }
            if (claim != null) {
                claim.release();
            }
            ended.run();
            answer.complete(error == null ? result : unknown("a fault of ours"));
        });
        end.watch();
    }

    /** Somebody else waits for the answer, and may not have as much time. */
    void endWithin(Duration within) {
        end.bringForward(within);
    }

    private void late() {
        CalloutResult then = byThen;
        if (then != null) {
            answer.complete(then);
            return;
        }
        Alarm last = means.timer.in(LAST_GRACE, () -> means.onward.execute(() -> answer.complete(byThen != null
                ? byThen
                : unknown("it gave no answer in time, and the store is too slow to have it asked about later"))));
        answer.whenComplete((result, error) -> last.cancel());
        CompletableFuture<ProbeResult> asked = probe;
        if (asked != null) {
            // its end goes on as one that tells nothing
            asked.cancel(true);
        }
    }

    /** Ends it for those who wait, from outside. */
    void end(CalloutResult result) {
        answer.complete(result);
    }

    private static CompletionStage<CalloutResult> now(CalloutResult result) {
        return CompletableFuture.completedFuture(result);
    }

    private CompletionStage<CalloutResult> look() {
        return means.onward.from(means.known.record(key)).thenCompose(record -> {
            boolean answers = record.isPresent() && record.get().answersFor(question.address())
                    && (aim != Aim.RENEW || !record.get().checked().isBefore(began));
            return answers ? now(remembered(record.get())) : lookAtDomain();
        });
    }

    private CalloutResult remembered(CalloutRecord record) {
        mayNeedRenewal = record.answer().isGood() && record.isNearExpiry(means.timer.now());
        return CalloutResult.known(record.answer(), record.reason());
    }

    private CompletionStage<CalloutResult> lookAtDomain() {
        return means.onward.from(means.known.fact(domain)).thenCompose(known -> {
            fact = known;
            boolean ends = known.isPresent() && known.get().isNearExpiry(means.timer.now());
            Optional<Answer> all = known.flatMap(DomainFact::answer);
            if (all.isPresent() && !(aim == Aim.RENEW && ends)) {
                mayNeedRenewal = ends;
                return now(CalloutResult.known(all.get(), known.get().record(question.address()).reason()));
            }
            Optional<String> open = means.breakers.open(domain);
            return open.isPresent() ? now(unknown(open.get())) : lookAtQueue();
        });
    }

    private CompletionStage<CalloutResult> lookAtQueue() {
        return means.onward.from(queue.find(key)).handle((work, error) -> {
            note(error);
            if (error == null && work.isPresent()) {
                return now(means.overdue.isOverdue(settings, work.get())
                        ? unknown("it waits to be asked about for too long, since " + work.get().since())
                        : CalloutResult.pending("it is being asked about, since " + work.get().since()));
            }
            if (aim == Aim.RECALL) {
                return now(NOTHING);
            }
            return claim == null ? claim() : attempt();
        }).thenCompose(stage -> stage);
    }

    private void note(Throwable error) {
        means.trouble.note(error);
        storeFails |= error != null;
    }

    private CompletionStage<CalloutResult> claim() {
        Duration longest = settings.soft().total().plus(CLAIM_GRACE);
        return means.onward.from(means.claims.take(key, longest)).handle((taken, error) -> {
            storeFails |= error != null;
            if (error != null) {
                return attempt();
            }
            if (taken.isEmpty()) {
                return lookLater();
            }
            claim = taken.get();
            // another may have had it until a moment ago
            return look();
        }).thenCompose(stage -> stage);
    }

    /**
     * Another process asks about it, and will have an answer, or work in the queue, when this one's time is over; unless it has
     * died meanwhile. So what is to be told then is not left to it.
     */
    private CompletionStage<CalloutResult> lookLater() {
        if (answer.isDone() || aim == Aim.RENEW) {
            return now(CalloutResult.pending("another process asks about it"));
        }
        byThen = null;
        if (aim == Aim.PREPARE || end.isOver()) {
            return enqueue(means.timer.now().plus(settings.soft().total()).plus(CLAIM_GRACE));
        }
        return means.onward.after(LOOK_AGAIN).thenCompose(later -> look());
    }

    private CompletionStage<CalloutResult> attempt() {
        if (answer.isDone()) {
            return answer;
        }
        if (aim != Aim.ANSWER || end.isOver() || !means.places.enterSoft(settings)) {
            return enqueue(means.timer.now());
        }
        byThen = storeFails ? unknown("it gave no answer in time, and the store fails") : null;
        return means.onward.from(ask(end.left())).handle((result, error) -> {
            means.places.leaveSoft();
            return error == null ? told(result) : enqueue(means.timer.now());
        }).thenCompose(stage -> stage);
    }

    private CompletableFuture<ProbeResult> ask(Duration left) {
        Timeouts soft = settings.soft();
        Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, soft.of(stage));
        }
        try {
            probe = means.probing.ask(settings, question, new Timeouts(stages, left), fact);
            return probe;
        } catch (RuntimeException e) {
            // the place that was entered must be left
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<CalloutResult> told(ProbeResult result) {
        means.probing.note(question, result);
        if (!result.answer().isDefinite()) {
            Instant now = means.timer.now();
            return enqueue(result.comeAgain().map(wish -> means.comeAgain.due(now, wish)).orElse(now));
        }
        CalloutResult told = CalloutResult.known(result.answer(), result.reason());
        byThen = told;
        probe = null;
        return means.onward.from(means.probing.learn(settings, key, question, CalloutRecord.Attempt.SOFT, result, result.answer()))
                .handle((record, error) -> error == null ? CalloutResult.known(record.answer(), record.reason()) : told);
    }

    private CompletionStage<CalloutResult> enqueue(Instant due) {
        byThen = storeFails ? byThen : null;
        CalloutWork work = new CalloutWork(key, question, began, due.truncatedTo(ChronoUnit.MILLIS), 0);
        return means.onward.from(queue.add(work)).handle((added, error) -> {
            if (error == null) {
                hasQueued = added;
                return CalloutResult.pending("it is asked about with more patience");
            }
            Throwable cause = StoreTrouble.cause(error);
            if (!(cause instanceof QueueFullException)) {
                means.trouble.note(cause);
            }
            return unknown("it cannot be asked about later: " + cause.getMessage());
        });
    }
}
