package org.dotgate.callout.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.route.Route;
import org.dotgate.callout.route.Target;
import org.dotgate.time.Alarm;

/**
 * One probe on its way over the targets of a domain, until one of them gives a definite answer, none is left, or its time is
 * spent. It lasts until the last of its connections is gone, which may be after the answer. Owned by its event loop.
 */
final class ProbeRun {
    private final Commands commands;
    private final Means means;
    private final LoopTimer timer;
    private final CompletableFuture<ProbeResult> future;
    private final Runnable gone;
    private final Transcript transcript;
    private final Findings findings = new Findings();
    private final Deque<Target> targets = new ArrayDeque<>();
    private final Set<Visit> visits = new HashSet<>();
    private Alarm total = () -> {};
    private Alarm dns = () -> {};
    private CompletableFuture<MxLimits.Place> waiting;
    private Visit current;
    private boolean finished;

    /**
     * @param onLine gets each line of the transcript as it comes, on the event loop; must not wait
     * @param gone is run on the event loop when nothing of the probe is left
     */
    ProbeRun(
            Commands commands, Means means, LoopTimer timer, CompletableFuture<ProbeResult> future, Consumer<String> onLine, Runnable gone) {
        this.commands = commands;
        this.means = means;
        this.timer = timer;
        this.future = future;
        this.gone = gone;
        transcript = new Transcript(timer, onLine);
    }

    void begin() {
        if (future.isDone()) {
            stop("called off", false);
            return;
        }
        Timeouts timeouts = commands.request().timeouts();
        total = timer.in(timeouts.total(), () -> stop("nothing definite within " + timeouts.total().toMillis() + " ms in all", true));
        dns = timer.in(timeouts.of(Stage.CONNECT), () -> stop("no answer from DNS", false));
        means.routes().find(commands.domain(), commands.request().allowPrivate())
                .whenComplete((route, failure) -> timer.execute(() -> found(route, failure)));
    }

    private void found(Route route, Throwable failure) {
        dns.cancel();
        if (finished) {
            return;
        }
        if (failure != null) {
            finish(ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, "no answer from DNS: " + failure));
        } else if (route.kind() == Route.Kind.TARGETS) {
            targets.addAll(route.targets());
            transcript.note("to be asked: " + targets.stream().map(Target::toString).collect(Collectors.joining(", ")));
            next();
        } else {
            transcript.note(route.reason());
            boolean unroutable = route.kind() == Route.Kind.UNROUTABLE;
            Answer answer = unroutable ? Answer.UNROUTABLE : Answer.UNKNOWN;
            String reason = Transcript.printable(route.reason(), Outcome.MAX_REASON);
            finish(ProbeResult.of(answer, Stage.CONNECT, reason).domainWide(unroutable));
        }
    }

    private void next() {
        Target target = targets.poll();
        // the name may have led elsewhere when it was looked up, and the rules may be others now
        while (target != null && !means.routes().mayConnect(target.address(), commands.request().allowPrivate())) {
            transcript.note(target + " must not be connected to");
            target = targets.poll();
        }
        if (target == null) {
            finish(findings.result());
        } else {
            enter(target, true);
        }
    }

    private void enter(Target target, boolean withTls) {
        CompletableFuture<MxLimits.Place> entry =
                means.limits().enter(target.host(), target.address(), commands.request().perMx());
        waiting = entry;
        if (!entry.isDone()) {
            transcript.note("waiting for a place at " + target);
            means.providers().waits(target.host(), entry);
        }
        entry.whenComplete((place, failure) -> {
            boolean willRun = timer.execute(() -> entered(target, withTls, place, failure));
            if (!willRun && place != null) {
                place.leave();
            }
        });
    }

    private void entered(Target target, boolean withTls, MxLimits.Place place, Throwable failure) {
        waiting = null;
        if (finished) {
            if (place != null) {
                place.leave();
            }
        } else if (place == null) {
            finish(ProbeResult.of(Answer.UNKNOWN, Stage.CONNECT, "no place at " + target + ": " + failure));
        } else if (!means.routes().mayConnect(target.address(), commands.request().allowPrivate())) {
            place.leave();
            next();
        } else {
            current = new Visit(target, withTls, means.providers().connected(target.host(), commands.request().perMx(), place));
            visits.add(current);
            current.begin();
        }
    }

    /**
     * Ends what goes on; the answer is what is known by now.
     *
     * @param silent whether it is because those asked have taken too long
     */
    void stop(String why, boolean silent) {
        if (finished) {
            // the answer is out, and the polite end has had its time
            hangUp();
            return;
        }
        targets.clear();
        findings.cutShort(why);
        if (current != null) {
            current.dialogue.giveUp(why, silent);
        }
        if (!finished) {
            transcript.note(why);
            finish(findings.result());
        }
        hangUp();
    }

    private void finish(ProbeResult.Builder result) {
        finished = true;
        dns.cancel();
        if (waiting != null) {
            waiting.cancel(false);
        }
        future.complete(result.transcript(transcript.lines()).build());
        leaveIfEmpty();
    }

    private void hangUp() {
        Set.copyOf(visits).forEach(visit -> visit.dialogue.hangUp());
        leaveIfEmpty();
    }

    private void leaveIfEmpty() {
        if (finished && visits.isEmpty()) {
            total.cancel();
            gone.run();
        }
    }

    /** A connection with one target, which holds a place there. */
    private final class Visit implements Dialogue.Listener {
        private final Target target;
        private final boolean withTls;
        private final MxLimits.Place place;
        private final Dialogue dialogue;

        Visit(Target target, boolean withTls, MxLimits.Place place) {
            this.target = target;
            this.withTls = withTls;
            this.place = place;
            dialogue = new Dialogue(commands, means, timer, transcript, withTls, this);
        }

        void begin() {
            means.asked().add(target.address());
            transcript.note("connecting to " + target + (withTls ? "" : ", this time without TLS"));
            dialogue.begin(target);
        }

        @Override
        public void outcome(Outcome outcome) {
            current = null;
            if (outcome.isFailedTls() && withTls && !findings.isCutShort()) {
                enter(target, false);
                return;
            }
            findings.add(target, outcome);
            if (outcome.answer().isDefinite() && outcome.answer() != Answer.REFUSED) {
                finish(findings.result());
            } else {
                next();
            }
        }

        @Override
        public void ended() {
            visits.remove(this);
            means.asked().remove(target.address());
            place.leave();
            leaveIfEmpty();
        }
    }
}
