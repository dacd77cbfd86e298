package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS where it is offered, and what becomes of a probe when it fails. */
class ProbeTlsTest {
    private static final String ANNA = ProbeHouse.ANNA;

    @Test
    void tlsShouldBeUsedWhenOffered() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).tls().start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.conversations().get(0).isEncrypted()).isTrue();
            house.waitUntilIdle();
            assertThat(mx.commands()).containsExactly("EHLO dotgate.test", "STARTTLS", "EHLO dotgate.test", "MAIL FROM:<>",
                    "RCPT TO:<anna@example.test>", "RSET", "QUIT");
            assertThat(result.transcript()).contains("0 * TLS");
        }
    }

    @Test
    void dialogueShouldGoOnInTheClearWhenStartTlsIsRefused() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).tls().at(MxStage.STARTTLS, MxAct.says("454 4.7.0 Not now")).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.connections()).isOne();
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("closed", MxStage.HANDSHAKE, MxAct.closes()),
                Arguments.of("reset", MxStage.HANDSHAKE, MxAct.resets()),
                Arguments.of("garbage in place of TLS", MxStage.HANDSHAKE, answeringWith(MxAct.saysGarbage(500))),
                Arguments.of("SMTP in place of TLS", MxStage.HANDSHAKE, answeringWith(MxAct.says("250 Ok"))),
                Arguments.of("silence", MxStage.HANDSHAKE, MxAct.stalls()),
                Arguments.of("closed at EHLO behind TLS", MxStage.EHLO_BEHIND_TLS, MxAct.closes()),
                Arguments.of("silent at EHLO behind TLS", MxStage.EHLO_BEHIND_TLS, MxAct.stalls()));
    }

    /** What comes with the 220 in one segment would be another fault; this one waits for the client's first octets. */
    private static MxAct answeringWith(MxAct act) {
        return (conversation, command) -> conversation.onRaw(() -> act.play(conversation, command));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void sameHostShouldBeAskedInTheClearWhenTlsFails(String label, MxStage stage, MxAct act) {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).tls().at(stage, act).start(); ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> mx.commands().contains("STARTTLS"));

            ProbeResult result = house.turnUntilResult(future);

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.connections()).isEqualTo(2);
            assertThat(mx.dialogues().get(1)).startsWith("EHLO dotgate.test", "MAIL FROM:<>", "RCPT TO:<anna@example.test>");
            assertThat(house.limits.entered).containsExactly("mx1.test", "mx1.test");
        }
    }

    @Test
    void octetsBehindTheReplyToStartTlsShouldNotBeTakenForTlsProtectedOnes() {
        MxAct injected = MxAct.says("220 Go ahead", "250 injected", "250 injected", "250 injected");
        try (ScriptedMx mx = ScriptedMx.builder().tls().at(MxStage.STARTTLS, injected).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(mx.commands()).containsExactly("EHLO dotgate.test", "STARTTLS");
        }
    }

    @Test
    void closingBehindTheReplyToStartTlsShouldNotBeTakenForATlsProtectedReply() {
        MxAct injected = MxAct.says("220 Go ahead", "421 injected");
        try (ScriptedMx mx = ScriptedMx.builder().tls().at(MxStage.STARTTLS, injected).start(); ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(mx.commands()).startsWith("EHLO dotgate.test", "STARTTLS");
        }
    }
}
