package org.dotgate.verdicts;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Memory;
import org.dotgate.filter.Transaction;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a chain's runs, in the table {@value #TABLE} of a store: a record for each envelope, under a hash of its
 * addresses. One look tells that nothing is remembered for an envelope, which is the common case; only else is the message
 * read for its {@link Fingerprint}. With a store that has its records at hand this takes microseconds and stays on the
 * calling thread; with one that is far away no thread waits.
 *
 * <p>When the store fails, what is remembered is not found, and what is to be remembered is not; both are counted, and
 * logged when it begins and when it ends. The message is judged anew, as it would be without a memory. Thread-safe.
 */
public final class RememberedVerdicts implements Memory {
    /** The store's table. */
    public static final String TABLE = "verdicts";

    private static final Logger LOGGER = LoggerFactory.getLogger(RememberedVerdicts.class);
    private static final CompletionStage<Optional<Decision>> NOTHING = CompletableFuture.completedStage(Optional.empty());
    /** How often a record is written again when others write it at the same time. */
    private static final int TRIES = 10;

    private final Store store;
    private final Executor workers;
    private final Timer timer;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile Duration lifetime = Duration.ZERO;

    /** @param workers read messages, when the store's answer comes on a thread of its own */
    public RememberedVerdicts(Store store, Executor workers, Timer timer) {
        this.store = store;
        this.workers = workers;
        this.timer = timer;
    }

    /** Remembers verdicts this long from now on; zero for not at all. What is remembered keeps its time. */
    public void keepFor(Duration time) {
        lifetime = time;
    }

    /** How often the store has failed, or held what could not be understood. */
    public long failures() {
        return failures.get();
    }

    /** How many messages were the retry of one judged before. */
    public long used() {
        return used.get();
    }

    @Override
    public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
        if (lifetime.isZero()) {
            return NOTHING;
        }
        CompletableFuture<Optional<Entry>> asked =
                store.get(TABLE, Fingerprint.envelopeKey(transaction.envelope())).toCompletableFuture();
        // on this worker if the record is at hand, and never on a thread of the store's
        Executor reader = asked.isDone() ? Runnable::run : workers;
        CompletableFuture<Optional<Decision>> answer = new CompletableFuture<>();
        asked.whenComplete((record, error) -> {
            note(error);
            if (error != null || record.isEmpty()) {
                answer.complete(Optional.empty());
            } else {
                reader.execute(() -> find(transaction, record.get(), answer));
            }
        });
        return answer;
    }

    private void find(Transaction transaction, Entry record, CompletableFuture<Optional<Decision>> answer) {
        // once nobody waits any more, the message may be gone
        if (answer.isDone()) {
            return;
        }
        try {
            Optional<RememberedVerdict> found = fingerprint(transaction)
                    .flatMap(fingerprint -> verdicts(record).find(fingerprint.content(), timer.now()));
            found.ifPresent(verdict -> {
                used.incrementAndGet();
                LOGGER.info("Message {} is the retry of one judged before: {}", transaction.id(), verdict);
            });
            answer.complete(found.map(RememberedVerdict::decision));
        } catch (RuntimeException | Error e) {
            // a fault that a hostile message brings to light must not leave its run waiting
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void remember(Transaction transaction, Decision decision) {
        Duration time = lifetime;
        if (time.isZero()) {
            return;
        }
        fingerprint(transaction).ifPresent(fingerprint -> {
            Instant now = timer.now();
            put(fingerprint.envelopeKey(), new RememberedVerdict(fingerprint.content(), decision, now, now.plus(time)), TRIES)
                    .whenComplete((done, error) -> {
                        note(error);
                        if (error == null) {
                            LOGGER.info("The verdict on message {} is remembered for its retry as {}", transaction.id(), fingerprint);
                        }
                    });
        });
    }

    private CompletionStage<Boolean> put(String key, RememberedVerdict verdict, int tries) {
        return store.get(TABLE, key).thenCompose(record -> {
            EnvelopeVerdicts known = record.map(this::verdicts).orElse(EnvelopeVerdicts.NONE);
            EnvelopeVerdicts all = known.with(verdict, timer.now());
            String text = all.text();
            if (text.length() > Store.MAX_VALUE) {
                return failed("a verdict is too long to be remembered");
            }
            return store.replace(TABLE, key, record.map(Entry::value).orElse(null), text, all.expires()).thenCompose(done -> {
                if (done) {
                    return CompletableFuture.completedStage(true);
                }
                return tries > 1 ? put(key, verdict, tries - 1) : failed("a record of verdicts changes too often to be written");
            });
        });
    }

    private static CompletionStage<Boolean> failed(String why) {
        return CompletableFuture.failedStage(new StoreException(why));
    }

    private EnvelopeVerdicts verdicts(Entry record) {
        try {
            return EnvelopeVerdicts.parse(record.value());
        } catch (IllegalArgumentException e) {
            failures.incrementAndGet();
            LOGGER.warn("What the store holds under {} in {} cannot be understood, and counts as nothing: {}",
                    record.key(), TABLE, e.getMessage());
            return EnvelopeVerdicts.NONE;
        }
    }

    /** Counts a failure; a store that fails fails for every message, so the log has only the first. */
    private void note(Throwable error) {
        if (error != null) {
            failures.incrementAndGet();
            if (!failing.getAndSet(true)) {
                LOGGER.warn("Verdicts cannot be remembered or found again for now, so retries are judged anew: {}", error.toString());
            }
        } else if (failing.get() && failing.getAndSet(false)) {
            LOGGER.info("Verdicts are remembered and found again");
        }
    }

    private static Optional<Fingerprint> fingerprint(Transaction transaction) {
        try {
            return Optional.of(Fingerprint.of(transaction.envelope(), transaction.message()));
        } catch (IOException e) {
            LOGGER.warn("Message {} cannot be read, so its retry will not be known: {}", transaction.id(), e.toString());
            return Optional.empty();
        }
    }
}
