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

/** What a run does besides the table of {@link ParkingTableTest}. */
class ChainRunTest {
    @Test
    void messageShouldBeAcceptedWhenThereAreNoFilters() {
        RunRig rig = new RunRig("");

        ChainRun run = rig.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(run.ended()).isDone();
        assertThat(rig.timer.pending()).isZero();
    }

    @Test
    void optionalFiltersShouldBeSkippedAndRequiredOnesRunWhenAFilterAccepts() {
        RunRig rig = new RunRig("");
        rig.add("allow", (PlainFilter) transaction -> Verdict.accept("on the list"), step -> step);
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        ChainRun run = rig.run();

        assertThat(optional.hasStarted()).isFalse();
        assertThat(required.seen).containsExactly(Event.DOT);
        assertThat(run.decision()).isNotDone();
        required.pass();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(run.decision().join().by()).isEqualTo("allow");
    }

    @Test
    void messageShouldBeRefusedWhenARequiredFilterRefusesWhatAnotherAccepted() {
        RunRig rig = new RunRig("");
        rig.add("allow", (PlainFilter) transaction -> Verdict.accept("on the list"), step -> step);
        FakeFilter required = rig.required("guard");
        ChainRun run = rig.run();

        required.refuse();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.REFUSED);
        assertThat(run.decision().join().by()).isEqualTo("guard");
    }

    @ParameterizedTest(name = "in shadow, {0}")
    @CsvSource({"FAIL, shadow-fail", "FAIL_KEEP, shadow-fail", "ACCEPT, accept", "PASS, pass"})
    void verdictShouldOnlyBeCountedWhenInShadow(Verdict.Outcome outcome, String label) {
        RunRig rig = new RunRig("");
        Verdict verdict = switch (outcome) {
            case FAIL -> Verdict.fail("unwanted");
            case FAIL_KEEP -> Verdict.failKeep("unwanted");
            case ACCEPT -> Verdict.accept("wanted");
            case PASS -> Verdict.pass();
        };
        rig.add("trial", (PlainFilter) transaction -> verdict, step -> step.mode(FilterStep.Mode.SHADOW).keep(true));
        FakeFilter next = rig.optional("next");
        ChainRun run = rig.run();
        next.pass();
        rig.workers.run();

        assertThat(next.hasStarted()).isTrue();
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.ACCEPTED);
        assertThat(run.decision().join().by()).isEqualTo("chain");
        assertThat(rig.told).containsExactly("trial " + label, "next pass", "decided ACCEPTED by chain");
    }

    @ParameterizedTest(name = "{0}: kept {1}, told {2}")
    @CsvSource(delimiter = '|', textBlock = """
            FAIL, keep = no        | false | false
            FAIL, keep = yes       | true  | true
            FAIL_KEEP              | true  | true
            FAIL_KEEP, cannot keep | true  | false
            """)
    void copyShouldBeKeptWhenTheVerdictOrTheSectionSaysSo(String label, boolean asked, boolean kept) {
        RunRig rig = new RunRig("");
        rig.keeps = !label.endsWith("cannot keep");
        Verdict verdict = label.startsWith("FAIL_KEEP") ? Verdict.failKeep("unwanted") : Verdict.fail("unwanted");
        rig.add("words", (PlainFilter) transaction -> verdict, step -> step.keep(label.endsWith("yes")));
        ChainRun run = rig.run();

        assertThat(rig.told.contains("kept for words")).isEqualTo(asked);
        assertThat(run.decision().join().isKept()).isEqualTo(kept);
        assertThat(run.ended()).isDone();
    }

    @Test
    void runShouldNotEndBeforeTheCopyIsKept() {
        RunRig rig = new RunRig("");
        FakeFilter words = rig.add("words", FakeFilter.waiting(), step -> step.keep(true));
        ChainRun run = rig.run();

        words.refuse();
        assertThat(run.decision()).as("while no worker has kept it").isNotDone();
        assertThat(run.ended()).isNotDone();
        rig.workers.run();

        assertThat(run.decision().join().isKept()).isTrue();
        assertThat(run.ended()).isDone();
    }

    @ParameterizedTest(name = "patience is spent, then {0}: remembered {1}")
    @CsvSource(delimiter = '|', textBlock = """
            passes                       | ACCEPTED
            refuses for good             | REFUSED
            refuses for now              |
            times out, tempfail          |
            times out, reject            |
            fails, tempfail              |
            fails, reject                |
            """)
    void verdictShouldBeRememberedWhenItIsFinalAndAFilters(String what, Decision.Kind remembered) {
        RunRig rig = new RunRig("patience = 5s");
        FakeFilter slow = rig.add("slow", FakeFilter.waiting(), step -> {
            FilterStep.Fallback fallback = what.endsWith("reject") ? FilterStep.Fallback.REJECT : FilterStep.Fallback.TEMPFAIL;
            return step.timeout(Duration.ofSeconds(20)).onTimeout(fallback).onError(fallback);
        });
        ChainRun run = rig.run();
        rig.turn(Duration.ofSeconds(5));
        assertThat(run.decision().join().reply()).contains(Replies.TRY_AGAIN);

        switch (what.split(",")[0]) {
            case "passes" -> slow.pass();
            case "refuses for good" -> slow.refuse();
            case "refuses for now" -> slow.verdict.complete(Verdict.fail(Reply.of(450, "4.2.0", "Greylisted"), "early"));
            case "fails" -> slow.verdict.completeExceptionally(new IllegalStateException("broken"));
            default -> rig.turn(Duration.ofSeconds(15));
        }
        rig.workers.run();

        assertThat(rig.remembered).extracting(Decision::kind).isEqualTo(remembered == null ? List.of() : List.of(remembered));
        assertThat(run.ended()).isDone();
        assertThat(rig.background.taken()).isZero();
        assertThat(rig.timer.pending()).isZero();
    }

    @ParameterizedTest(name = "{0}, remembered {1}")
    @CsvSource({"nothing, ACCEPTED", "client dropped before, ACCEPTED", "client said QUIT before, REFUSED"})
    void rememberedVerdictShouldBeToldWithoutAnyFilter(String before, Decision.Kind kind) {
        RunRig rig = new RunRig("on-quit = discard");
        Decision earlier = kind == Decision.Kind.ACCEPTED
                ? Decision.accepted("chain", List.of())
                : Decision.refused(FakeFilter.REFUSAL, "words", true, List.of());
        rig.memory = CompletableFuture.completedFuture(Optional.of(earlier));
        FakeFilter filter = rig.optional("words");
        ChainRun run = rig.make(rig.workers);
        if (before.startsWith("client dropped")) {
            run.clientDropped();
        } else if (before.startsWith("client said")) {
            run.clientQuit();
        }
        run.start();

        assertThat(run.decision().join()).isSameAs(earlier);
        assertThat(filter.hasStarted()).isFalse();
        assertThat(run.ended()).isDone();
        assertThat(rig.remembered).isEmpty();
        assertThat(rig.timer.pending()).isZero();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            drop         | on-drop = discard  | DISCARDED | false | drop
            drop         | on-drop = remember | DISCARDED | true  | drop
            drop         | on-drop = accept   | ACCEPTED  | false | drop
            quit         | on-quit = finish   | ACCEPTED  | true  | quit
            quit         | on-quit = accept   | ACCEPTED  | false | quit
            quit         | on-quit = discard  | DEFERRED  | false | quit
            quit, drop   | on-drop = discard  | DISCARDED | false | drop
            """)
    void eventShouldCountWhenItComesBeforeTheRunBegins(String events, String settings, Decision.Kind kind, boolean runs, String seen) {
        RunRig rig = new RunRig(settings);
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        optional.pass();
        required.pass();
        ChainRun run = rig.make(rig.workers);
        if (events.contains("quit")) {
            run.clientQuit();
        }
        if (events.contains("drop")) {
            run.clientDropped();
        }
        assertThat(run.holdClient(250)).as("a client is held before the run has begun").isFalse();

        run.start();
        rig.workers.run();

        assertThat(run.decision().join().kind()).isEqualTo(kind);
        assertThat(optional.hasStarted()).isEqualTo(runs);
        assertThat(required.seen).extracting(Event::label).containsExactly(seen);
        assertThat(run.ended()).isDone();
    }

    @Test
    void dropShouldCountAsDiscardWhenThereIsNoPlaceInTheBackground() {
        RunRig rig = new RunRig("on-drop = remember", 1);
        assertThat(rig.background.tryEnter()).isTrue();
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        ChainRun run = rig.run();

        run.clientDropped();
        rig.workers.run();

        assertThat(optional.isCancelled()).isTrue();
        assertThat(run.decision().join().kind()).isEqualTo(Decision.Kind.DISCARDED);
        assertThat(required.hasStarted()).as("required filter, without a place").isFalse();
        rig.background.leave();
        rig.workers.run();
        assertThat(required.seen).containsExactly(Event.DROP);
        required.pass();
        rig.workers.run();
        assertThat(run.ended()).isDone();
        assertThat(rig.remembered).isEmpty();
        assertThat(rig.background.taken()).isZero();
    }

    @Test
    void clientShouldBeToldBusyWhenPatienceEndsAndThereIsNoPlaceInTheBackground() {
        RunRig rig = new RunRig("patience = 5s", 0);
        FakeFilter optional = rig.optional("words");
        ChainRun run = rig.run();

        rig.turn(Duration.ofSeconds(5));

        assertThat(run.decision().join().reply()).contains(Replies.BUSY);
        assertThat(optional.isCancelled()).isTrue();
        assertThat(run.ended()).isDone();
        assertThat(rig.remembered).isEmpty();
        assertThat(rig.background.taken()).isZero();
    }

    @Test
    void placeShouldBeTakenOnceWhenDropPatienceAndRequiredFiltersAllAskForIt() {
        RunRig rig = new RunRig("on-drop = remember; patience = 5s", 3);
        FakeFilter optional = rig.optional("words");
        FakeFilter required = rig.required("guard");
        ChainRun run = rig.run();

        run.clientDropped();
        run.clientDropped();
        rig.turn(Duration.ofSeconds(5));
        optional.pass();
        rig.workers.run();

        assertThat(rig.background.taken()).isEqualTo(1);
        required.pass();
        rig.workers.run();
        assertThat(rig.background.taken()).isZero();
        assertThat(run.ended()).isDone();
    }

    @Test
    void patienceShouldNotEndWhenTheClientIsHeldBy250() {
        RunRig rig = new RunRig("patience = 5s");
        FakeFilter slow = rig.optional("slow");
        ChainRun run = rig.run();

        assertThat(run.holdClient(250)).isTrue();
        rig.turn(Duration.ofSeconds(60));
        assertThat(run.decision()).isNotDone();
        rig.turn(Duration.ofSeconds(90));

        assertThat(run.decision().join().by()).isEqualTo("budget");
        assertThat(run.holdClient(250)).as("held after the decision").isFalse();
        assertThat(slow.isCancelled()).isTrue();
    }

    @Test
    void requiredFilterShouldGoOnBeyondItsClientsBudgetToItsOwnTimeout() {
        RunRig rig = new RunRig("budget = 5s; patience = 0");
        FakeFilter guard = rig.add("guard", FakeFilter.waiting(), step -> step.required(true).timeout(Duration.ofSeconds(8)));
        ChainRun run = rig.run();

        rig.turn(Duration.ofSeconds(5));
        assertThat(run.decision().join().by()).isEqualTo("budget");
        assertThat(guard.isCancelled()).isFalse();
        assertThat(run.ended()).isNotDone();
        rig.turn(Duration.ofSeconds(3));

        assertThat(guard.isCancelled()).isTrue();
        assertThat(run.ended()).isDone();
        assertThat(rig.timer.pending()).isZero();
    }

    @Test
    void resultsShouldTellTheWholeWayInOrder() {
        RunRig rig = new RunRig("");
        rig.add("words", (PlainFilter) transaction -> Verdict.pass("2 hits").withScore(1.5), step -> step);
        FakeFilter slow = rig.add("slow", FakeFilter.waiting(), step -> step.timeout(Duration.ofSeconds(3)).onTimeout(FilterStep.Fallback.PASS));
        rig.add("list", (PlainFilter) transaction -> Verdict.fail("bad\r\nline").withScore(2), step -> step);
        ChainRun run = rig.run();
        rig.turn(Duration.ofSeconds(3));

        assertThat(slow.isCancelled()).isTrue();
        assertThat(run.decision().join().score()).isEqualTo(3.5);
        assertThat(run.decision().join()).hasToString("REFUSED by list \"550 5.7.1 Message refused by local policy\" "
                + "[words:pass 0ms (2 hits), slow:pass (timeout) 3000ms (no verdict within its time-out), list:fail 0ms (bad??line)]");
    }
}
