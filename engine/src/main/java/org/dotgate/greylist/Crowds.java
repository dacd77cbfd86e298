package org.dotgate.greylist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one origin's first attempts from filling the store. Attempts are counted by origin; each time a quarter of what is
 * allowed has come, the origin's records are listed, and the oldest pending ones are deleted until three quarters are left.
 * So no more than allowed are there, and an attempt costs the reading of about four records, wherever a flood comes from.
 *
 * <p>Counts are this process's own: with several on one store, each adds up to a quarter. At most
 * {@value #MAX_LISTED} records of an origin are looked at; one that has more passed ones than that may keep more pending
 * ones. Thread-safe.
 */
final class Crowds {
    private static final Logger LOGGER = LoggerFactory.getLogger(Crowds.class);
    private static final int MAX_ORIGINS = 10_000;
    private static final int MAX_LISTED = 200_000;
    private static final int PAGE = 5000;
    private static final int AT_ONCE = 500;

    private final Store store;
    private final Executor workers;
    private final Cache<String, Crowd> crowds;
    private final LongAdder removed = new LongAdder();
    private final Rarely rarely;

    Crowds(Store store, Timer timer, Executor workers) {
        this.store = store;
        this.workers = workers;
        this.rarely = new Rarely(timer);
        this.crowds = Caffeine.newBuilder().maximumSize(MAX_ORIGINS).executor(Runnable::run).build();
    }

    /** How many first attempts have been forgotten for others of the same origin. */
    long removed() {
        return removed.sum();
    }

    /** A first attempt has been written down. */
    void grew(String origin, GreylistSettings settings) {
        Crowd crowd = crowds.get(origin, made -> new Crowd());
        int quarter = settings.pending() / 4;
        if (crowd.grown.incrementAndGet() < quarter || !crowd.pruned.compareAndSet(false, true)) {
            return;
        }
        crowd.grown.set(0);
        try {
            workers.execute(() -> prune(origin, settings.pending() - quarter)
                    .whenComplete((done, error) -> crowd.pruned.set(false)));
        } catch (RejectedExecutionException e) {
            // the house is closing
            crowd.pruned.set(false);
        }
    }

    private CompletionStage<Void> prune(String origin, int most) {
        List<Pending> found = new ArrayList<>();
        return list(GreylistKey.prefix(origin), "", found, 0).thenCompose(listed -> {
            int surplus = found.size() - most;
            if (surplus <= 0) {
                return CompletableFuture.completedFuture(null);
            }
            found.sort(Comparator.comparingLong((Pending pending) -> pending.since).thenComparing(pending -> pending.key));
            if (rarely.now()) {
                LOGGER.warn("{} has more first attempts pending than [greylist] pending allows, so the oldest are forgotten:"
                        + " {} now, {} since the start", GreylistKey.origin(origin), surplus, removed.sum() + surplus);
            }
            return delete(found.subList(0, surplus));
        });
    }

    private CompletionStage<Void> list(String prefix, String after, List<Pending> found, int listed) {
        return store.list(Greylist.TABLE, prefix, after, PAGE).thenCompose(page -> {
            for (Entry entry : page) {
                Optional<Long> since = GreylistRecord.isPassed(entry.value())
                        ? Optional.empty()
                        : GreylistRecord.parse(entry.value()).pendingSince();
                since.ifPresent(time -> found.add(new Pending(entry.key(), entry.value(), time)));
            }
            boolean more = page.size() == PAGE && listed + PAGE < MAX_LISTED;
            return more
                    ? list(prefix, page.get(PAGE - 1).key(), found, listed + PAGE)
                    : CompletableFuture.completedFuture(null);
        });
    }

    private CompletionStage<Void> delete(List<Pending> surplus) {
        List<Pending> now = surplus.subList(0, Math.min(AT_ONCE, surplus.size()));
        List<CompletableFuture<?>> deletions = new ArrayList<>(now.size());
        for (Pending pending : now) {
            // one that has passed meanwhile stays
            deletions.add(store.replace(Greylist.TABLE, pending.key, pending.value, null, null).thenAccept(done -> {
                if (done) {
                    removed.increment();
                }
            }).toCompletableFuture());
        }
        return CompletableFuture.allOf(deletions.toArray(new CompletableFuture<?>[0])).thenCompose(done ->
                now.size() == surplus.size()
                        ? CompletableFuture.completedFuture(null)
                        : delete(surplus.subList(now.size(), surplus.size())));
    }

    /** What is known of one origin. */
    private static final class Crowd {
        final AtomicInteger grown = new AtomicInteger();
        final AtomicBoolean pruned = new AtomicBoolean();
    }

    /** A pending record. */
    private static final class Pending {
        final String key;
        final String value;
        final long since;

        Pending(String key, String value, long since) {
            this.key = key;
            this.value = value;
            this.since = since;
        }
    }
}
