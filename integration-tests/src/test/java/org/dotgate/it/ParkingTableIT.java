package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Event;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.Early;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Must;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.filters.StagedFilter;
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

/** What happens while the dot is parked: a filter fails, or the client drops. The other rows are in {@link QuitIT} and {@link ClocksIT}. */
class ParkingTableIT {
    private static final Verdict REFUSED = Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test");
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("discard", Ini.parts("on-drop = discard")))
                .with(SmtpBlock.gated("remember", Ini.parts("on-drop = remember")))
                .with(SmtpBlock.gated("accept", Ini.parts("on-drop = accept")))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void everyFilterShouldSeeTheDotInOrderWhenAllPass() {
        Scene scene = Scene.open("pass");
        String letter = Letter.any();
        try (SmtpClient client = james.connect("discard")) {
            client.openData(scene.sender(), RealJames.CARLA, RealJames.BEN).dot(letter).expect(250);
            client.quit();
        }

        assertThat(scene.part(Early.class).call().event()).isEqualTo(Event.DOT);
        assertThat(scene.part(First.class).call().event()).isEqualTo(Event.DOT);
        assertThat(scene.part(Second.class).call().event()).isEqualTo(Event.DOT);
        Call last = scene.part(Must.class).call();
        assertThat(last.event()).isEqualTo(Event.DOT);
        assertThat(last.transaction().envelope().recipients()).containsExactlyInAnyOrder(RealJames.BEN, RealJames.CARLA);
        assertThat(last.transaction().client().helo()).isEqualTo("client.test");
        assertThat(last.transaction().client().address().isLoopbackAddress()).isTrue();
        assertThat(james.delivered(scene.sender())).singleElement().satisfies(mail -> {
            assertThat(mail.contentText()).isEqualTo(letter);
            assertThat(mail.recipients()).containsExactly(RealJames.BEN, RealJames.CARLA);
            assertThat(mail.name()).isEqualTo(last.transaction().id());
        });
    }

    @Test
    void optionalFiltersShouldBeSkippedAndRequiredOnesRunWhenAFilterFails() {
        Scene scene = Scene.open("fail");
        scene.part(First.class).answers(REFUSED);
        scene.part(Must.class).answers(Verdict.fail(Reply.of(451, "4.7.1", "Ignored"), "ignored"));
        try (SmtpClient client = james.connect("discard")) {
            assertThat(client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(550).lines())
                    .containsExactly("550 5.7.1 Not this one");
            client.quit();
        }

        scene.part(Must.class).call().awaitCarriedOut();
        assertThat(scene.part(Must.class).calls()).isEqualTo(1);
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
        assertThat(james.kept(scene.sender())).isEmpty();
    }

    @Test
    void theSessionShouldGoOnWhenAMessageWasRefused() {
        Scene refused = Scene.open("refused");
        refused.part(First.class).answers(REFUSED);
        Scene fine = Scene.open("fine");
        try (SmtpClient client = james.connect("discard")) {
            client.send(refused.sender(), RealJames.BEN, Letter.any()).expect(550);
            client.send(fine.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered(refused.sender())).isEmpty();
        assertThat(james.delivered(fine.sender())).hasSize(1);
    }

    @Test
    void aRequiredFilterShouldRefuseWhenItFails() {
        Scene scene = Scene.open("mustfail");
        scene.part(Must.class).answers(REFUSED);
        try (SmtpClient client = james.connect("discard")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(550);
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void laterOptionalFiltersShouldBeSkippedWhenAFilterAccepts() {
        Scene scene = Scene.open("accept");
        scene.part(First.class).answers(Verdict.accept("test"));
        try (SmtpClient client = james.connect("discard")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(scene.part(Must.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theConfiguredRefusalShouldBeToldWhenTheFilterHasNoReplyOfItsOwn() {
        Scene scene = Scene.open("plainfail");
        scene.part(First.class).answers(Verdict.fail("a reason that nobody outside may see"));
        try (SmtpClient client = james.connect("discard")) {
            assertThat(client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(550).last())
                    .matches("550 5\\.7\\.1 .+")
                    .doesNotContain("reason");
            client.quit();
        }
    }

    @Test
    void oneExactCopyShouldBeKeptWhenAFilterFailsAndKeeps() {
        Scene scene = Scene.open("keep");
        scene.part(First.class).answers(Verdict.failKeep(Reply.of(550, "5.7.1", "Kept"), "test"));
        String letter = Letter.any() + ".dots\r\n..and dots\r\n";
        try (SmtpClient client = james.connect("discard")) {
            client.openData(scene.sender(), RealJames.BEN, RealJames.CARLA).dot(letter).expect(550);
            client.quit();
        }

        scene.part(Must.class).call().awaitCarriedOut();
        assertThat(james.kept(scene.sender())).singleElement().satisfies(mail -> {
            assertThat(mail.contentText()).isEqualTo(letter);
            assertThat(mail.recipients()).containsExactly(RealJames.BEN, RealJames.CARLA);
        });
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyRequiredFiltersShouldRunOnWhenTheClientDropsUnderDiscard(Leaving leaving) {
        Scene scene = Scene.open("discard");
        scene.part(First.class).holds();
        Call running = leaveDuring(scene, First.class, "discard", leaving);

        running.awaitCancelled();
        Call required = scene.part(Must.class).call();
        assertThat(required.event()).isEqualTo(Event.DROP);
        required.awaitCarriedOut();
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRunningRequiredFilterShouldEndItsWorkWhenTheClientDropsUnderDiscard(Leaving leaving) {
        Scene scene = Scene.open("discardlate");
        scene.part(Early.class).holds();
        scene.part(Must.class).holds();
        Call running = leaveDuring(scene, Early.class, "discard", leaving);
        running.release(Verdict.pass());

        Call required = scene.part(Must.class).call();
        assertThat(running.isCancelled()).isFalse();
        assertThat(required.event()).isEqualTo(Event.DROP);
        assertThat(required.content()).contains("Dear Ben");
        required.release(Verdict.pass());
        required.awaitCarriedOut();
        assertThat(scene.part(First.class).calls()).isZero();
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void allFiltersShouldGoOnWhenTheClientDropsUnderRemember(Leaving leaving) {
        Scene scene = Scene.open("remember");
        scene.part(First.class).holds();
        Call running = leaveDuring(scene, First.class, "remember", leaving);
        running.release(Verdict.pass());

        assertThat(scene.part(Second.class).call().event()).isEqualTo(Event.DROP);
        Call required = scene.part(Must.class).call();
        assertThat(required.event()).isEqualTo(Event.DROP);
        required.awaitCarriedOut();
        assertThat(running.isCancelled()).isFalse();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void aRebuiltRetryShouldBeAcceptedWithoutFilteringWhenTheRememberedVerdictIsPass() {
        Scene scene = Scene.open("retrypass");
        String letter = Letter.any();
        judgeBehindDrop(scene, letter, Verdict.pass());
        scene.part(First.class).answers(REFUSED);

        String retry = Letter.rebuilt(letter);
        try (SmtpClient client = james.connect("remember")) {
            client.openData(scene.sender(), RealJames.CARLA, RealJames.BEN).dot(retry).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).singleElement()
                .satisfies(mail -> assertThat(mail.contentText()).isEqualTo(retry));
    }

    @Test
    void everyRebuiltRetryShouldBeRefusedWithoutFilteringWhenTheRememberedVerdictIsARefusal() {
        Scene scene = Scene.open("retryfail");
        String letter = Letter.any();
        judgeBehindDrop(scene, letter, REFUSED);
        scene.part(First.class).answers(Verdict.pass());

        try (SmtpClient client = james.connect("remember")) {
            for (int retry = 0; retry < 2; retry++) {
                assertThat(client.openData(scene.sender(), RealJames.CARLA, RealJames.BEN).dot(Letter.rebuilt(letter))
                                .expect(550).last())
                        .isEqualTo("550 5.7.1 Not this one");
            }
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void aMessageWithOtherContentShouldBeFilteredAnewWhenAVerdictIsRememberedForItsEnvelope() {
        Scene scene = Scene.open("othercontent");
        judgeBehindDrop(scene, Letter.any(), REFUSED);
        scene.part(First.class).answers(Verdict.pass());

        try (SmtpClient client = james.connect("remember")) {
            client.openData(scene.sender(), RealJames.CARLA, RealJames.BEN).dot(Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(2);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theMessageShouldBeAcceptedOnceWhenTheClientDropsUnderAcceptAndRequiredFiltersPass(Leaving leaving) {
        Scene scene = Scene.open("dropaccept");
        scene.part(First.class).holds();
        Call running = leaveDuring(scene, First.class, "accept", leaving);

        running.awaitCancelled();
        Call required = scene.part(Must.class).call();
        assertThat(required.event()).isEqualTo(Event.DROP);
        required.awaitCarriedOut();
        assertThat(scene.part(Second.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).singleElement().satisfies(mail -> {
            assertThat(mail.contentText()).contains("Dear Ben");
            assertThat(mail.recipients()).containsExactly(RealJames.BEN, RealJames.CARLA);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theMessageShouldNotBeAcceptedWhenTheClientDropsUnderAcceptAndARequiredFilterFails(Leaving leaving) {
        Scene scene = Scene.open("dropfail");
        scene.part(First.class).holds();
        scene.part(Must.class).answers(REFUSED);
        Call running = leaveDuring(scene, First.class, "accept", leaving);

        running.awaitCancelled();
        scene.part(Must.class).call().awaitCarriedOut();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theRunningFilterShouldBeCancelledWhenTheClientOnlyClosesItsSendingSide() {
        Scene scene = Scene.open("halfclose");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("discard")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(First.class).call();
            client.halfClose();

            running.awaitCancelled();
            client.expectClosed();
            scene.part(Must.class).call().awaitCarriedOut();
        }
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    private static Call leaveDuring(Scene scene, Class<? extends StagedFilter> filter, String block, Leaving leaving) {
        SmtpClient client = james.connect(block);
        client.openData(scene.sender(), RealJames.BEN, RealJames.CARLA).dot(Letter.any());
        Call running = scene.part(filter).call();
        leaving.leave(client);
        client.awaitNoticed();
        return running;
    }

    private static void judgeBehindDrop(Scene scene, String letter, Verdict verdict) {
        scene.part(First.class).holds();
        SmtpClient client = james.connect("remember");
        client.openData(scene.sender(), RealJames.BEN, RealJames.CARLA).dot(letter);
        Call running = scene.part(First.class).call();
        client.dropByReset();
        client.awaitNoticed();
        running.release(verdict);
        running.awaitCarriedOut();
    }
}
