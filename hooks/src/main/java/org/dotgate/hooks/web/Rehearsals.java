package org.dotgate.hooks.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.ChainRun;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterChain;
import org.dotgate.filter.LogText;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.insight.Outcome;
import org.dotgate.insight.ResultFacts;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.policy.Policy;
import org.dotgate.time.Timer;
import org.dotgate.work.Background;

/**
 * Judges messages that nobody sends, by the filters in force as they {@linkplain org.dotgate.filter.Filter#rehearsal rehearse}:
 * nothing is counted, remembered, kept, or put into the store. A few at a time; each takes as long as the budget at the dot
 * allows. Thread-safe.
 */
final class Rehearsals {
    static final int MOST = 4;
    /** A run's own budget comes first; this bound is for a run that was lost. */
    private static final long LONGEST_SECONDS = 180;

    private final Semaphore places = new Semaphore(MOST);
    private final Background background = new Background(MOST);
    private final AtomicLong number = new AtomicLong();

    /** Nobody hears of it. What would be kept is told to be. */
    private static final RunListener NOBODY = new RunListener() {
        @Override
        public boolean keep(Transaction transaction, String filter, Verdict verdict) {
            return true;
        }
    };

    /** Judges one, on this thread; if there is no place, or James is stopping, the request ends here. */
    Map<String, Object> judge(GateHouse house, Client client, Envelope envelope, byte[] message) {
        if (!places.tryAcquire()) {
            throw Errors.unavailable("as many messages are being judged as may be at a time, which is " + MOST);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ended.thenRun(places::release);
        Optional<Policy> policy = house.acquirePolicy();
        if (policy.isEmpty()) {
            ended.complete(null);
            throw Errors.unavailable("James is stopping");
        }
        FilterChain chain = policy.get().dot();
        ended.thenRun(chain::release);
        SpooledMessage spooled = house.spool().of(message);
        ended.thenRun(spooled::close);
        Transaction transaction = new Transaction("judge-" + number.incrementAndGet(), Event.DOT, client, envelope, spooled);
        Timer timer = house.chains().timer();
        Instant at = timer.now();
        long began = timer.nanos();
        try {
            Optional<String> spared = policy.get().spares(client);
            Decision decision = spared.isPresent()
                    ? Decision.accepted(spared.get(), List.of())
                    : run(chain.rehearsal(), transaction, house, ended);
            if (spared.isPresent()) {
                ended.complete(null);
            }
            return facts(transaction, decision, at, Duration.ofNanos(timer.nanos() - began));
        } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
            ended.complete(null);
            throw Errors.unavailable("the message could not be judged: too much is going on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.complete(null);
            throw Errors.unavailable("James is stopping");
        } catch (RuntimeException | Error e) {
            ended.complete(null);
            throw e;
        }
    }

    private Decision run(FilterChain rehearsal, Transaction transaction, GateHouse house, CompletableFuture<Void> ended)
            throws InterruptedException, ExecutionException, TimeoutException {
        rehearsal.acquire();
        ChainHouse quiet = new ChainHouse(house.chains().timer(), house.workers(), background, Memory.NONE, NOBODY);
        ChainRun run = new ChainRun(rehearsal, transaction, quiet, house.chains().timer().nanos());
        run.ended().thenRun(() -> ended.complete(null));
        house.workers().execute(run::start);
        return run.decision().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private static Map<String, Object> facts(Transaction transaction, Decision decision, Instant at, Duration time) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", null);
        facts.put("at", at.toString());
        facts.put("command", "DOT");
        facts.put("id", transaction.id());
        facts.put("client", LogText.safe(transaction.client().toString()));
        facts.put("sender", LogText.safe(transaction.envelope().sender()));
        facts.put("recipients", transaction.envelope().recipients().stream().map(LogText::safe).collect(Collectors.toList()));
        facts.put("outcome", Outcome.of(decision).label());
        facts.put("by", decision.by());
        facts.put("reply", decision.reply().map(Reply::toString).orElse(""));
        facts.put("reason", decision.isKept() ? "a copy would be kept" : "");
        facts.put("timeMs", time.toMillis());
        facts.put("results", decision.results().stream().map(ResultFacts::of).collect(Collectors.toList()));
        return facts;
    }
}
