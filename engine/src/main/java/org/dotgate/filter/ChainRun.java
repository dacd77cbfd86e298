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
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.dotgate.work.Background;
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

    /** Whether this run has a place in the background. */
    private enum Place {
        NONE,
        WAITING,
        TAKEN
    }

    private final FilterChain chain;
    private final DotSettings settings;
    private final Timer timer;
    private final Executor workers;
    private final Background background;
    private final Memory memory;
    private final RunListener listener;
    private final long started;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final List<FilterResult> results = new ArrayList<>();
    private Transaction transaction;
    private boolean begun;
    private boolean droppedEarly;
    private boolean quitEarly;
    private Rest rest = Rest.ALL;
    private Place place = Place.NONE;
    private int next;
    private Judging current;
    private boolean launching;
    /** The task that starts filters, on some worker; null if none does. */
    private Object driver;
    private FilterResult failure;
    private boolean decided;
    private boolean cutShort;
    private boolean leftBehind;
    private boolean remembering;
    private boolean finished;
    private int chores;
    private Alarm budgetAlarm = () -> {};
    private Alarm patienceAlarm = () -> {};

    /** @param chain acquired for this run, which releases it when it has ended */
    public ChainRun(FilterChain chain, Transaction transaction, ChainHouse house) {
        this.chain = chain;
        this.settings = chain.settings();
        this.transaction = transaction;
        this.timer = house.timer();
        this.workers = house.workers();
        this.background = house.background();
        this.memory = house.memory();
        this.listener = house.listener();
        this.started = timer.nanos();
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

    /** Begins. To be called once, on a worker: a remembered verdict is looked up, and the first filter runs, right here. */
    public void start() {
        Optional<Decision> remembered = recall();
        Object self = new Object();
        change(effects -> {
            driver = self;
            if (remembered.isPresent()) {
                rest = Rest.REQUIRED;
                next = chain.steps().size();
                decide(remembered.get(), effects);
            } else {
                budgetAlarm = timer.in(settings.budget(), this::budgetSpent);
                if (!settings.patience().isZero() && settings.patience().compareTo(settings.budget()) < 0) {
                    patienceAlarm = timer.in(settings.patience(), this::patienceSpent);
                }
            }
            begun = true;
            if (quitEarly) {
                quit(effects);
            }
            if (droppedEarly) {
                drop(effects);
            }
            proceed(effects);
        });
        drive(self);
    }

    private Optional<Decision> recall() {
        try {
            return memory.recall(transaction);
        } catch (RuntimeException | Error e) {
            LOGGER.error("What is remembered of message {} cannot be found out", transaction.id(), e);
            return Optional.empty();
        }
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

    private void drop(List<Runnable> effects) {
        if (decided) {
            return;
        }
        transaction = transaction.at(Event.DROP);
        tellLeft(effects);
        if (settings.onDrop() == OnDrop.REMEMBER && !cutShort && takePlace()) {
            remembering = true;
        } else {
            skipOptional(effects);
        }
        if (settings.onDrop() == OnDrop.ACCEPT) {
            leftBehind = true;
            // nobody is left whose patience could end, and the message must not be lost to it
            patienceAlarm.cancel();
        } else {
            decide(Decision.discarded("drop", results), effects);
        }
        proceed(effects);
    }

    private void quit(List<Runnable> effects) {
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
            patienceAlarm.cancel();
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
            boolean full = !cutShort && !takePlace();
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

    private void timedOut(Judging judging) {
        FilterStep step = judging.step();
        outcome(judging, step.fallback(step.onTimeout(), "no verdict within its time-out"), FilterResult.Origin.TIMEOUT, true);
    }

    private void judged(Judging judging, Verdict verdict, Throwable error) {
        FilterStep step = judging.step();
        if (error == null) {
            outcome(judging, step.complete(verdict), FilterResult.Origin.FILTER, false);
            return;
        }
        if (!isCurrent(judging)) {
            return;
        }
        LOGGER.warn("Filter {} could not judge message {}: {}", step.name(), transaction.id(), LogText.safe(String.valueOf(error)));
        LOGGER.debug("Filter {} failed", step.name(), error);
        String reason = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        outcome(judging, step.fallback(step.onError(), reason), FilterResult.Origin.ERROR, false);
    }

    private synchronized boolean isCurrent(Judging judging) {
        return current == judging;
    }

    private void outcome(Judging judging, Verdict verdict, FilterResult.Origin origin, boolean stop) {
        change(effects -> {
            if (current != judging) {
                return;
            }
            current = null;
            if (stop) {
                abandonDriver();
            }
            effects.add(stop ? judging::cancel : judging::ended);
            FilterResult result = record(judging, verdict, origin, effects);
            if (result.refuses() && failure == null) {
                fail(result, effects);
            } else if (verdict.outcome() == Verdict.Outcome.ACCEPT && !result.isShadow()) {
                rest = Rest.REQUIRED;
            }
            proceed(effects);
        });
    }

    private FilterResult record(Judging judging, Verdict verdict, FilterResult.Origin origin, List<Runnable> effects) {
        Duration time = Duration.ofNanos(timer.nanos() - judging.started());
        FilterResult result = new FilterResult(judging.step().name(), verdict, origin, judging.step().isShadow(), time);
        results.add(result);
        Transaction seen = transaction;
        effects.add(() -> listener.filterEnded(seen, result));
        return result;
    }

    private void fail(FilterResult result, List<Runnable> effects) {
        failure = result;
        rest = Rest.REQUIRED;
        boolean tell = !decided;
        decided = true;
        leftBehind = true;
        Reply reply = result.verdict().reply().orElseThrow();
        boolean keep = result.verdict().outcome() == Verdict.Outcome.FAIL_KEEP;
        // a 4xx asks for another try, so to remember it would be to refuse for good
        boolean remember = remembering && result.origin() == FilterResult.Origin.FILTER && !reply.isTransient();
        Transaction seen = transaction;
        List<FilterResult> sofar = List.copyOf(results);
        Runnable refuse = () -> {
            boolean kept = keep && keep(seen, result);
            Decision refusal = Decision.refused(reply, result.filter(), kept, sofar);
            if (tell) {
                complete(seen, refusal);
            }
            if (remember) {
                memory.remember(seen, refusal);
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

    private void skipOptional(List<Runnable> effects) {
        rest = Rest.REQUIRED;
        cutShort = true;
        Judging running = current;
        if (running != null && !running.step().isRequired()) {
            current = null;
            abandonDriver();
            record(running, Verdict.pass("its verdict could change nothing any more"), FilterResult.Origin.CANCELLED, effects);
            effects.add(running::cancel);
        }
    }

    private void decide(Decision made, List<Runnable> effects) {
        if (decided) {
            return;
        }
        decided = true;
        leftBehind = true;
        patienceAlarm.cancel();
        Transaction seen = transaction;
        effects.add(() -> complete(seen, made));
    }

    private void complete(Transaction seen, Decision made) {
        guarded(() -> listener.decided(seen, made, Duration.ofNanos(timer.nanos() - started)));
        decision.complete(made);
    }

    /** Starts the next filter, if none is at work, or ends the run. */
    private void proceed(List<Runnable> effects) {
        List<FilterStep> steps = chain.steps();
        if (current != null || finished || place == Place.WAITING) {
            return;
        }
        while (next < steps.size() && rest == Rest.REQUIRED && !steps.get(next).isRequired()) {
            next++;
        }
        if (next == steps.size()) {
            finish(effects);
        } else if (leftBehind && place == Place.NONE) {
            place = Place.WAITING;
            effects.add(() -> background.enter(this::placeFound));
        } else {
            Judging judging = new Judging(steps.get(next++), timer.nanos());
            current = judging;
            launching = true;
            effects.add(() -> judging.endsBy(timer.in(judging.step().timeout(), () -> timedOut(judging))));
            if (driver == null) {
                Object task = new Object();
                driver = task;
                effects.add(() -> workers.execute(() -> drive(task)));
            }
        }
    }

    /** Runs filters on this worker for as long as each has its verdict when it returns. */
    private void drive(Object self) {
        for (Judging judging = launched(self); judging != null; judging = launched(self)) {
            // a use of its own: a filter that does not heed its cancel may be at it when the run has long ended
            if (chain.acquire()) {
                try {
                    judge(judging);
                } finally {
                    chain.release();
                }
            }
        }
    }

    private void judge(Judging running) {
        Transaction seen;
        synchronized (this) {
            seen = transaction;
        }
        running.judge(seen, (verdict, error) -> judged(running, verdict, error));
    }

    private synchronized Judging launched(Object self) {
        if (driver != self) {
            return null;
        }
        if (!launching) {
            driver = null;
            return null;
        }
        launching = false;
        return current;
    }

    /** Leaves a worker alone with a filter that was cancelled, and may not heed it: the next filter is started by another. */
    private void abandonDriver() {
        launching = false;
        driver = null;
    }

    private boolean takePlace() {
        if (place == Place.NONE && background.tryEnter()) {
            place = Place.TAKEN;
        }
        return place == Place.TAKEN;
    }

    private void placeFound() {
        change(effects -> {
            place = Place.TAKEN;
            proceed(effects);
        });
    }

    private void finish(List<Runnable> effects) {
        finished = true;
        budgetAlarm.cancel();
        patienceAlarm.cancel();
        Decision passed = Decision.accepted(acceptedBy(), results);
        if (remembering && failure == null && !cutShort) {
            Transaction seen = transaction;
            chore(() -> memory.remember(seen, passed), effects);
        }
        decide(passed, effects);
        if (chores == 0) {
            effects.add(this::end);
        }
    }

    private String acceptedBy() {
        return results.stream()
                .filter(result -> result.verdict().outcome() == Verdict.Outcome.ACCEPT && !result.isShadow())
                .map(FilterResult::filter)
                .findFirst()
                .orElse("chain");
    }

    /** Has a worker do what reads or stores the message; the run does not end before it is done. */
    private void chore(Runnable work, List<Runnable> effects) {
        chores++;
        effects.add(() -> workers.execute(() -> {
            guarded(work);
            choreDone();
        }));
    }

    private void choreDone() {
        boolean last;
        synchronized (this) {
            chores--;
            last = finished && chores == 0;
        }
        if (last) {
            end();
        }
    }

    private void end() {
        boolean leave;
        synchronized (this) {
            leave = place == Place.TAKEN;
            place = Place.NONE;
        }
        if (leave) {
            background.leave();
        }
        chain.release();
        // whoever made the decision may be about to tell it only now, on another thread
        decision.whenComplete((made, error) -> ended.complete(null));
    }

    private void tellLeft(List<Runnable> effects) {
        String filter = current == null ? "" : current.step().name();
        Transaction seen = transaction;
        Duration waited = Duration.ofNanos(timer.nanos() - started);
        effects.add(() -> listener.clientLeft(seen, seen.event(), filter, waited));
    }

    private void change(Consumer<List<Runnable>> change) {
        List<Runnable> effects = new ArrayList<>(4);
        synchronized (this) {
            change.accept(effects);
        }
        effects.forEach(this::guarded);
    }

    /** Each effect comes to pass whatever another throws: a filter's way to stop, say, that is an operator's own. */
    private void guarded(Runnable effect) {
        try {
            effect.run();
        } catch (RuntimeException | Error e) {
            LOGGER.error("A step in judging message {} failed", transaction.id(), e);
        }
    }
}
