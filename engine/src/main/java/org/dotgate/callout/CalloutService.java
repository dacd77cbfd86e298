package org.dotgate.callout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.ProviderFigures;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call-outs of one process. What is in memory is answered at once; else there is one {@link Inquiry} about an address at a
 * time, which all who ask meanwhile wait for. Hard attempts go to a {@link CalloutQueue}, and are made here unless that is
 * somebody else's business.
 *
 * <p>When the store fails, it goes on with what this process remembers, and no mail is refused for longer than it would be
 * otherwise. Thread-safe.
 */
public final class CalloutService implements Callouts {
    /** How long nobody tries to renew an answer once more. */
    private static final Duration RENEW_AGAIN = Duration.ofHours(1);
    private static final int MAX_RENEWED = 10_000;
    /** How long it is waited at the end for what has to be stored. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);
    private static final Logger LOGGER = LoggerFactory.getLogger(CalloutService.class);

    private final Prober prober;
    private final Executor workers;
    private final CalloutMeans means;
    private final CalloutQueue queue;
    /** Null where others make them. */
    private final HardAttempts hard;
    private final ConcurrentMap<String, Inquiry> inquiries = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> renewed;
    private volatile CalloutSettings latest;
    private volatile boolean closed;

    /**
     * A service that makes the hard attempts itself, and begins with those that the store has from before.
     *
     * @param prober is closed with it
     * @param workers where all goes on that comes of a probe, the store or the clock
     * @param first the settings until others come with a question
     */
    public CalloutService(Store store, Prober prober, Timer timer, Executor workers, CalloutSettings first) {
        this(store, prober, timer, workers, first, null);
    }

    /**
     * A service that leaves the hard attempts to whoever takes them from the queue.
     *
     * @param queue is closed with it
     */
    public CalloutService(Store store, Prober prober, Timer timer, Executor workers, CalloutSettings first, CalloutQueue queue) {
        this.prober = prober;
        this.workers = workers;
        this.latest = first;
        this.means = new CalloutMeans(store, prober, timer, workers);
        this.renewed = Caffeine.newBuilder().maximumSize(MAX_RENEWED).expireAfterWrite(RENEW_AGAIN)
                .ticker(timer::nanos).executor(Runnable::run).build();
        if (queue == null) {
            StoreQueue own = new StoreQueue(store, timer, means.trouble, StoreQueue.MOST);
            this.queue = own;
            this.hard = new HardAttempts(own, means, () -> latest);
            hard.start();
        } else {
            this.queue = queue;
            this.hard = null;
        }
    }

    @Override
    public CompletableFuture<CalloutResult> ask(CalloutSettings settings, CalloutQuestion question, Duration within) {
        latest = settings;
        if (!CalloutKey.canBeAsked(question.address())) {
            return CompletableFuture.completedFuture(
                    CalloutResult.known(Answer.UNKNOWN, "it has no domain, or is too long to be asked about"));
        }
        String key = CalloutKey.of(question.address());
        Optional<CalloutResult> known = inMemory(settings, question, key);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        if (closed) {
            return CompletableFuture.completedFuture(CalloutResult.pending("call-outs have ended"));
        }
        Inquiry own = new Inquiry(means, queue, settings, question, Inquiry.Aim.ANSWER, key, within);
        Inquiry first = inquiries.putIfAbsent(key, own);
        if (first != null) {
            first.endWithin(within);
            return joined(first, question);
        }
        begin(own, key);
        return own.answer().copy();
    }

    @Override
    public CompletableFuture<Optional<CalloutResult>> recall(CalloutSettings settings, CalloutQuestion question) {
        latest = settings;
        if (closed || !CalloutKey.canBeAsked(question.address())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String key = CalloutKey.of(question.address());
        Optional<CalloutResult> known = inMemory(settings, question, key);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known);
        }
        Inquiry own = new Inquiry(means, queue, settings, question, Inquiry.Aim.RECALL, key, settings.soft().total());
        own.begin(() -> {
            if (own.mayNeedRenewal()) {
                renew(settings, question, key);
            }
        });
        return own.answer().thenApply(result -> Optional.of(result).filter(each -> each != Inquiry.NOTHING));
    }

    private Optional<CalloutResult> inMemory(CalloutSettings settings, CalloutQuestion question, String key) {
        CalloutRecord known = means.known.atOnce(key);
        if (known == null || !known.answersFor(question.address())) {
            return Optional.empty();
        }
        if (known.answer().isGood() && known.isNearExpiry(means.timer.now())) {
            renew(settings, question, key);
        }
        return Optional.of(CalloutResult.known(known.answer(), known.reason()));
    }

    /** The answer of one that has begun already; on a worker, since its thread may be anybody's. */
    private CompletableFuture<CalloutResult> joined(Inquiry inquiry, CalloutQuestion question) {
        boolean same = inquiry.question().address().equalsIgnoreCase(question.address());
        if (inquiry.answer().isDone()) {
            return inquiry.answer().thenApply(result -> forOther(result, same));
        }
        return inquiry.answer().thenApplyAsync(result -> forOther(result, same), workers);
    }

    /** As {@link CalloutRecord#answersFor} has it. */
    private static CalloutResult forOther(CalloutResult result, boolean same) {
        return same || result.answer().orElse(null) != Answer.NOT_FOUND
                ? result
                : CalloutResult.pending("an address much like it does not exist");
    }

    private void begin(Inquiry inquiry, String key) {
        inquiry.begin(() -> {
            inquiries.remove(key, inquiry);
            if (hard != null && inquiry.hasQueued()) {
                hard.wake();
            }
            if (inquiry.mayNeedRenewal()) {
                renew(latest, inquiry.question(), key);
            }
        });
        if (closed) {
            inquiry.end(CalloutResult.pending("call-outs have ended"));
        }
    }

    private void renew(CalloutSettings settings, CalloutQuestion question, String key) {
        if (renewed.asMap().putIfAbsent(key, true) == null) {
            means.onward.execute(() -> beginUnlessThere(settings, question, key, Inquiry.Aim.RENEW));
        }
    }

    @Override
    public void prepare(CalloutSettings settings, CalloutQuestion question) {
        latest = settings;
        if (!CalloutKey.canBeAsked(question.address())) {
            return;
        }
        String key = CalloutKey.of(question.address());
        CalloutRecord known = means.known.atOnce(key);
        if (known == null || !known.answersFor(question.address())) {
            beginUnlessThere(settings, question, key, Inquiry.Aim.PREPARE);
        }
    }

    private void beginUnlessThere(CalloutSettings settings, CalloutQuestion question, String key, Inquiry.Aim aim) {
        Inquiry own = new Inquiry(means, queue, settings, question, aim, key, settings.soft().total());
        if (!closed && inquiries.putIfAbsent(key, own) == null) {
            begin(own, key);
        }
    }

    @Override
    public boolean isAsking(InetAddress client) {
        return prober.isAsking(client);
    }

    @Override
    public CompletionStage<Optional<CalloutRecord>> record(String address) {
        return CalloutKey.canBeAsked(address)
                ? means.known.explain(address)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<CalloutWork>> work(String address) {
        return CalloutKey.canBeAsked(address)
                ? queue.find(CalloutKey.of(address))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> forget(String address) {
        return CalloutKey.canBeAsked(address) ? means.known.forget(address) : CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        return means.known.list(after, limit);
    }

    @Override
    public CalloutHealth health() {
        String problem = means.breakers.problem().or(means.overdue::problem).orElse(null);
        return new CalloutHealth(prober.underWay(), queue.waiting(), problem, means.breakers.isHalted());
    }

    @Override
    public List<ProviderFigures> providers() {
        return prober.providers().stream()
                .map(one -> means.breakers.openAt(one.provider()).map(one::withBreaker).orElse(one))
                .sorted(Comparator.comparing(ProviderFigures::provider))
                .collect(Collectors.toList());
    }

    @Override
    public Map<Answer, Long> answers() {
        return prober.answers();
    }

    @Override
    public void close() {
        closed = true;
        if (hard != null) {
            hard.close();
        }
        // soft attempts end by this, and go to the queue
        inquiries.values().forEach(inquiry -> inquiry.endWithin(Duration.ZERO));
        prober.close();
        awaitInquiries();
        inquiries.values().forEach(inquiry -> inquiry.end(CalloutResult.pending("call-outs have ended")));
        queue.close();
    }

    private void awaitInquiries() {
        CompletableFuture<?>[] open =
                inquiries.values().stream().map(Inquiry::answer).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(open).thenCompose(answered -> means.claims.released())
                    .get(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            long lost = Arrays.stream(open).filter(answer -> !answer.isDone()).count();
            if (lost > 0) {
                LOGGER.warn("{} senders that were just being asked about are not asked about later, unless they come again", lost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
