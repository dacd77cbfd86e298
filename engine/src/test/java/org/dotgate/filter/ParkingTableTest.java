package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What happens while a dot is parked, row by row of the contract. A chain of three: {@code first} (optional) is at work,
 * {@code second} (optional) and {@code guard} (required) are still to come.
 */
class ParkingTableTest {
    // first: what becomes of the running filter; second: of the later one; guard sees: the event the required one is given
    private static final String ROWS = """
            when                     | settings            | guard  | first     | second  | guard sees | message   | reply     | told       | remembered
            first refuses            |                     | passes | refuses   | skipped | dot        | REFUSED   | 550 5.7.1 | at once    |
            first refuses            |                     | refuses| refuses   | skipped | dot        | REFUSED   | 550 5.7.1 | at once    |
            first refuses            | on-drop = remember  | passes | refuses   | skipped | dot        | REFUSED   | 550 5.7.1 | at once    |
            client drops             | on-drop = discard   | passes | cancelled | skipped | drop       | DISCARDED |           | at once    |
            client drops             | on-drop = discard   | refuses| cancelled | skipped | drop       | DISCARDED |           | at once    |
            client drops             | on-drop = remember  | passes | goes on   | runs    | drop       | DISCARDED |           | at once    | ACCEPTED
            client drops             | on-drop = remember  | refuses| goes on   | runs    | drop       | DISCARDED |           | at once    | REFUSED
            client drops             | on-drop = accept    | passes | cancelled | skipped | drop       | ACCEPTED  |           | at the end |
            client drops             | on-drop = accept    | refuses| cancelled | skipped | drop       | REFUSED   | 550 5.7.1 | at the end |
            client says QUIT         | on-quit = finish    | passes | goes on   | runs    | quit       | ACCEPTED  |           | at the end |
            client says QUIT         | on-quit = finish    | refuses| goes on   | runs    | quit       | REFUSED   | 550 5.7.1 | at the end |
            client says QUIT         | on-quit = accept    | passes | cancelled | skipped | quit       | ACCEPTED  |           | at the end |
            client says QUIT         | on-quit = accept    | refuses| cancelled | skipped | quit       | REFUSED   | 550 5.7.1 | at the end |
            client says QUIT         | on-quit = discard   | passes | cancelled | skipped | quit       | DEFERRED  | 451 4.7.1 | at once    |
            client says QUIT         | on-quit = discard   | refuses| cancelled | skipped | quit       | DEFERRED  | 451 4.7.1 | at once    |
            budget is spent          | patience = 0        | passes | cancelled | skipped | timeout    | DEFERRED  | 451 4.7.1 | at once    |
            budget is spent          | patience = 0        | refuses| cancelled | skipped | timeout    | DEFERRED  | 451 4.7.1 | at once    |
            patience is spent        | patience = 60s      | passes | goes on   | runs    | dot        | DEFERRED  | 451 4.7.1 | at once    | ACCEPTED
            patience is spent        | patience = 60s      | refuses| goes on   | runs    | dot        | DEFERRED  | 451 4.7.1 | at once    | REFUSED
            patience, then budget    | patience = 60s      | passes | cancelled | skipped | timeout    | DEFERRED  | 451 4.7.1 | at once    |
            patience, then drop      | patience = 60s      | passes | goes on   | runs    | dot        | DEFERRED  | 451 4.7.1 | at once    | ACCEPTED
            QUIT, then drop          | on-quit = finish    | passes | cancelled | skipped | drop       | DISCARDED |           | at once    |
            QUIT, then drop          | on-quit = accept    | passes | cancelled | skipped | quit       | DISCARDED |           | at once    |
            drop, then QUIT          | on-drop = accept    | passes | cancelled | skipped | drop       | ACCEPTED  |           | at the end |
            drop, then patience      | on-drop = accept    | passes | cancelled | skipped | drop       | ACCEPTED  |           | at the end |
            drop, then budget        | on-drop = accept    | passes | cancelled | skipped | drop       | DEFERRED  | 451 4.7.1 | at once    |
            QUIT, then patience      | on-quit = accept    | passes | cancelled | skipped | quit       | DEFERRED  | 451 4.7.1 | at once    |
            drop, then budget        | on-drop = remember  | passes | cancelled | skipped | timeout    | DISCARDED |           | at once    |
            nothing                  |                     | passes | goes on   | runs    | dot        | ACCEPTED  |           | at the end |
            nothing                  |                     | refuses| goes on   | runs    | dot        | REFUSED   | 550 5.7.1 | at the end |
            nothing, 451- was sent   |                     | passes | goes on   | runs    | dot        | ACCEPTED  |           | at the end | ACCEPTED
            nothing, 451- was sent   |                     | refuses| goes on   | runs    | dot        | REFUSED   | 550 5.7.1 | at the end | REFUSED
            patience, 250- was sent  | patience = 60s      | passes | goes on   | runs    | dot        | ACCEPTED  |           | at the end |
            patience, 451- was sent  | patience = 60s      | passes | goes on   | runs    | dot        | DEFERRED  | 451 4.7.1 | at once    | ACCEPTED
            """;

    @ParameterizedTest(name = "{0}, {1}, guard {2}")
    @CsvSource(textBlock = ROWS, delimiter = '|', useHeadersInDisplayName = true)
    void rowShouldHoldWhenItHappens(String when, String settings, String guardDoes, String first, String second,
            String guardSees, Decision.Kind message, String reply, String told, Decision.Kind remembered) {
        RunRig rig = new RunRig(settings == null ? "" : settings);
        FakeFilter running = rig.optional("first");
        FakeFilter later = rig.optional("second");
        FakeFilter guard = rig.required("guard");
        ChainRun run = rig.run();

        happen(when, rig, run, running);
        assertThat(run.decision().isDone()).as("told at once").isEqualTo("at once".equals(told));
        assertThat(running.isCancelled()).as("running filter cancelled").isEqualTo("cancelled".equals(first));
        pass(running, rig);
        assertThat(later.hasStarted()).as("later optional filter runs").isEqualTo("runs".equals(second));
        pass(later, rig);

        assertThat(guard.seen).as("what the required filter sees").extracting(Event::label).containsExactly(guardSees);
        assertThat(run.ended()).as("goes on while the required filter runs").isNotDone();
        if ("refuses".equals(guardDoes)) {
            guard.refuse();
        } else {
            guard.pass();
        }
        rig.workers.run();

        assertThat(run.ended()).isDone();
        Decision decision = run.decision().join();
        assertThat(decision.kind()).isEqualTo(message);
        assertThat(decision.reply().map(Object::toString).orElse("")).startsWith(reply == null ? "" : reply);
        assertThat(decision.reply().isPresent()).isEqualTo(reply != null);
        assertThat(rig.remembered).extracting(Decision::kind)
                .isEqualTo(remembered == null ? List.of() : List.of(remembered));
        assertThat(guard.isCancelled()).as("required filter cancelled").isFalse();
        assertThat(rig.timer.pending()).as("alarms left").isZero();
        assertThat(rig.background.taken()).as("places left taken").isZero();
        assertThat(guard.closed).as("chain released once").hasValue(1);
        assertThat(rig.told).filteredOn(line -> line.startsWith("decided")).hasSize(1);
    }

    private static void pass(FakeFilter filter, RunRig rig) {
        filter.pass();
        rig.workers.run();
    }

    private static void happen(String when, RunRig rig, ChainRun run, FakeFilter running) {
        switch (when) {
            case "first refuses" -> running.refuse();
            case "client drops" -> run.clientDropped();
            case "client says QUIT" -> run.clientQuit();
            case "budget is spent", "patience, then budget" -> rig.turn(Duration.ofSeconds(150));
            case "patience is spent" -> rig.turn(Duration.ofSeconds(60));
            case "patience, then drop" -> {
                rig.turn(Duration.ofSeconds(60));
                run.clientDropped();
            }
            case "QUIT, then drop" -> {
                run.clientQuit();
                rig.workers.run();
                run.clientDropped();
            }
            case "drop, then QUIT" -> {
                run.clientDropped();
                run.clientQuit();
            }
            case "drop, then patience", "drop, then budget" -> {
                run.clientDropped();
                rig.workers.run();
                rig.turn(Duration.ofSeconds(when.endsWith("budget") ? 150 : 60));
            }
            case "QUIT, then patience" -> {
                run.clientQuit();
                rig.workers.run();
                rig.turn(Duration.ofSeconds(60));
            }
            case "nothing, 451- was sent" -> assertThat(run.holdClient(451)).isTrue();
            case "patience, 250- was sent", "patience, 451- was sent" -> {
                assertThat(run.holdClient(when.contains("250") ? 250 : 451)).isTrue();
                rig.turn(Duration.ofSeconds(60));
            }
            default -> assertThat(when).isEqualTo("nothing");
        }
        rig.workers.run();
    }
}
