package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Event;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Must;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while the dot is parked: the budget or the patience is spent. */
class ClocksIT {
    private static final Verdict REFUSED = Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test");
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("budget", Ini.parts("budget = 1s", "patience = 0")))
                .with(SmtpBlock.gated("patience", Ini.parts("budget = 60s", "patience = 500ms")))
                .with(SmtpBlock.gated("both", Ini.parts("budget = 1500ms", "patience = 500ms")))
                .with(SmtpBlock.gated("nobackground", Ini.parts("budget = 60s", "patience = 500ms", "background = 0")))
                .with(SmtpBlock.gated("ample", Ini.parts()))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void theClientShouldBeDeferredAndRequiredFiltersRunBehindItWhenTheBudgetIsSpent() {
        Scene scene = Scene.open("budget");
        scene.part(First.class).holds();
        scene.part(Must.class).holds();
        try (SmtpClient client = james.connect("budget")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(First.class).call();
            assertThat(client.expect(451).last()).startsWith("451 4.7.1 ");

            running.awaitCancelled();
            Call required = scene.part(Must.class).call();
            assertThat(required.event()).isEqualTo(Event.TIMEOUT);
            client.command("NOOP", 250);
            assertThat(required.isCancelled()).isFalse();
            required.release(Verdict.pass());
            required.awaitCarriedOut();
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theRetryShouldBeFilteredAnewWhenTheBudgetWasSpentWithoutAVerdict() {
        Scene scene = Scene.open("budgetretry");
        String letter = Letter.any();
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("budget")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(451);
            scene.part(Must.class).call().awaitCarriedOut();
            client.quit();
        }
        scene.part(First.class).answers(Verdict.pass());
        try (SmtpClient retry = unhurried()) {
            retry.send(scene.sender(), RealJames.BEN, letter).expect(250);
            retry.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(2);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theFiltersShouldGoOnAndThePassBeRememberedWhenThePatienceIsSpent() {
        Scene scene = Scene.open("patience");
        String letter = Letter.any();
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("patience")) {
            assertThat(client.openData(scene.sender(), RealJames.BEN, RealJames.CARLA).dot(letter).expect(451).last())
                    .startsWith("451 4.7.1 ");
            Call running = scene.part(First.class).call();
            client.command("NOOP", 250);
            running.release(Verdict.pass());
            scene.part(Must.class).call().awaitCarriedOut();
            assertThat(running.isCancelled()).isFalse();
            assertThat(scene.part(Second.class).calls()).isEqualTo(1);
            assertThat(james.delivered(scene.sender())).isEmpty();
            client.quit();
        }
        scene.part(First.class).answers(REFUSED);
        try (SmtpClient retry = unhurried()) {
            retry.openData(scene.sender(), RealJames.CARLA, RealJames.BEN).dot(Letter.rebuilt(letter)).expect(250);
            retry.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theRefusalShouldBeRememberedWhenItComesAfterThePatience() {
        Scene scene = Scene.open("patiencefail");
        String letter = Letter.any();
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("patience")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(451);
            Call running = scene.part(First.class).call();
            running.release(REFUSED);
            running.awaitCarriedOut();
            client.quit();
        }
        try (SmtpClient retry = unhurried()) {
            assertThat(retry.send(scene.sender(), RealJames.BEN, Letter.rebuilt(letter)).expect(550).last())
                    .isEqualTo("550 5.7.1 Not this one");
            retry.quit();
        }

        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theFiltersShouldGoOnWhenTheClientLeavesAfterItWasToldToComeAgain() {
        Scene scene = Scene.open("patiencegone");
        String letter = Letter.any();
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("patience")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(451);
            client.dropByReset();
            client.awaitNoticed();
        }
        Call running = scene.part(First.class).call();
        assertThat(running.isCancelled()).isFalse();
        running.release(Verdict.pass());
        running.awaitCarriedOut();

        try (SmtpClient retry = unhurried()) {
            retry.send(scene.sender(), RealJames.BEN, letter).expect(250);
            retry.quit();
        }
        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theFiltersShouldStopAtTheBudgetWhenTheyGoOnBehindThePatience() {
        Scene scene = Scene.open("both");
        String letter = Letter.any();
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("both")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(451);
            scene.part(First.class).call().awaitCancelled();
            Call required = scene.part(Must.class).call();
            assertThat(required.event()).isEqualTo(Event.TIMEOUT);
            required.awaitCarriedOut();
            client.quit();
        }
        scene.part(First.class).answers(Verdict.pass());
        try (SmtpClient retry = unhurried()) {
            retry.send(scene.sender(), RealJames.BEN, letter).expect(250);
            retry.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(2);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theClientShouldHearThatTheServerIsBusyWhenThePatienceIsSpentAndTheBackgroundIsFull() {
        Scene scene = Scene.open("nobackground");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("nobackground")) {
            assertThat(client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(451).last())
                    .startsWith("451 4.3.2 ");
            scene.part(First.class).call().awaitCancelled();
            scene.part(Must.class).call().awaitCarriedOut();
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    /** A client whose message no clock cuts off, however busy this machine is; what is remembered is the same at every port. */
    private static SmtpClient unhurried() {
        return james.connect("ample");
    }
}
