package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exchangers that break the rules, each in its own way: none holds a probe up, fills memory, or is believed. */
class HostileMxTest {
    private static final String ANNA = ProbeHouse.ANNA;

    private static ScriptedMx.Builder mx(MxStage stage, MxAct act) {
        return ScriptedMx.builder().mailbox(ANNA).at(stage, act);
    }

    private static Stage stageOf(MxStage stage) {
        return stage == MxStage.EHLO ? Stage.HELO : Stage.valueOf(stage.name());
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatStallsIsCutOff(MxStage stage) {
        try (ScriptedMx mx = mx(stage, MxAct.stalls()).start(); ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.prober.probe(house.request()
                    .timeouts(ProbeHouse.timeouts(Duration.ofSeconds(3), Duration.ofMinutes(2))).build());
            await().until(() -> stage == MxStage.GREETING ? mx.connections() == 1
                    : mx.commands().stream().anyMatch(command -> command.startsWith(stage.name())));

            ProbeResult result = house.turnUntilResult(future);

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.at()).isEqualTo(stageOf(stage));
            assertThat(result.isTimedOut()).isTrue();
            house.waitUntilIdle();
            await().until(() -> mx.connectedNow() == 0);
        }
    }

    @Test
    void mxThatStallsAtHeloIsCutOff() {
        try (ScriptedMx mx = mx(MxStage.EHLO, MxAct.says("502 What?")).at(MxStage.HELO, MxAct.stalls()).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> mx.commands().contains("HELO dotgate.test"));

            house.timer.turn(Duration.ofSeconds(3));

            assertThat(ProbeHouse.result(future).at()).isEqualTo(Stage.HELO);
        }
    }

    @Test
    void mxThatStallsAtRsetIsCutOff() {
        try (ScriptedMx mx = mx(MxStage.RSET, MxAct.stalls()).sender("", "550 5.1.8 No null senders").start();
                ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.prober.probe(house.request().senders(List.of("", "a@dotgate.test")).build());
            await().until(() -> mx.commands().contains("RSET"));

            house.timer.turn(Duration.ofSeconds(3));

            assertThat(ProbeHouse.result(future).at()).isEqualTo(Stage.RSET);
        }
    }

    @Test
    void mxThatStallsIsNotCutOffBeforeItsTime() {
        try (ScriptedMx mx = mx(MxStage.RCPT, MxAct.stalls()).start(); ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> mx.commands().stream().anyMatch(command -> command.startsWith("RCPT")));

            house.timer.turn(Duration.ofMillis(2999));
            assertThat(future).isNotDone();
            house.timer.turn(Duration.ofMillis(1));

            assertThat(ProbeHouse.result(future).reason()).isEqualTo("rcpt: nothing whole within 3000 ms");
        }
    }

    @Test
    void mxThatDripsIsCutOff() {
        drips(MxAct.drips("250 2.1.5 This takes longer than three seconds", Duration.ofSeconds(1)), "");
    }

    @Test
    void mxThatDripsLinesIsCutOff() {
        drips(MxAct.continuesEvery("250-wait", Duration.ofSeconds(1)), ", only 3 lines");
    }

    /** The exchanger's time is the prober's, and is turned only when what was said has been heard. */
    private static void drips(MxAct act, String reason) {
        ProbeHouse house = new ProbeHouse();
        try (house; ScriptedMx mx = mx(MxStage.RCPT, act).timer(house.timer).start()) {
            house.routeTo(mx);
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> mx.commands().stream().anyMatch(command -> command.startsWith("RCPT")));
            for (int second = 1; second <= 3; second++) {
                assertThat(future).isNotDone();
                await().until(() -> house.timer.pending() >= 3);
                house.timer.turn(Duration.ofSeconds(1));
            }

            ProbeResult result = ProbeHouse.result(future);

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.reason()).startsWith("rcpt: nothing whole within 3000 ms");
            house.waitUntilIdle();
        }
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatNeverEndsItsReplyIsCutOff(MxStage stage) {
        isNotBelieved(stage, MxAct.neverEnds("250-and another thing"), "a reply does not end");
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatSaysAMegabyteInOneLineIsCutOff(MxStage stage) {
        isNotBelieved(stage, MxAct.saysLongLine("250 ", 1 << 20), "a line is longer");
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatSaysGarbageIsNotBelieved(MxStage stage) {
        isNotBelieved(stage, MxAct.saysGarbage(5_000), "a line ");
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatClosesTellsNothing(MxStage stage) {
        isNotBelieved(stage, MxAct.closes(), "the server closed the connection");
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"EHLO", "MAIL", "RCPT"})
    void mxThatResetsTellsNothing(MxStage stage) {
        isNotBelieved(stage, MxAct.resets(), "");
    }

    /** The system may tell of the reset before it tells of the connection. */
    @Test
    void mxThatResetsInsteadOfAGreetingTellsNothing() {
        try (ScriptedMx mx = mx(MxStage.GREETING, MxAct.resets()).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.at()).isIn(Stage.CONNECT, Stage.GREETING);
            house.waitUntilIdle();
        }
    }

    @ParameterizedTest
    @EnumSource(value = MxStage.class, names = {"GREETING", "EHLO", "MAIL", "RCPT"})
    void mxThatClosesInsideAReplyTellsNothing(MxStage stage) {
        isNotBelieved(stage, (conversation, command) -> {
            conversation.sayRaw("250-first line\r\n250 seco");
            conversation.close();
        }, "the server closed the connection");
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("a line that ends in a bare LF", MxAct.saysRaw("250 Ok\n"), "octets in it"),
                Arguments.of("a bare CR", MxAct.saysRaw("250 O\rk\r\n"), "octets in it"),
                Arguments.of("a NUL", MxAct.saysRaw("250 O\0k\r\n"), "octets in it"),
                Arguments.of("code 000", MxAct.says("000 Ok"), "code"),
                Arguments.of("code 999", MxAct.says("999 Ok"), "code"),
                Arguments.of("code 199", MxAct.says("199 Ok"), "code"),
                Arguments.of("a code of two digits", MxAct.says("25 Ok"), "no reply"),
                Arguments.of("a code of four digits", MxAct.says("2500 Ok"), "no reply"),
                Arguments.of("a sign for a digit", MxAct.says("+25 Ok"), "no reply"),
                Arguments.of("an empty line", MxAct.says(""), "no reply"),
                Arguments.of("a code that changes", MxAct.says("250-Ok", "550 5.1.1 No"), "changes its code"),
                Arguments.of("a reply more than asked for", MxAct.says("250 Ok", "250 Ok"), "more was said"),
                Arguments.of("half a reply more than asked for", MxAct.saysRaw("250 Ok\r\n25"), "more was said"),
                Arguments.of("ten thousand lines", MxAct.says(lines(10_000)), "does not end"),
                Arguments.of("33 KB in lines", MxAct.says(IntStream.range(0, 33).mapToObj(i -> "250-" + "x".repeat(1000)).toArray(String[]::new)), "does not end"));
    }

    private static String[] lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> (i < count ? "250-X-EXTENSION-" : "250 X-EXTENSION-") + i).toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void mxThatBreaksTheRulesIsNotBelieved(String label, MxAct act, String reason) {
        isNotBelieved(MxStage.EHLO, act, reason);
        isNotBelieved(MxStage.RCPT, act, reason);
    }

    @Test
    void mxThatAnswersBeforeItIsAskedIsNotBelieved() {
        MxAct allAtOnce = MxAct.says("220 mx", "250 ehlo", "250 mail", "250 rcpt", "250 rset", "221 quit");
        try (ScriptedMx mx = mx(MxStage.GREETING, allAtOnce).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.at()).isEqualTo(Stage.GREETING);
            house.waitUntilIdle();
            assertThat(mx.commands()).isEmpty();
        }
    }

    @Test
    void mxThatClosesDownBehindItsAnswerIsBelieved() {
        MxAct lastWord = MxAct.saysAndCloses("550 5.1.1 No such user", "421 4.3.2 Closing down");
        try (ScriptedMx mx = mx(MxStage.RCPT, lastWord).start(); ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.NOT_FOUND);
            house.waitUntilIdle();
        }
    }

    @Test
    void mxThatHasManyExtensionsIsAsked() {
        try (ScriptedMx mx = mx(MxStage.EHLO, MxAct.says(lines(100))).start(); ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
        }
    }

    @Test
    void mxThatFloodsTlsIsCutOff() {
        MxAct flood = MxAct.saysGarbage(1 << 20);
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).tls().at(MxStage.EHLO_BEHIND_TLS, flood).start();
                ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
            assertThat(mx.connections()).isEqualTo(2);
        }
    }

    @Test
    void hostileTextIsMadePrintableAndCut() {
        List<String> reply = new ArrayList<>();
        for (int i = 1; i <= 90; i++) {
            reply.add((i < 90 ? "550-" : "550 ") + "\u001b[2J<script>" + "\u00e4".repeat(1000 - i));
        }
        MxAct act = MxAct.says(reply.stream().limit(30).collect(Collectors.collectingAndThen(Collectors.toList(), lines -> {
            lines.set(29, lines.get(29).replaceFirst("-", " "));
            return lines.toArray(String[]::new);
        })));
        try (ScriptedMx mx = mx(MxStage.RCPT, act).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.reason()).hasSizeLessThanOrEqualTo(300).matches("[ -~]+");
            assertThat(result.transcript()).hasSizeLessThanOrEqualTo(Transcript.MAX_LINES)
                    .allMatch(line -> line.matches("[ -~]{1,200}"));
            assertThat(String.join("", result.transcript())).hasSizeLessThanOrEqualTo(Transcript.MAX_CHARACTERS);
        }
    }

    private static void isNotBelieved(MxStage stage, MxAct act, String reason) {
        try (ScriptedMx mx = mx(stage, act).start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.at()).isEqualTo(stageOf(stage));
            assertThat(result.reason()).contains(reason);
            house.waitUntilIdle();
            await().until(() -> mx.connectedNow() == 0);
            assertThat(house.timer.pending()).isZero();
        }
    }
}
