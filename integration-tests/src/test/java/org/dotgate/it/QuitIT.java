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
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while the dot is parked: the client says QUIT without waiting. */
class QuitIT {
    private static final Verdict REFUSED = Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test");
    private static RealJames james;
    private static LogWatch log;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("finish", Ini.parts("on-quit = finish")))
                .with(SmtpBlock.gated("accept", Ini.parts("on-quit = accept")))
                .with(SmtpBlock.gated("discard", Ini.parts("on-quit = discard")))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "quit", "Quit "})
    void theMessageShouldBeAcceptedBeforeTheGoodbyeWhenAllPassUnderFinish(String quit) {
        Scene scene = Scene.open("finish");
        scene.part(First.class).holds();
        try (SmtpClient client = quitDuring(scene, "finish", quit)) {
            Call running = scene.part(First.class).call();
            running.release(Verdict.pass());

            assertThat(scene.part(Second.class).call().event()).isEqualTo(Event.QUIT);
            assertThat(scene.part(Must.class).call().event()).isEqualTo(Event.QUIT);
            client.expect(250);
            client.expect(221);
            client.expectClosed();
            assertThat(running.isCancelled()).isFalse();
        }
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theRefusalShouldBeToldBeforeTheGoodbyeWhenAFilterFailsUnderFinish() {
        Scene scene = Scene.open("finishfail");
        scene.part(First.class).holds();
        try (SmtpClient client = quitDuring(scene, "finish", "QUIT")) {
            scene.part(First.class).call().release(REFUSED);

            assertThat(client.expect(550).last()).isEqualTo("550 5.7.1 Not this one");
            client.expect(221);
            client.expectClosed();
        }
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theMessageShouldNotBeAcceptedWhenTheClientSaysQuitAndIsGoneBeforeTheReply(Leaving leaving) {
        Scene scene = Scene.open("quitgone");
        scene.part(First.class).holds();
        SmtpClient client = quitDuring(scene, "finish", "QUIT");
        Call running = scene.part(First.class).call();
        leaving.leave(client);

        running.awaitCancelled();
        Call required = scene.part(Must.class).call();
        required.awaitCarriedOut();
        assertThat(required.event()).isEqualTo(Event.DROP);
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void onlyRequiredFiltersShouldDecideWhenTheClientSaysQuitUnderAccept() {
        Scene scene = Scene.open("accept");
        scene.part(First.class).holds();
        try (SmtpClient client = quitDuring(scene, "accept", "QUIT")) {
            scene.part(First.class).call().awaitCancelled();
            client.expect(250);
            client.expect(221);
            client.expectClosed();
        }

        assertThat(scene.part(Must.class).call().event()).isEqualTo(Event.QUIT);
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theMessageShouldBeRefusedWhenTheClientSaysQuitUnderAcceptAndARequiredFilterFails() {
        Scene scene = Scene.open("acceptfail");
        scene.part(First.class).holds();
        scene.part(Must.class).answers(REFUSED);
        try (SmtpClient client = quitDuring(scene, "accept", "QUIT")) {
            client.expect(550);
            client.expect(221);
            client.expectClosed();
        }

        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theMessageShouldNotBeAcceptedWhenTheClientSaysQuitUnderDiscard() {
        Scene scene = Scene.open("discard");
        scene.part(First.class).holds();
        try (SmtpClient client = quitDuring(scene, "discard", "QUIT")) {
            scene.part(First.class).call().awaitCancelled();
            client.expect(451);
            client.expect(221);
            client.expectClosed();
        }

        Call required = scene.part(Must.class).call();
        assertThat(required.event()).isEqualTo(Event.QUIT);
        required.awaitCarriedOut();
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theMessageShouldBeJudgedAsEverWhenNothingIsBehindTheDot() {
        Scene scene = Scene.open("noquit");
        try (SmtpClient client = james.connect("discard")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(Second.class).call().event()).isEqualTo(Event.DOT);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    /** The dot is parked, then QUIT arrives, and the gate has seen it. */
    private static SmtpClient quitDuring(Scene scene, String block, String quit) {
        SmtpClient client = james.connect(block);
        client.send(scene.sender(), RealJames.BEN, Letter.any());
        String message = scene.part(First.class).call().transaction().id();
        client.line(quit);
        Patience.await("the gate has seen QUIT").until(
                () -> log.ofDotgate().stream().anyMatch(line -> line.contains("said QUIT") && line.contains(message)));
        return client;
    }
}
