package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of runs on real threads and real time, with everything that can happen happening at random moments. */
@Timeout(120)
class ChainRunRaceTest {
    private static final int RUNS = 3_000;

    private final SystemTimer timer = new SystemTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final ExecutorService clients = Executors.newFixedThreadPool(4);
    private final Background background = new Background(5);
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger decisions = new AtomicInteger();

    @AfterEach
    void end() {
        clients.shutdownNow();
        workers.shutdownNow();
        timer.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyRunShouldEndWithOneDecisionWhateverHappensWhen(long seed) throws Exception {
        Random random = new Random(seed);
        Semaphore open = new Semaphore(200);
        List<ChainRun> runs = new ArrayList<>();
        List<FilterChain> chains = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            open.acquire();
            AtomicBoolean cut = new AtomicBoolean();
            FilterChain chain = chain(random, cut);
            chain.acquire();
            chain.retire();
            chains.add(chain);
            ChainRun run = new ChainRun(chain, RunRig.transaction(),
                    new ChainHouse(timer, workers, background, new Forgetful(), new Counting(chain, cut)), timer.nanos());
            runs.add(run);
            run.ended().whenComplete((nothing, error) -> open.release());
            List<Runnable> doings = new ArrayList<>(List.of(() -> workers.execute(run::start)));
            if (random.nextInt(3) == 0) {
                doings.add(run::clientDropped);
            }
            if (random.nextInt(3) == 0) {
                doings.add(run::clientQuit);
            }
            if (random.nextInt(4) == 0) {
                int code = random.nextBoolean() ? 250 : 451;
                doings.add(() -> run.holdClient(code));
            }
            Collections.shuffle(doings, random);
            doings.forEach(doing -> clients.execute(() -> {
                pause(ThreadLocalRandom.current().nextInt(400));
                doing.run();
            }));
        }

        for (ChainRun run : runs) {
            run.ended().get(60, TimeUnit.SECONDS);
            assertThat(run.decision()).isDone();
        }
        // a filter that heeds nothing may outlive its run for a moment
        workers.shutdown();
        assertThat(workers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(faults).isEmpty();
        assertThat(decisions).as("decisions told").hasValue(RUNS);
        assertThat(background.taken()).as("places left taken").isZero();
        assertThat(chains).as("chains left in use").noneMatch(FilterChain::acquire);
    }

    private FilterChain chain(Random random, AtomicBoolean cut) {
        List<FilterStep> steps = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean required = random.nextInt(3) == 0;
            steps.add(FilterStep.named("f" + i)
                    .filter(new Whim(i, random.nextInt(8), required, cut))
                    .required(required)
                    .mode(random.nextInt(8) == 0 ? FilterStep.Mode.SHADOW : FilterStep.Mode.ENFORCE)
                    .keep(random.nextInt(4) == 0)
                    .timeout(Duration.ofMillis(1 + random.nextInt(6)))
                    .onTimeout(FilterStep.Fallback.values()[random.nextInt(3)])
                    .onError(FilterStep.Fallback.values()[random.nextInt(3)])
                    .build());
        }
        String settings = "budget = " + (1 + random.nextInt(12)) + "ms;patience = " + random.nextInt(10) + "ms"
                + ";on-drop = " + List.of("discard", "remember", "accept").get(random.nextInt(3))
                + ";on-quit = " + List.of("finish", "accept", "discard").get(random.nextInt(3));
        return new FilterChain(RunRig.settings(settings), steps,
                steps.stream().collect(Collectors.toMap(FilterStep::name, step -> step)));
    }

    private static void pause(int micros) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** A filter that does one of the things filters do, at its own pace, and notes what should not be done to it. */
    private final class Whim implements Filter {
        private final int place;
        private final int manner;
        private final boolean required;
        private final AtomicBoolean cut;
        private final AtomicInteger judged = new AtomicInteger();
        private volatile boolean closed;

        Whim(int place, int manner, boolean required, AtomicBoolean cut) {
            this.place = place;
            this.manner = manner;
            this.required = required;
            this.cut = cut;
        }

        @Override
        public boolean isRemembered() {
            return place % 2 == 0;
        }

        @Override
        public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception {
            note(judged.incrementAndGet() > 1, "started twice");
            note(closed, "started after the chain was closed");
            note(Thread.currentThread().isInterrupted() && !cancellation.isCancelled(), "started with an interrupt that was another's");
            note(!required && cut.get() && !cancellation.isCancelled(), "started after no optional filter may start any more");
            cancellation.onCancel(() -> note(closed, "cancelled after the chain was closed"));
            switch (manner) {
                case 0:
                    return CompletableFuture.completedFuture(Verdict.pass());
                case 1:
                    return CompletableFuture.completedFuture(Verdict.accept("known"));
                case 2:
                    return CompletableFuture.completedFuture(Verdict.fail("unwanted"));
                case 3:
                    throw new IllegalStateException("broken");
                case 4:
                    pause(1_500);
                    return CompletableFuture.completedFuture(Verdict.pass());
                case 5:
                    TimeUnit.MILLISECONDS.sleep(4);
                    return CompletableFuture.completedFuture(Verdict.pass());
                case 6:
                    return new CompletableFuture<>();
                default:
                    CompletableFuture<Verdict> later = new CompletableFuture<>();
                    timer.in(Duration.ofNanos(ThreadLocalRandom.current().nextInt(4_000_000)),
                            () -> workers.execute(() -> later.complete(Verdict.pass())));
                    return later;
            }
        }

        private void note(boolean fault, String what) {
            if (fault) {
                faults.add("f" + place + " " + what);
            }
        }

        @Override
        public void close() {
            note(closed, "closed twice");
            closed = true;
        }
    }

    /** Knows some messages; answers at once, later, in failure, or never. */
    private final class Forgetful implements Memory {
        @Override
        public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
            int die = ThreadLocalRandom.current().nextInt(40);
            Optional<Decision> found = die % 2 == 1 ? Optional.empty() : Optional.of(die < 20
                    ? Decision.accepted("chain", List.of())
                    : Decision.refused(FakeFilter.REFUSAL, "f0", false, List.of()));
            CompletableFuture<Optional<Decision>> answer = new CompletableFuture<>();
            switch (die / 4 % 4) {
                case 0:
                    answer.complete(ThreadLocalRandom.current().nextInt(10) == 0 ? found : Optional.empty());
                    return answer;
                case 1:
                    timer.in(Duration.ofNanos(ThreadLocalRandom.current().nextInt(4_000_000)), () -> answer.complete(found));
                    return answer;
                case 2:
                    workers.execute(() -> answer.completeExceptionally(new IllegalStateException("store is gone")));
                    return answer;
                default:
                    return ThreadLocalRandom.current().nextInt(50) == 0 ? answer : CompletableFuture.completedFuture(Optional.empty());
            }
        }

        @Override
        public void remember(Transaction transaction, Decision decision) {
            pause(50);
        }
    }

    private final class Counting implements RunListener {
        private final FilterChain chain;
        private final AtomicBoolean cut;

        Counting(FilterChain chain, AtomicBoolean cut) {
            this.chain = chain;
            this.cut = cut;
        }

        @Override
        public void decided(Transaction transaction, Decision decision, Duration time) {
            decisions.incrementAndGet();
            boolean dropped = decision.kind() == Decision.Kind.DISCARDED
                    && chain.settings().onDrop() == DotSettings.OnDrop.DISCARD;
            if (dropped || decision.kind() == Decision.Kind.REFUSED || List.of("budget", "quit").contains(decision.by())) {
                cut.set(true);
            }
        }

        @Override
        public boolean keep(Transaction transaction, String filter, Verdict verdict) {
            pause(50);
            return true;
        }
    }
}
