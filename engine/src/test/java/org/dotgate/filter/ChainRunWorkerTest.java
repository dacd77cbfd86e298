package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run and the threads it is given: filters that block, filters that do not heed, workers that come late. */
@Timeout(30)
class ChainRunWorkerTest {
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void endPool() throws InterruptedException {
        letGo.countDown();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void requiredFilterShouldRunWhenTheOneBeforeIgnoresItsInterrupt() throws Exception {
        RunRig rig = new RunRig("on-drop = discard");
        CountDownLatch inside = new CountDownLatch(1);
        rig.add("deaf", FakeFilter.judging((transaction, cancellation) -> {
            inside.countDown();
            awaitDeaf(letGo);
            return FakeFilter.waiting().verdict;
        }), step -> step);
        FakeFilter guard = rig.required("guard");
        guard.pass();
        ChainRun run = rig.make(pool);
        pool.execute(run::start);
        inside.await();

        run.clientDropped();

        run.ended().get(60, TimeUnit.SECONDS);
        assertThat(guard.seen).containsExactly(Event.DROP);
    }

    @Test
    void nextFilterShouldRunWhenTheOneBeforeIgnoresItsTimeout() throws Exception {
        RunRig rig = new RunRig("");
        CountDownLatch inside = new CountDownLatch(1);
        rig.add("deaf", FakeFilter.judging((transaction, cancellation) -> {
            inside.countDown();
            awaitDeaf(letGo);
            return FakeFilter.waiting().verdict;
        }), step -> step.timeout(Duration.ofSeconds(5)).onTimeout(FilterStep.Fallback.PASS));
        FakeFilter next = rig.optional("next");
        next.pass();
        ChainRun run = rig.make(pool);
        pool.execute(run::start);
        inside.await();

        rig.timer.turn(Duration.ofSeconds(5));

        assertThat(run.decision().get(60, TimeUnit.SECONDS).kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(next.hasStarted()).isTrue();
    }

    @Test
    void blockingFilterShouldBeInterruptedWhenTheClientDrops() throws Exception {
        RunRig rig = new RunRig("on-drop = discard");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        rig.add("slow", (PlainFilter) transaction -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Verdict.pass();
        }, step -> step);
        ChainRun run = rig.make(pool);
        pool.execute(run::start);
        inside.await();

        run.clientDropped();

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        run.ended().get(60, TimeUnit.SECONDS);
    }

    @Test
    void nextTaskOfTheWorkerShouldNotBeInterruptedWhenAFilterWas() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 2_000; i++) {
                RunRig rig = new RunRig("on-drop = discard");
                CountDownLatch inside = new CountDownLatch(1);
                rig.add("brief", (PlainFilter) transaction -> {
                    inside.countDown();
                    return Verdict.pass();
                }, step -> step);
                ChainRun run = rig.make(one);
                one.execute(run::start);
                AtomicReference<Boolean> leaked = new AtomicReference<>();
                one.execute(() -> leaked.set(Thread.currentThread().isInterrupted()));
                inside.await();
                // at any moment around the filter's end
                run.clientDropped();
                one.submit(() -> {}).get();
                assertThat(leaked.get()).as("round %d", i).isFalse();
            }
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void filterShouldRunWhenTheOneBeforeTimedOutInTheQueueAndAPlaceComesLater() {
        RunRig rig = new RunRig("", 1);
        assertThat(rig.background.tryEnter()).isTrue();
        FakeFilter first = rig.add("first", FakeFilter.waiting(), step -> step);
        FakeFilter late = rig.add("late", FakeFilter.waiting(), step -> step.timeout(Duration.ofSeconds(2)));
        FakeFilter guard = rig.required("guard");
        ChainRun run = rig.run();
        first.pass();
        // no worker has time for the second one
        rig.timer.turn(Duration.ofSeconds(2));
        rig.workers.run();
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.REFUSED);
        assertThat(late.hasStarted()).isFalse();
        assertThat(guard.hasStarted()).as("starts without a place").isFalse();

        rig.background.leave();
        rig.workers.run();

        assertThat(guard.hasStarted()).isTrue();
        guard.pass();
        rig.workers.run();
        assertThat(run.ended()).isDone();
        assertThat(rig.background.taken()).isZero();
    }

    @Test
    void filterShouldNotStartWhenItWasCancelledBeforeAWorkerCame() {
        RunRig rig = new RunRig("on-drop = discard");
        FakeFilter first = rig.optional("first");
        FakeFilter second = rig.optional("second");
        ChainRun run = rig.run();
        first.pass();

        run.clientDropped();
        rig.workers.run();

        assertThat(second.hasStarted()).isFalse();
        assertThat(run.ended()).isDone();
        assertThat(rig.timer.pending()).isZero();
    }

    @Test
    void chainShouldNotOverflowTheStackWhenThousandsOfFiltersPassAtOnce() {
        RunRig rig = new RunRig("");
        for (int i = 0; i < 5_000; i++) {
            rig.add("f" + i, (PlainFilter) transaction -> Verdict.pass(), step -> step);
        }
        ChainRun run = rig.make(Runnable::run);

        run.start();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(run.ended()).isDone();
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                open = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // this filter is written badly, as operators' own may be
            }
        }
    }
}
