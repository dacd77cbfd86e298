package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dotgate.filter.FilterStep.Fallback;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters, and others the run calls, that do what they should not. */
class ChainRunFaultTest {
    private static final Filter THROWS = (transaction, cancellation) -> {
        throw new IOException("list is gone");
    };

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("throws", THROWS, "list is gone"),
                Arguments.of("overflows the stack", (Filter) (transaction, cancellation) -> deeper(1), "StackOverflowError"),
                Arguments.of("lacks a class", (Filter) (transaction, cancellation) -> {
                    throw new NoClassDefFoundError("org/example/Missing");
                }, "org/example/Missing"),
                Arguments.of("returns null", (Filter) (transaction, cancellation) -> null, "no stage"),
                Arguments.of("gives null", (PlainFilter) transaction -> null, "no verdict"),
                Arguments.of("fails", (Filter) (transaction, cancellation) ->
                        CompletableFuture.failedFuture(new IllegalStateException("broken pipe")), "broken pipe"),
                Arguments.of("fails inside a stage", (Filter) (transaction, cancellation) ->
                        CompletableFuture.completedFuture(Verdict.pass()).thenApply(verdict -> {
                            throw new CompletionException(new IllegalStateException("broken pipe"));
                        }), "broken pipe"),
                Arguments.of("gives a stage that is none", (Filter) (transaction, cancellation) -> brokenStage(), "no such thing"));
    }

    @ParameterizedTest(name = "a filter that {0}")
    @MethodSource("faults")
    void faultShouldBecomeOnErrorWhenAFilterCannotJudge(String fault, Filter filter, String reason) {
        for (Fallback fallback : Fallback.values()) {
            RunRig rig = new RunRig("");
            rig.add("broken", FakeFilter.judging(filter), step -> step.onError(fallback).onTimeout(Fallback.PASS)
                    .reply(Reply.of(554, "5.7.7", "No")));
            ChainRun run = rig.run();

            assertThat(run.ended()).isDone();
            Decision decision = run.decision().join();
            assertThat(decision.reply().map(Reply::toString).orElse("accepted")).startsWith(told(fallback, "554 5.7.7 No"));
            assertThat(decision.results().get(0).origin()).isEqualTo(FilterResult.Origin.ERROR);
            assertThat(decision.results().get(0).verdict().reason()).contains(reason);
            assertThat(rig.timer.pending()).isZero();
        }
    }

    @ParameterizedTest(name = "on-timeout = {0}, keep = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            PASS     | false | accepted
            TEMPFAIL | false | 451 4.7.1 Message not yet judged
            TEMPFAIL | true  | 451 4.7.1 Message not yet judged
            REJECT   | false | 550 5.7.1 Message refused
            REJECT   | true  | 550 5.7.1 Message refused
            """)
    void timeoutShouldBecomeOnTimeoutWhenAFilterTakesTooLong(Fallback fallback, boolean keep, String reply) {
        RunRig rig = new RunRig("");
        FakeFilter slow = rig.add("slow", FakeFilter.waiting(), step -> step.timeout(Duration.ofSeconds(10))
                .onTimeout(fallback).onError(Fallback.REJECT).keep(keep));
        ChainRun run = rig.run();

        rig.turn(Duration.ofMillis(9_999));
        assertThat(run.decision()).isNotDone();
        rig.turn(Duration.ofMillis(1));

        assertThat(slow.isCancelled()).isTrue();
        assertThat(run.decision().join().reply().map(Reply::toString).orElse("accepted")).startsWith(reply);
        assertThat(run.decision().join().results().get(0).origin()).isEqualTo(FilterResult.Origin.TIMEOUT);
        assertThat(run.decision().join().isKept()).as("kept").isEqualTo(keep && fallback == Fallback.REJECT);
        assertThat(run.ended()).isDone();
        assertThat(rig.timer.pending()).isZero();
    }

    @Test
    void verdictShouldNotCountWhenItComesAfterTheTimeout() {
        RunRig rig = new RunRig("");
        FakeFilter slow = rig.add("slow", FakeFilter.waiting(), step -> step.timeout(Duration.ofSeconds(10)).onTimeout(Fallback.PASS));
        FakeFilter next = rig.optional("next");
        ChainRun run = rig.run();
        rig.turn(Duration.ofSeconds(10));

        slow.refuse();
        rig.workers.run();
        next.pass();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(next.seen).hasSize(1);
        assertThat(rig.told).containsExactly("slow pass", "next pass", "decided ACCEPTED by chain");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a client that drops              | drop
            a budget spent                   | budget
            a time-out of the filter         | time-out
            """)
    void runShouldEndWhenAFiltersWayToStopThrows(String label, String how) {
        RunRig rig = new RunRig("patience = 0");
        rig.add("sly", FakeFilter.judging((transaction, cancellation) -> {
            cancellation.onCancel(() -> {
                throw new IllegalStateException("will not stop");
            });
            return new CompletableFuture<>();
        }), step -> how.equals("time-out") ? step.timeout(Duration.ofSeconds(1)) : step);
        FakeFilter guard = rig.required("guard");
        ChainRun run = rig.run();

        if (how.equals("drop")) {
            run.clientDropped();
        }
        rig.turn(Duration.ofSeconds(150));

        assertThat(run.decision()).isDone();
        assertThat(guard.hasStarted()).isTrue();
        guard.pass();
        rig.workers.run();
        assertThat(run.ended()).isDone();
    }

    @Test
    void runShouldEndWhenWhoListensThrows() {
        RunRig rig = new RunRig("");
        FakeFilter filter = rig.optional("first");
        rig.add("second", (PlainFilter) transaction -> Verdict.failKeep("unwanted"), step -> step);
        ChainHouse house = new ChainHouse(rig.timer, rig.workers, rig.background, new BrokenMemory(), new BrokenListener());
        rig.make(rig.workers);
        rig.chain.acquire();
        ChainRun run = new ChainRun(rig.chain, RunRig.transaction(), house, house.timer().nanos());
        run.start();
        run.holdClient(451);
        run.clientQuit();
        filter.pass();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.REFUSED);
        assertThat(run.decision().join().isKept()).isFalse();
        assertThat(run.ended()).isDone();
    }

    @Test
    void everyFilterShouldBeClosedWhenOneCannotBe() {
        RunRig rig = new RunRig("");
        rig.add("stuck", new Filter() {
            @Override
            public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
                return CompletableFuture.completedFuture(Verdict.pass());
            }

            @Override
            public void close() {
                throw new IllegalStateException("will not close");
            }
        }, step -> step);
        FakeFilter other = rig.optional("other");
        other.pass();

        ChainRun run = rig.run();

        assertThat(run.ended()).isDone();
        assertThat(other.closed).hasValue(1);
    }

    private static String told(Fallback fallback, String reply) {
        return switch (fallback) {
            case PASS -> "accepted";
            case TEMPFAIL -> "451 4.7.1";
            case REJECT -> reply;
        };
    }

    private static CompletionStage<Verdict> deeper(int depth) {
        CompletionStage<Verdict> found = deeper(depth + 1);
        return depth == 0 ? null : found;
    }

    /** Throws at whatever is asked of it. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Verdict> brokenStage() {
        return (CompletionStage<Verdict>) Proxy.newProxyInstance(
                ChainRunFaultTest.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("no such thing");
                });
    }

    private static final class BrokenMemory implements Memory {
        @Override
        public CompletionStage<Optional<Decision>> recall(Transaction transaction) {
            throw new IllegalStateException("store is gone");
        }

        @Override
        public void remember(Transaction transaction, Decision decision) {
            throw new IllegalStateException("store is gone");
        }
    }

    private static final class BrokenListener implements RunListener {
        @Override
        public void filterEnded(Transaction transaction, FilterResult result) {
            throw new IllegalStateException("metrics are gone");
        }

        @Override
        public void clientLeft(Transaction transaction, Event event, String filter, Duration waited) {
            throw new IllegalStateException("metrics are gone");
        }

        @Override
        public void decided(Transaction transaction, Decision decision, Duration time) {
            throw new IllegalStateException("metrics are gone");
        }

        @Override
        public boolean keep(Transaction transaction, String filter, Verdict verdict) {
            throw new LinkageError("the repository's class is gone");
        }
    }
}
