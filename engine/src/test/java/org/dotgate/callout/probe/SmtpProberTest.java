package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.callout.answer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prober as whoever uses it sees it: called off, closed, and many at a time. */
class SmtpProberTest {
    private static final ScriptedMx.Builder STALLS = ScriptedMx.builder().at(MxStage.GREETING, MxAct.stalls());

    @Test
    void cancelShouldCloseTheConnectionAtOnce() {
        try (ScriptedMx mx = STALLS.start(); ProbeHouse house = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> mx.connectedNow() == 1);
            assertThat(house.prober.isAsking(mx.address())).isTrue();

            future.cancel(false);

            house.waitUntilIdle();
            await().until(() -> mx.connectedNow() == 0);
            assertThat(house.prober.isAsking(mx.address())).isFalse();
            assertThat(house.timer.pending()).isZero();
        }
    }

    @Test
    void cancelShouldEndWaitingForDnsAndForAPlace() {
        try (ScriptedMx mx = STALLS.start(); ProbeHouse dns = new ProbeHouse(); ProbeHouse limits = new ProbeHouse(mx)) {
            CompletableFuture<ProbeResult> first = dns.start();
            await().until(() -> !dns.routes.domains.isEmpty());
            limits.limits.full = true;
            CompletableFuture<ProbeResult> second = limits.start();
            await().until(() -> limits.limits.waiting.size() == 1);

            first.cancel(false);
            second.cancel(false);

            dns.waitUntilIdle();
            limits.waitUntilIdle();
            assertThat(limits.limits.waiting.get(0)).isCancelled();
        }
    }

    @Test
    void closeShouldEndAllDialoguesAndThreads() {
        try (ScriptedMx mx = STALLS.start(); ProbeHouse house = new ProbeHouse(mx)) {
            List<CompletableFuture<ProbeResult>> futures = IntStream.range(0, 20).mapToObj(i -> house.start()).collect(Collectors.toList());
            await().until(() -> mx.connectedNow() == 20);
            assertThat(threads()).isPositive();

            house.prober.close();

            for (CompletableFuture<ProbeResult> future : futures) {
                assertThat(ProbeHouse.result(future).answer()).isEqualTo(Answer.UNKNOWN);
            }
            assertThat(house.limits.held).hasValue(0);
            await().until(() -> mx.connectedNow() == 0);
            await().until(() -> threads() == 0);
            assertThat(house.prober.underWay()).isZero();
        }
    }

    @Test
    void probeShouldBeUnknownWhenTheProberIsClosed() {
        try (ScriptedMx mx = STALLS.start(); ProbeHouse house = new ProbeHouse(mx)) {
            house.prober.close();
            house.prober.close();

            assertThat(house.ask().answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(house.prober.underWay()).isZero();
        }
    }

    @Test
    void fiveHundredProbesShouldNeedNoMoreThanTheTwoThreads() {
        try (ScriptedMx mx = STALLS.start(); ProbeHouse house = new ProbeHouse(mx)) {
            List<CompletableFuture<ProbeResult>> futures = IntStream.range(0, 500).mapToObj(i -> house.start()).collect(Collectors.toList());
            await().until(() -> mx.connectedNow() == 500);
            assertThat(house.prober.underWay()).isEqualTo(500);
            assertThat(threads()).isEqualTo(2);

            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                house.timer.turn(Duration.ofSeconds(20));
                return futures.stream().allMatch(CompletableFuture::isDone);
            });

            house.waitUntilIdle();
            assertThat(futures).allMatch(future -> ProbeHouse.result(future).answer() == Answer.UNKNOWN);
            assertThat(house.timer.pending()).isZero();
        }
    }

    @Test
    void probesShouldBeAnsweredWhileOthersStall() {
        try (ScriptedMx stalls = STALLS.start();
                ScriptedMx answers = ScriptedMx.builder().mailbox(ProbeHouse.ANNA).beside(stalls, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(stalls)) {
            IntStream.range(0, 100).forEach(i -> house.start());
            await().until(() -> stalls.connectedNow() == 100);
            house.routeTo(answers);

            assertThat(house.ask().answer()).isEqualTo(Answer.FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "anna@example.test>\r\nDATA", "anna\r\n@example.test", "anna@example.test\nQUIT", "an\0na@example.test", "anna", "@example.test",
        "anna@", "anna@[192.0.2.1]", "anna@exa mple.test", "anna@example..test", "\"anna@example.test", "\"an\"na\"@example.test",
        "anna\u0085@example.test", "anna\u2028@example.test", "\ud800@example.test", ""
    })
    void addressThatIsNoneShouldNeverGoOut(String address) {
        try (ScriptedMx mx = ScriptedMx.builder().catchAll().smtpUtf8().start(); ProbeHouse house = new ProbeHouse(mx)) {
            ProbeResult result = house.ask(house.about(address));

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.reason()).matches("[ -~]+");
            assertThat(mx.connections()).isZero();
            assertThat(house.routes.domains).isEmpty();
        }
    }

    @Test
    void ownNamesShouldNeverGoOutWhenTheyAreNone() {
        try (ScriptedMx mx = ScriptedMx.builder().catchAll().start(); ProbeHouse house = new ProbeHouse(mx)) {
            assertThat(house.ask(house.request().helo("dotgate.test\r\nQUIT")).reason()).contains("our own name");
            assertThat(house.ask(house.request().senders(List.of("a@b\r\n"))).reason()).contains("a sender to ask under");
            assertThat(house.ask(house.request().senders(List.of())).reason()).contains("no sender");
            assertThat(mx.connections()).isZero();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("dotgate-callout-")).count();
    }
}
