package org.dotgate.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.dotgate.filter.DotSettings.OnDrop;
import org.dotgate.filter.DotSettings.OnQuit;
import org.dotgate.mail.Reply;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message's way through the chain. It starts one filter after the other, watches the clocks, hears what the client
 * does, and comes to one {@link Decision}; after that it may go on in the background until it has {@link #ended}. It
 * holds no thread while a filter waits.
 *
 * <p>The lock is the object itself. What is to be done outside, such as starting a filter or telling the decision, is
 * noted under the lock and done after it, so that nothing foreign ever runs inside.
 */
public final class ChainRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChainRun.class);

    /** Which filters are still to be started. */
    private enum Rest {
        ALL,
        REQUIRED
    }

    private final FilterChain chain;
    private final DotSettings settings;
    private final Timer timer;
    private final Executor workers;
    private final Recollection recollection;
    private final RunListener listener;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final Clocks clocks;
    private final Place place;
    private final Driver driver;
    private final List<FilterResult> results = new ArrayList<>();
    private List<FilterStep> steps;
    private Transaction transaction;
    private boolean begun;
    private boolean recalling;
    private boolean droppedEarly;
    private boolean quitEarly;
    private Rest rest = Rest.ALL;
    private int next;
    private Judging current;
    private FilterResult failure;
    private boolean decided;
    private boolean cutShort;
    private boolean leftBehind;
    private boolean remembering;
    private boolean finished;
    private int chores;

    /**
     * @param chain acquired for this run, which releases it when it has ended
     * @param arrived when the dot came, in the nanoseconds of the house's timer
     */
    public ChainRun(FilterChain chain, Transaction transaction, ChainHouse house, long arrived) {
        this.chain = chain;
        this.settings = chain.settings();
        this.steps = chain.steps();
        this.transaction = transaction;
        this.timer = house.timer();
        this.workers = house.workers();
        this.recollection = new Recollection(chain, house.memory(), timer);
        this.listener = house.listener();
        this.clocks = new Clocks(settings, timer, arrived);
        this.place = new Place(house.background());
        this.driver = new Driver(chain, workers, this::judge);
    }

    /** The decision to come. Completed once, on any thread. */
    public CompletableFuture<Decision> decision() {
        return decision;
    }

    /**
     * Completed when nothing of this run goes on any more, and the message may be given up; not before the decision. Never
     * fails.
     */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** The name of the filter at work; empty between two, and when none is. */
    public synchronized String running() {
        return current == null ? "" : current.step().name();
    }

    /**
     * Begins. To be called once, on a worker: a remembered verdict is looked up, and the first filter runs, right here;
     * but if what is remembered has to be waited for, no thread waits.
     */
    public void start() {
        CompletableFuture<Optional<Decision>> recall = recollection.recall(transaction);
        Optional<Decision> known = recall.getNow(null);
        Object wheel = driver.takeWheel();
        change(effects -> {
            clocks.start(this::budgetSpent, this::patienceSpent);
            begun = true;
            recalling = true;
            if (known != null) {
                recalled(known, effects);
            }
            if (quitEarly) {
                quit(effects);
            }
            if (droppedEarly) {
                drop(effects);
            }
            proceed(effects);
        });
        driver.drive(wheel);
        if (known == null) {
            recall.thenAccept(found -> change(effects -> {
                recalled(found, effects);
                proceed(effects);
            }));
        }
    }

    private void recalled(Optional<Decision> found, Effects effects) {
        recalling = false;
        found.ifPresent(made -> {
            steps = recollection.remaining(made);
            results.addAll(made.results());
            Transaction seen = transaction;
            effects.add(() -> listener.recalled(seen, made));
            // it is remembered, and nothing that has happened meanwhile is to put another in its place
            remembering = false;
            if (steps.isEmpty()) {
                decide(made, effects);
            }
        });
    }

    /** The client is gone. */
    public void clientDropped() {
        change(effects -> {
            if (begun) {
                drop(effects);
            } else {
                droppedEarly = true;
            }
        });
    }

    /** The client has said QUIT, and is still connected. */
    public void clientQuit() {
        change(effects -> {
            if (begun) {
                quit(effects);
            } else {
                quitEarly = true;
            }
        });
    }

    private void drop(Effects effects) {
        if (decided) {
            return;
        }
        transaction = transaction.at(Event.DROP);
        tellLeft(effects);
        if (settings.onDrop() == OnDrop.REMEMBER && !cutShort && place.take()) {
            remembering = true;
        } else {
            skipOptional(effects);
        }
        if (settings.onDrop() == OnDrop.ACCEPT) {
            leftBehind = true;
            // nobody is left whose patience could end, and the message must not be lost to it
            clocks.endPatience();
        } else {
            decide(Decision.discarded("drop", results), effects);
        }
        proceed(effects);
    }

    private void quit(Effects effects) {
        if (decided || transaction.event() != Event.DOT) {
            return;
        }
        transaction = transaction.at(Event.QUIT);
        tellLeft(effects);
        if (settings.onQuit() == OnQuit.FINISH) {
            return;
        }
        skipOptional(effects);
        if (settings.onQuit() == OnQuit.DISCARD) {
            decide(Decision.deferred(Replies.TRY_AGAIN, "quit", results), effects);
        }
        proceed(effects);
    }

    /**
     * The client is to be sent a continuation line, after which its last line must bear the same code.
     *
     * @param code 250: the client is held, and told nothing else any more. 451: it will come again, whatever the verdict
     * @return false if the run has not begun, or if the decision is there, and the client had better be told that
     */
    public synchronized boolean holdClient(int code) {
        if (!begun || decided) {
            return false;
        }
        if (code == 250) {
            clocks.endPatience();
        } else {
            remembering = true;
        }
        return true;
    }

    private void budgetSpent() {
        change(effects -> {
            if (finished) {
                return;
            }
            transaction = transaction.at(Event.TIMEOUT);
            remembering = false;
            skipOptional(effects);
            decide(Decision.deferred(Replies.TRY_AGAIN, "budget", results), effects);
            proceed(effects);
        });
    }

    private void patienceSpent() {
        change(effects -> {
            if (decided) {
                return;
            }
            boolean full = !cutShort && !place.take();
            if (cutShort || full) {
                transaction = transaction.at(Event.TIMEOUT);
                skipOptional(effects);
            } else {
                remembering = true;
            }
            decide(Decision.deferred(full ? Replies.BUSY : Replies.TRY_AGAIN, "patience", results), effects);
            proceed(effects);
        });
    }

    private void judge(Judging judging) {
        Transaction seen;
        synchronized (this) {
            seen = transaction;
        }
        judging.judge(seen, (verdict, origin) -> outcome(judging, verdict, origin));
    }

    private void timedOut(Judging judging) {
        outcome(judging, judging.onTimeout(), FilterResult.Origin.TIMEOUT);
    }

    private void outcome(Judging judging, Verdict verdict, FilterResult.Origin origin) {
        change(effects -> {
            if (current != judging) {
                return;
            }
            current = null;
            if (origin == FilterResult.Origin.TIMEOUT) {
                driver.abandon();
                effects.add(judging::cancel);
            } else {
                effects.add(judging::ended);
            }
            FilterResult result = record(judging, verdict, origin, effects);
            if (result.refuses() && failure == null) {
                fail(result, effects);
            } else if (verdict.outcome() == Verdict.Outcome.ACCEPT && !result.isShadow()) {
                rest = Rest.REQUIRED;
            }
            proceed(effects);
        });
    }

    private FilterResult record(Judging judging, Verdict verdict, FilterResult.Origin origin, Effects effects) {
        Duration time = Duration.ofNanos(timer.nanos() - judging.started());
        FilterResult result = new FilterResult(judging.step().name(), verdict, origin, judging.step().isShadow(), time);
        results.add(result);
        Transaction seen = transaction;
        effects.add(() -> listener.filterEnded(seen, result));
        return result;
    }

    private void fail(FilterResult result, Effects effects) {
        failure = result;
        rest = Rest.REQUIRED;
        boolean tell = !decided;
        decided = true;
        leftBehind = true;
        Reply reply = result.verdict().reply().orElseThrow();
        boolean keep = result.verdict().outcome() == Verdict.Outcome.FAIL_KEEP;
        // a 4xx asks for another try, so to remember it would be to refuse for good
        boolean remember = remembering && result.origin() == FilterResult.Origin.FILTER && !reply.isTransient()
                && recollection.isRemembered(result);
        Transaction seen = transaction;
        List<FilterResult> sofar = List.copyOf(results);
        Runnable refuse = () -> {
            boolean kept = keep && keep(seen, result);
            Decision refusal = Decision.refused(reply, result.filter(), kept, sofar);
            if (tell) {
                complete(seen, refusal);
            }
            if (remember) {
                recollection.remember(seen, refusal);
            }
        };
        if (keep || remember) {
            chore(refuse, effects);
        } else {
            effects.add(refuse);
        }
    }

    private boolean keep(Transaction seen, FilterResult result) {
        try {
            return listener.keep(seen, result.filter(), result.verdict());
        } catch (RuntimeException | Error e) {
            LOGGER.error("Message {} cannot be kept", seen.id(), e);
            return false;
        }
    }

    private void skipOptional(Effects effects) {
        rest = Rest.REQUIRED;
        cutShort = true;
        Judging running = current;
        if (running != null && !running.step().isRequired()) {
            current = null;
            driver.abandon();
            record(running, Verdict.pass("its verdict could change nothing any more"), FilterResult.Origin.CANCELLED, effects);
            effects.add(running::cancel);
        }
    }

    private void decide(Decision made, Effects effects) {
        if (decided) {
            return;
        }
        decided = true;
        leftBehind = true;
        clocks.endPatience();
        Transaction seen = transaction;
        effects.add(() -> complete(seen, made));
    }

    private void complete(Transaction seen, Decision made) {
        Effects.guarded(() -> listener.decided(seen, made, clocks.waited()));
        decision.complete(made);
    }

    /** Starts the next filter, if none is at work, or ends the run. */
    private void proceed(Effects effects) {
        if (current != null || finished || recalling || place.isAwaited()) {
            return;
        }
        while (next < steps.size() && rest == Rest.REQUIRED && !steps.get(next).isRequired()) {
            next++;
        }
        if (next == steps.size()) {
            finish(effects);
        } else if (leftBehind && place.isNone()) {
            place.await(this::placeFound, effects);
        } else {
            Judging judging = new Judging(steps.get(next++), timer.nanos());
            current = judging;
            effects.add(() -> judging.endsBy(timer.in(judging.step().timeout(), () -> timedOut(judging))));
            driver.launch(judging, effects);
        }
    }

    private void placeFound() {
        change(effects -> {
            place.found();
            proceed(effects);
        });
    }

    private void finish(Effects effects) {
        finished = true;
        clocks.end();
        Decision passed = Decision.accepted(results);
        if (remembering && failure == null && !cutShort) {
            Transaction seen = transaction;
            chore(() -> recollection.remember(seen, passed), effects);
        }
        decide(passed, effects);
        endIfDone(effects);
    }

    /** Has a worker do what reads or stores the message; the run does not end before it is done. */
    private void chore(Runnable work, Effects effects) {
        chores++;
        effects.add(() -> workers.execute(() -> {
            Effects.guarded(work);
            choreDone();
        }));
    }

    private void choreDone() {
        change(effects -> {
            chores--;
            endIfDone(effects);
        });
    }

    private void endIfDone(Effects effects) {
        if (!finished || chores > 0) {
            return;
        }
        place.leave(effects);
        effects.add(chain::release);
        // whoever made the decision may be about to tell it only now, on another thread
        effects.add(() -> decision.whenComplete((made, error) -> ended.complete(null)));
    }

    private void tellLeft(Effects effects) {
        String filter = current == null ? "" : current.step().name();
        Transaction seen = transaction;
        Duration waited = clocks.waited();
        effects.add(() -> listener.clientLeft(seen, seen.event(), filter, waited));
    }

    private void change(Consumer<Effects> change) {
        Effects effects = new Effects();
        synchronized (this) {
            change.accept(effects);
        }
        effects.run();
    }
}
