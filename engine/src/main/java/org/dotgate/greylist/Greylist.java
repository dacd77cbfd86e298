package org.dotgate.greylist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who has to come again. There is a record for each origin, sender and recipient ({@link GreylistKey}, in the
 * store's table {@value #TABLE}): the contents that were told to come again, or that one has and all may pass
 * ({@link GreylistRecord}). A message passes when each of its records lets it.
 *
 * <p>No call waits: a stage completes when the store has answered, perhaps on the store's thread. It never fails: a store
 * that does gives {@linkplain GreylistAnswer#unavailable an answer of its own}, and is counted. A delay is answered only
 * when it is in the store. All is written by compare-and-set, so threads and processes may ask about the same at once.
 * Times are those of the clock on the wall: put forward, it lets a retry pass early; put back, it lets what was seen
 * since wait for the delay once more, never longer. Thread-safe.
 */
public final class Greylist {
    static final String TABLE = "greylist";

    private static final Logger LOGGER = LoggerFactory.getLogger(Greylist.class);
    /** How often a record is read, as others change it meanwhile; more often than it can be given another content. */
    private static final int TRIES = Standing.MAX_CONTENTS + 2;

    private final Store store;
    private final Timer timer;
    private final Regulars regulars;
    private final Crowds crowds;
    private final GreylistCosts costs;
    private final LongAdder passed = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final Rarely rarely;

    /** @param workers where the records of an origin that has too many are looked through */
    public Greylist(Store store, Timer timer, Executor workers) {
        this.store = store;
        this.timer = timer;
        this.regulars = new Regulars(store, timer);
        this.crowds = new Crowds(store, timer, workers);
        this.costs = new GreylistCosts(timer);
        this.rarely = new Rarely(timer);
    }

    /** Where its records are. */
    Store store() {
        return store;
    }

    /** What it has cost so far to ask clients to come again. */
    public GreylistCosts costs() {
        return costs;
    }

    /** Whether a message may pass. If it may not, it is written down that it came, so that it may later. */
    public CompletionStage<GreylistAnswer> ask(GreylistSettings settings, GreylistRequest request) {
        return answered(asked(new Question(settings, request, true), TRIES, 0));
    }

    /** As {@link #ask}, but a message that may not pass is not written down, so this alone never lets it. */
    CompletionStage<GreylistAnswer> recall(GreylistSettings settings, GreylistRequest request) {
        return counted(asked(new Question(settings, request, false), TRIES, 0), answer -> !answer.isDelay());
    }

    /** The answer if that is pass, or unavailable, whatever the content; empty if the content may have to be looked at. */
    CompletionStage<Optional<GreylistAnswer>> passedBefore(GreylistSettings settings, GreylistRequest request) {
        if (settings.isEveryMessage()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Question question = new Question(settings, request, false);
        CompletionStage<GreylistAnswer> answer = standings(question).thenCompose(standings -> {
            boolean passes = standings.stream().allMatch(standing -> standing.kind() == Standing.Kind.PASSED);
            return passes ? pass(question, standings, 1, 0) : orRegular(question, standings, () -> later(Duration.ZERO));
        });
        return counted(answer, known -> !known.isDelay())
                .thenApply(known -> known.isDelay() ? Optional.empty() : Optional.of(known));
    }

    /** Lets a message pass that nothing is known of, and writes it down as passed. */
    CompletionStage<GreylistAnswer> admit(GreylistSettings settings, GreylistRequest request, String reason) {
        Question question = new Question(settings, request, false);
        return answered(standings(question).thenCompose(standings -> {
            List<CompletableFuture<Boolean>> writes = new ArrayList<>();
            for (Standing standing : standings) {
                if (standing.kind() != Standing.Kind.PASSED) {
                    writes.add(writePassed(question, standing));
                }
            }
            return all(writes).thenApply(done -> GreylistAnswer.pass(Duration.ZERO, reason));
        }));
    }

    /** Counts a pass for an origin besides the one that was asked about. Never fails. */
    CompletionStage<Void> count(GreylistSettings settings, String origin) {
        return regulars.count(origin, settings);
    }

    /** Whether the store has lost what it knew, and it is not long ago. */
    boolean isInGrace(GreylistSettings settings) {
        Instant now = timer.now();
        return store.health().lostAt().filter(lost -> !lost.isAfter(now) && now.isBefore(lost.plus(settings.grace()))).isPresent();
    }

    private CompletionStage<GreylistAnswer> asked(Question question, int tries, long waited) {
        return standings(question).thenCompose(standings -> {
            if (standings.stream().allMatch(Standing::passes)) {
                return pass(question, standings, tries, waited);
            }
            return orRegular(question, standings, () -> delay(question, standings, tries));
        });
    }

    private CompletionStage<List<Standing>> standings(Question question) {
        if (question.keys.size() == 1) {
            return store.get(TABLE, question.keys.get(0)).thenApply(entry -> List.of(standing(question, 0, entry)));
        }
        List<CompletableFuture<Optional<Entry>>> entries = new ArrayList<>(question.keys.size());
        question.keys.forEach(key -> entries.add(store.get(TABLE, key).toCompletableFuture()));
        return all(entries).thenApply(answers -> {
            List<Standing> standings = new ArrayList<>(answers.size());
            for (int i = 0; i < answers.size(); i++) {
                standings.add(standing(question, i, answers.get(i)));
            }
            return standings;
        });
    }

    private Standing standing(Question question, int number, Optional<Entry> entry) {
        return Standing.of(question.keys.get(number), entry.orElse(null), question.settings, question.request.likeness(), now());
    }

    private CompletionStage<GreylistAnswer> orRegular(Question question, List<Standing> standings,
            Supplier<CompletionStage<GreylistAnswer>> other) {
        return regulars.knows(question.request.origin(), question.settings).thenCompose(known -> {
            if (!known) {
                return other.get();
            }
            standings.forEach(costs::spared);
            return CompletableFuture.completedFuture(GreylistAnswer.pass(Duration.ZERO, "its network has passed often"));
        });
    }

    private CompletionStage<GreylistAnswer> pass(Question question, List<Standing> standings, int tries, long before) {
        long waited = Math.max(before, standings.stream().mapToLong(Standing::waited).max().orElse(0));
        List<CompletableFuture<Boolean>> writes = new ArrayList<>();
        for (Standing standing : standings) {
            if (standing.isStale(question.settings, now())) {
                // nobody waits for it: if it is not written now, it will be for the next message
                writePassed(question, standing);
            } else if (standing.kind() == Standing.Kind.BACK && !question.settings.isEveryMessage()) {
                writes.add(writePassed(question, standing));
            } else if (standing.kind() == Standing.Kind.BACK) {
                costs.passed(question.settings, question.request, standing);
            }
        }
        GreylistAnswer answer = GreylistAnswer.pass(Duration.ofMillis(waited),
                waited == 0 ? Standing.whyAllPass(standings) : "came again after " + waited / 1000 + "s");
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(answer);
        }
        return all(writes).thenCompose(written -> {
            // who comes first has let it pass; the others have nothing to count, nor to write
            CompletionStage<Void> count = written.contains(true)
                    ? regulars.count(question.request.origin(), question.settings)
                    : CompletableFuture.completedFuture(null);
            boolean again = written.contains(false) && tries > 1;
            return count.thenCompose(done ->
                    again ? asked(question, tries - 1, waited) : CompletableFuture.completedFuture(answer));
        });
    }

    /** Never fails: a pass that cannot be written is a pass all the same. */
    private CompletableFuture<Boolean> writePassed(Question question, Standing standing) {
        return store.replace(TABLE, standing.key(), standing.known(), standing.passed(now()),
                timer.now().plus(question.settings.expiry())).handle((done, error) -> {
                    if (error != null) {
                        troubled(error);
                    } else if (done) {
                        costs.passed(question.settings, question.request, standing);
                    }
                    return error != null || done;
                }).toCompletableFuture();
    }

    private CompletionStage<GreylistAnswer> delay(Question question, List<Standing> standings, int tries) {
        long remaining = standings.stream().mapToLong(Standing::remaining).max().orElse(0);
        boolean first = standings.stream().anyMatch(standing -> standing.kind() == Standing.Kind.NEW);
        GreylistAnswer answer =
                GreylistAnswer.delay(Duration.ofMillis(remaining), first ? "first attempt" : "came again too early");
        if (!question.notes) {
            return CompletableFuture.completedFuture(answer);
        }
        List<CompletableFuture<Boolean>> writes = new ArrayList<>();
        for (Standing standing : standings) {
            if (!standing.passes() && standing.isNews()) {
                writes.add(note(question, standing).toCompletableFuture());
            }
        }
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(answer);
        }
        return all(writes).thenCompose(written -> written.contains(false) && tries > 1
                ? asked(question, tries - 1, 0)
                : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<Boolean> note(Question question, Standing standing) {
        GreylistSettings settings = question.settings;
        long now = now();
        return store.replace(TABLE, standing.key(), standing.known(), standing.noted(settings, question.request.likeness(), now),
                Instant.ofEpochMilli(standing.notedUntil(settings, now))).thenApply(done -> {
                    if (done && standing.kind() == Standing.Kind.NEW) {
                        costs.delayed(settings, question.request, standing);
                    }
                    if (done && standing.known() == null) {
                        crowds.grew(question.request.origin(), settings);
                    }
                    return done;
                });
    }

    private static CompletionStage<GreylistAnswer> later(Duration remaining) {
        return CompletableFuture.completedFuture(GreylistAnswer.delay(remaining, "nothing has passed"));
    }

    private CompletionStage<GreylistAnswer> answered(CompletionStage<GreylistAnswer> stage) {
        return counted(stage, answer -> true);
    }

    private CompletionStage<GreylistAnswer> counted(CompletionStage<GreylistAnswer> stage, Predicate<GreylistAnswer> isLast) {
        return stage.exceptionally(this::troubled).thenApply(answer -> {
            if (isLast.test(answer)) {
                (answer.isPass() ? passed : answer.isDelay() ? delayed : unavailable).increment();
            }
            return answer;
        });
    }

    private GreylistAnswer troubled(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (rarely.now()) {
            LOGGER.warn("The store does not do what the greylist asks of it: {}", cause.toString());
        }
        return GreylistAnswer.unavailable("the store gave no answer: " + cause.getMessage());
    }

    private long now() {
        return timer.now().toEpochMilli();
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> stages) {
        return CompletableFuture.allOf(stages.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> stages.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    /** How many messages (at RCPT: recipients) have been let pass since the start. */
    public long passed() {
        return passed.sum();
    }

    /** How many have been delayed. */
    public long delayed() {
        return delayed.sum();
    }

    /** How many nothing could be told of, for the store did not answer. */
    public long unavailable() {
        return unavailable.sum();
    }

    /** How many first attempts were forgotten because their origin had too many. */
    public long forgotten() {
        return crowds.removed();
    }

    /** What is asked, and where it stands in the store. Immutable. */
    private static final class Question {
        final GreylistSettings settings;
        final GreylistRequest request;
        final boolean notes;
        final List<String> keys;

        Question(GreylistSettings settings, GreylistRequest request, boolean notes) {
            this.settings = settings;
            this.request = request;
            this.notes = notes;
            this.keys = GreylistKey.of(request);
        }
    }
}
