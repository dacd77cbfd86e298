package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose memory takes its time, and what is asked again though a verdict is remembered. */
class ChainRunRecallTest {
    private static final Decision ACCEPTED = Decision.accepted("chain", List.of(result("words", Verdict.pass("fine").withScore(1))));
    private static final Decision REFUSED = Decision.refused(FakeFilter.REFUSAL, "words", false, List.of());

    @Test
    void firstFilterShouldStartOnTheSameWorkerWhenNothingIsRememberedAtHand() {
        RunRig rig = new RunRig("");
        FakeFilter filter = rig.optional("words");
        ChainRun run = rig.make(rig.workers);

        run.start();

        assertThat(filter.hasStarted()).isTrue();
        assertThat(rig.workers.waiting()).isZero();
    }

    @Test
    void noFilterShouldStartWhileTheMemoryIsAsked() {
        RunRig rig = waiting("");
        FakeFilter filter = rig.optional("words");
        ChainRun run = rig.run();
        assertThat(filter.hasStarted()).isFalse();
        assertThat(run.running()).isEmpty();

        answer(rig, null);

        assertThat(filter.hasStarted()).isTrue();
        assertThat(run.running()).isEqualTo("words");
        filter.pass();
        rig.workers.run();
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertEnded(rig, run);
    }

    @ParameterizedTest(name = "remembered {0}")
    @CsvSource({"ACCEPTED", "REFUSED"})
    void rememberedVerdictShouldBeToldWhenItComesLater(Decision.Kind kind) {
        RunRig rig = waiting("");
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        ChainRun run = rig.run();
        rig.turn(Duration.ofMillis(1_999));

        answer(rig, of(kind));

        assertThat(run.decision().join()).isSameAs(of(kind));
        assertThat(optional.hasStarted()).isFalse();
        assertThat(required.hasStarted()).isFalse();
        assertThat(rig.told).containsExactly("recalled " + kind, "decided " + kind + " by " + of(kind).by());
        assertEnded(rig, run);
    }

    @Test
    void messageShouldBeJudgedAnewAndTheMemoryCancelledWhenItTakesTooLong() {
        RunRig rig = waiting("");
        FakeFilter filter = rig.optional("words");
        ChainRun run = rig.run();

        rig.turn(Duration.ofSeconds(2));

        assertThat(rig.memory).isCancelled();
        assertThat(filter.hasStarted()).isTrue();
        filter.refuse();
        rig.workers.run();
        assertThat(run.decision().join().by()).isEqualTo("words");
        assertEnded(rig, run);
    }

    @ParameterizedTest(name = "a memory that {0}")
    @CsvSource({"fails at once", "fails later", "gives null", "is none"})
    void messageShouldBeJudgedAnewWhenItHas(String fault) {
        RunRig rig = waiting("");
        FakeFilter filter = rig.optional("words");
        if (fault.equals("fails at once")) {
            rig.memory.completeExceptionally(new IllegalStateException("store is gone"));
        } else if (fault.equals("gives null")) {
            rig.memory.complete(null);
        } else if (fault.equals("is none")) {
            rig.memory = null;
        }
        ChainRun run = rig.run();
        if (fault.equals("fails later")) {
            rig.memory.completeExceptionally(new IllegalStateException("store is gone"));
            rig.workers.run();
        }

        assertThat(filter.hasStarted()).isTrue();
        filter.pass();
        rig.workers.run();
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertEnded(rig, run);
    }

    // told: by then, before the memory answers; then: what the filters do when it has
    @ParameterizedTest(name = "{0}, {1}, remembered {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            when          | settings           | memory   | told      | decision  | optional | required | remembered
            drop          | on-drop = discard  |          | DISCARDED | DISCARDED | skipped  | drop     |
            drop          | on-drop = discard  | ACCEPTED | DISCARDED | DISCARDED | skipped  | skipped  |
            drop          | on-drop = discard  | REFUSED  | DISCARDED | DISCARDED | skipped  | skipped  |
            drop          | on-drop = remember |          | DISCARDED | DISCARDED | drop     | drop     | ACCEPTED
            drop          | on-drop = remember | ACCEPTED | DISCARDED | DISCARDED | skipped  | skipped  |
            drop          | on-drop = remember | REFUSED  | DISCARDED | DISCARDED | skipped  | skipped  |
            drop          | on-drop = accept   |          |           | ACCEPTED  | skipped  | drop     |
            drop          | on-drop = accept   | ACCEPTED |           | ACCEPTED  | skipped  | skipped  |
            drop          | on-drop = accept   | REFUSED  |           | REFUSED   | skipped  | skipped  |
            quit          | on-quit = finish   |          |           | ACCEPTED  | quit     | quit     |
            quit          | on-quit = finish   | REFUSED  |           | REFUSED   | skipped  | skipped  |
            quit          | on-quit = accept   |          |           | ACCEPTED  | skipped  | quit     |
            quit          | on-quit = accept   | REFUSED  |           | REFUSED   | skipped  | skipped  |
            quit          | on-quit = discard  |          | DEFERRED  | DEFERRED  | skipped  | quit     |
            quit          | on-quit = discard  | ACCEPTED | DEFERRED  | DEFERRED  | skipped  | skipped  |
            patience      | patience = 1s      |          | DEFERRED  | DEFERRED  | dot      | dot      | ACCEPTED
            patience      | patience = 1s      | ACCEPTED | DEFERRED  | DEFERRED  | skipped  | skipped  |
            patience      | patience = 1s      | REFUSED  | DEFERRED  | DEFERRED  | skipped  | skipped  |
            budget        | budget = 1s        |          | DEFERRED  | DEFERRED  | skipped  | timeout  |
            budget        | budget = 1s        | ACCEPTED | DEFERRED  | DEFERRED  | skipped  | skipped  |
            451           |                    |          |           | ACCEPTED  | dot      | dot      | ACCEPTED
            451           |                    | REFUSED  |           | REFUSED   | skipped  | skipped  |
            """)
    void eventShouldCountWhenItComesWhileTheMemoryIsAsked(String when, String settings, Decision.Kind memory, Decision.Kind told,
            Decision.Kind decision, String optionalSees, String requiredSees, Decision.Kind remembered) {
        RunRig rig = waiting(settings == null ? "" : settings);
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        optional.pass();
        required.pass();
        ChainRun run = rig.run();

        switch (when) {
            case "drop" -> run.clientDropped();
            case "quit" -> run.clientQuit();
            case "451" -> assertThat(run.holdClient(451)).isTrue();
            default -> rig.turn(Duration.ofSeconds(1));
        }
        rig.workers.run();
        assertThat(run.decision().isDone() ? run.decision().join().kind() : null).as("told at once").isEqualTo(told);
        assertThat(run.ended()).isNotDone();
        answer(rig, memory == null ? null : of(memory));

        assertThat(run.decision().join().kind()).isEqualTo(decision);
        assertThat(optional.seen).extracting(Event::label).isEqualTo("skipped".equals(optionalSees) ? List.of() : List.of(optionalSees));
        assertThat(required.seen).extracting(Event::label).isEqualTo("skipped".equals(requiredSees) ? List.of() : List.of(requiredSees));
        assertThat(rig.remembered).extracting(Decision::kind).isEqualTo(remembered == null ? List.of() : List.of(remembered));
        assertThat(rig.told).filteredOn(line -> line.startsWith("decided")).hasSize(1);
        assertEnded(rig, run);
    }

    @ParameterizedTest(name = "greylist {0}: {2}")
    @CsvSource({"passes, ACCEPTED, chain", "refuses, REFUSED, greylist", "accepts, ACCEPTED, greylist"})
    void filterThatIsNotRememberedShouldBeAskedAgainWhenAnAcceptanceIs(String does, Decision.Kind kind, String by) {
        RunRig rig = new RunRig("");
        FakeFilter words = rig.optional("words");
        FakeFilter guard = rig.required("guard");
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step);
        FakeFilter last = rig.required("last");
        rig.memory = CompletableFuture.completedFuture(Optional.of(ACCEPTED));
        ChainRun run = rig.run();
        assertThat(run.decision()).isNotDone();

        switch (does) {
            case "passes" -> greylist.pass();
            case "accepts" -> greylist.verdict.complete(Verdict.accept("known"));
            default -> greylist.verdict.complete(Verdict.fail(Reply.of(450, "4.2.0", "Greylisted"), "early"));
        }
        rig.workers.run();

        Decision decision = run.decision().join();
        assertThat(decision.kind()).isEqualTo(kind);
        assertThat(decision.by()).isEqualTo(by);
        assertThat(decision.results()).extracting(FilterResult::filter).containsExactly("words", "greylist");
        assertThat(decision.score()).isEqualTo(1);
        assertThat(List.of(words, guard, last)).noneMatch(FakeFilter::hasStarted);
        assertEnded(rig, run);
    }

    @Test
    void noFilterShouldBeAskedAgainWhenARefusalIsRemembered() {
        RunRig rig = new RunRig("");
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step.required(true));
        rig.memory = CompletableFuture.completedFuture(Optional.of(REFUSED));
        ChainRun run = rig.run();

        assertThat(run.decision().join()).isSameAs(REFUSED);
        assertThat(greylist.hasStarted()).isFalse();
        assertEnded(rig, run);
    }

    @ParameterizedTest(name = "allow stands {0}, greylist required {1}: asked {2}")
    @CsvSource({"before, false, false", "before, true, true", "behind, false, true"})
    void filterShouldBeAskedAgainAsItWasWhenAnotherAccepted(String allow, boolean required, boolean asked) {
        RunRig rig = new RunRig("");
        if (allow.equals("before")) {
            rig.optional("allow");
        }
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step.required(required));
        if (allow.equals("behind")) {
            rig.optional("allow");
        }
        greylist.pass();
        rig.memory = CompletableFuture.completedFuture(
                Optional.of(Decision.accepted("allow", List.of(result("allow", Verdict.accept("on the list"))))));
        ChainRun run = rig.run();

        assertThat(greylist.hasStarted()).isEqualTo(asked);
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(run.decision().join().by()).isEqualTo("allow");
        assertEnded(rig, run);
    }

    @Test
    void resultsShouldBeLeftOutOfWhatIsRememberedWhenTheirFiltersAreNot() {
        RunRig rig = new RunRig("patience = 5s");
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step);
        FakeFilter slow = rig.optional("slow");
        ChainRun run = rig.run();
        greylist.pass();
        rig.turn(Duration.ofSeconds(5));
        slow.pass();
        rig.workers.run();

        assertThat(rig.remembered).hasSize(1);
        assertThat(rig.remembered.get(0).results()).extracting(FilterResult::filter).containsExactly("slow");
        assertEnded(rig, run);
    }

    @Test
    void refusalShouldNotBeRememberedWhenItsFilterIsNot() {
        RunRig rig = new RunRig("patience = 5s");
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step);
        ChainRun run = rig.run();
        rig.turn(Duration.ofSeconds(5));
        greylist.refuse();
        rig.workers.run();

        assertThat(rig.remembered).isEmpty();
        assertEnded(rig, run);
    }

    @Test
    void filtersThatAreGoneShouldNotMatterWhenTheirResultsAreRemembered() {
        RunRig rig = new RunRig("");
        FakeFilter greylist = rig.add("greylist", FakeFilter.forgotten(), step -> step);
        rig.memory = CompletableFuture.completedFuture(Optional.of(ACCEPTED));
        ChainRun run = rig.run();
        assertThat(run.holdClient(451)).isTrue();
        greylist.pass();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(rig.remembered).hasSize(1);
        assertThat(rig.remembered.get(0).results()).extracting(FilterResult::filter).containsExactly("words");
        assertEnded(rig, run);
    }

    private static FilterResult result(String filter, Verdict verdict) {
        return new FilterResult(filter, verdict, FilterResult.Origin.FILTER, false, Duration.ofMillis(7));
    }

    private static Decision of(Decision.Kind kind) {
        return kind == Decision.Kind.ACCEPTED ? ACCEPTED : REFUSED;
    }

    private static RunRig waiting(String settings) {
        RunRig rig = new RunRig(settings);
        rig.memory = new CompletableFuture<>();
        return rig;
    }

    private static void answer(RunRig rig, Decision decision) {
        rig.memory.complete(Optional.ofNullable(decision));
        rig.workers.run();
    }

    private static void assertEnded(RunRig rig, ChainRun run) {
        assertThat(run.ended()).isDone();
        assertThat(rig.timer.pending()).as("alarms left").isZero();
        assertThat(rig.background.taken()).as("places left taken").isZero();
        assertThat(rig.chain.acquire()).as("chain still in use").isFalse();
    }
}
