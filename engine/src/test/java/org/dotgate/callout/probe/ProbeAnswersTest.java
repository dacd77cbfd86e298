package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a probe makes of an exchanger that keeps to the rules, and what it says to it. */
class ProbeAnswersTest {
    private static final String ANNA = ProbeHouse.ANNA;

    @Test
    void addressShouldBeFoundAndNoMailSent() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(result.at()).isEqualTo(Stage.RCPT);
            assertThat(result.mx()).isEqualTo("mx1.test");
            assertThat(result.reason()).isEqualTo("250 2.1.5 Ok");
            assertThat(result.isDomainWide()).isFalse();
            assertThat(house.routes.domains).containsExactly("example.test");
            house.waitUntilIdle();
            assertThat(mx.commands()).containsExactly(
                    "EHLO dotgate.test", "MAIL FROM:<>", "RCPT TO:<anna@example.test>", "RSET", "QUIT");
            assertThat(house.timer.pending()).isZero();
        }
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("no such address", MxStage.RCPT, "550 5.1.1 No such user", Answer.NOT_FOUND, Stage.RCPT, false),
                Arguments.of("mailbox full", MxStage.RCPT, "552 5.2.2 Mailbox full", Answer.FOUND, Stage.RCPT, false),
                Arguments.of("null MX in a reply", MxStage.RCPT, "556 5.1.10 No mail here", Answer.UNROUTABLE, Stage.RCPT, true),
                Arguments.of("blocked at RCPT", MxStage.RCPT, "550 5.7.1 You are listed", Answer.REFUSED, Stage.RCPT, false),
                Arguments.of("unclear at RCPT", MxStage.RCPT, "550 Cannot", Answer.UNKNOWN, Stage.RCPT, false),
                Arguments.of("trouble at RCPT", MxStage.RCPT, "451 4.3.0 Trouble", Answer.UNKNOWN, Stage.RCPT, false),
                Arguments.of("blocked at MAIL", MxStage.MAIL, "550 5.7.1 You are listed", Answer.REFUSED, Stage.MAIL, true),
                Arguments.of("trouble at MAIL", MxStage.MAIL, "452 4.3.1 Full", Answer.UNKNOWN, Stage.MAIL, false),
                Arguments.of("blocked at the greeting", MxStage.GREETING, "554 5.7.1 Go away", Answer.REFUSED, Stage.GREETING, true),
                Arguments.of("takes no mail, says the greeting", MxStage.GREETING, "521 5.1.10 No mail here", Answer.UNROUTABLE, Stage.GREETING, true),
                Arguments.of("busy at the greeting", MxStage.GREETING, "421 4.3.2 Busy", Answer.UNKNOWN, Stage.GREETING, false),
                Arguments.of("trouble at EHLO", MxStage.EHLO, "451 4.3.0 Trouble", Answer.UNKNOWN, Stage.HELO, false),
                Arguments.of("a reply of two lines", MxStage.RCPT, "550-5.1.1 No such user\r\n550 5.1.1 Sorry", Answer.NOT_FOUND, Stage.RCPT, false),
                Arguments.of("a code alone", MxStage.RCPT, "250", Answer.FOUND, Stage.RCPT, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void replyShouldBecomeAnAnswer(String label, MxStage stage, String reply, Answer answer, Stage at, boolean domainWide) {
        try (ScriptedMx mx = ScriptedMx.builder().at(stage, MxAct.says(reply)).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(answer);
            assertThat(result.at()).isEqualTo(at);
            assertThat(result.isDomainWide()).isEqualTo(domainWide);
            assertThat(result.reason()).startsWith(reply.substring(0, 3));
            house.waitUntilIdle();
            assertThat(mx.connectedNow()).isZero();
            if (!reply.startsWith("421")) {
                assertThat(mx.commands()).endsWith("QUIT");
            }
        }
    }

    @Test
    void heloShouldBeSaidWhenEhloIsNotKnown() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).at(MxStage.EHLO, MxAct.says("502 5.5.1 What?")).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.commands()).startsWith("EHLO dotgate.test", "HELO dotgate.test", "MAIL FROM:<>");
        }
    }

    @Test
    void comeAgainShouldBeToldWhenGreylisted() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).greylists(1).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult first = house.ask();

            assertThat(first.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(first.comeAgain()).isPresent();
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
        }
    }

    @Test
    void answerShouldNotWaitForTheEndOfTheDialogue() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).at(MxStage.QUIT, MxAct.stalls()).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
            await().until(() -> mx.commands().contains("QUIT"));
            assertThat(house.limits.held).hasValue(1);
            assertThat(house.prober.isAsking(mx.address())).isTrue();
            assertThat(house.prober.underWay()).isOne();

            house.timer.turn(Duration.ofSeconds(3));

            house.waitUntilIdle();
            assertThat(house.prober.isAsking(mx.address())).isFalse();
            assertThat(house.timer.pending()).isZero();
            await().until(() -> mx.connectedNow() == 0);
        }
    }

    @Test
    void nextSenderShouldBeTriedWhenOneIsRefusedAtMail() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).sender("", "550 5.1.8 No null senders").start();
                ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.request().senders(List.of("", "probe@dotgate.test")));

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.commands()).startsWith(
                    "EHLO dotgate.test", "MAIL FROM:<>", "RSET", "MAIL FROM:<probe@dotgate.test>", "RCPT TO:<anna@example.test>");
        }
    }

    @Test
    void nextSenderShouldBeTriedWhenOneIsRefusedAtRcpt() {
        MxAct once = MxAct.firstTimes(1, MxAct.says("550 5.1.8 Bad sender"), MxAct.says("550 5.1.1 No such user"));
        try (ScriptedMx mx = ScriptedMx.builder().at(MxStage.RCPT, once).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.request().senders(List.of("", "probe@dotgate.test")));

            assertThat(result.answer()).isEqualTo(Answer.NOT_FOUND);
            house.waitUntilIdle();
            assertThat(mx.commands()).containsExactly("EHLO dotgate.test", "MAIL FROM:<>", "RCPT TO:<anna@example.test>", "RSET",
                    "MAIL FROM:<probe@dotgate.test>", "RCPT TO:<anna@example.test>", "RSET", "QUIT");
        }
    }

    @Test
    void answerShouldBeRefusedWhenNoSenderIsTaken() {
        try (ScriptedMx mx = ScriptedMx.builder().at(MxStage.MAIL, MxAct.says("550 5.1.8 Bad sender")).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.request().senders(List.of("", "a@dotgate.test", "b@dotgate.test")));

            assertThat(result.answer()).isEqualTo(Answer.REFUSED);
            assertThat(result.isDomainWide()).isTrue();
            assertThat(mx.commands()).filteredOn(command -> command.startsWith("MAIL")).hasSize(3);
        }
    }

    @Test
    void catchAllShouldBeToldWhenAnyAddressIsTaken() {
        try (ScriptedMx mx = ScriptedMx.builder().catchAll().start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.request().catchAll(true));

            assertThat(result.answer()).isEqualTo(Answer.CATCH_ALL);
            assertThat(result.isDomainWide()).isTrue();
            assertThat(result.tellsAddressesApart()).isFalse();
            assertThat(mx.commands().get(3)).matches("RCPT TO:<[a-z]{16,}@example\\.test>");
            assertThat(mx.commands()).filteredOn(command -> command.startsWith("MAIL")).hasSize(1);
        }
    }

    @Test
    void addressesShouldBeToldApartWhenNobodyIsRefused() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.request().catchAll(true));

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(result.tellsAddressesApart()).isTrue();
            assertThat(result.isDomainWide()).isFalse();
        }
    }

    static Stream<Arguments> noAnswersAboutNobody() {
        return Stream.of(
                Arguments.of("trouble", MxAct.says("451 4.3.0 Trouble")),
                Arguments.of("closed", MxAct.closes()),
                Arguments.of("garbage", MxAct.saysGarbage(100)),
                Arguments.of("silence", MxAct.stalls()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noAnswersAboutNobody")
    void foundShouldStayFoundWhenNothingIsSaidAboutNobody(String label, MxAct act) {
        MxAct second = MxAct.firstTimes(1, MxAct.behaves(), act);
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).at(MxStage.RCPT, second).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.prober.probe(house.request().catchAll(true).build());
            await().until(() -> mx.commands().stream().filter(command -> command.startsWith("RCPT")).count() == 2);

            ProbeResult result = house.turnUntilResult(future);

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(result.tellsAddressesApart()).isFalse();
        }
    }

    @Test
    void smtpUtf8ShouldBeUsedWhenTheAddressNeedsIt() {
        try (ScriptedMx mx = ScriptedMx.builder().smtpUtf8().mailbox("änna@xn--exmple-cua.test").start();
                ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.about("änna@Exämple.test"));

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(house.routes.domains).containsExactly("xn--exmple-cua.test");
            assertThat(mx.commands()).contains("MAIL FROM:<> SMTPUTF8", "RCPT TO:<änna@xn--exmple-cua.test>");
            assertThat(result.transcript()).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
        }
    }

    @Test
    void addressShouldBeUnknownWhenItNeedsSmtpUtf8ThatIsNotOffered() {
        try (ScriptedMx mx = ScriptedMx.builder().catchAll().start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.about("änna@example.test"));

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.reason()).contains("SMTPUTF8");
            house.waitUntilIdle();
            assertThat(mx.commands()).containsExactly("EHLO dotgate.test", "QUIT");
        }
    }

    @Test
    void transcriptShouldTellTheDialogue() {
        try (ScriptedMx mx = ScriptedMx.builder().start(); ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().transcript()).containsExactly(
                    "0 * to be asked: mx1.test[127.0.0.1]",
                    "0 * connecting to mx1.test[127.0.0.1]",
                    "0 < 220 mx.elsewhere.test ESMTP",
                    "0 > EHLO dotgate.test",
                    "0 < 250-mx.elsewhere.test at your service",
                    "0 < 250-PIPELINING",
                    "0 < 250 8BITMIME",
                    "0 > MAIL FROM:<>",
                    "0 < 250 2.1.0 Ok",
                    "0 > RCPT TO:<anna@example.test>",
                    "0 < 550 5.1.1 No such user here");
        }
    }
}
