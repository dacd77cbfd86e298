package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.route.Route;
import org.dotgate.callout.route.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a probe asks, in which order, and what becomes of it when some have nothing to say. */
class ProbeTargetsTest {
    private static final String ANNA = ProbeHouse.ANNA;

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("busy", MxStage.GREETING, MxAct.saysAndCloses("421 4.3.2 Busy")),
                Arguments.of("closes", MxStage.EHLO, MxAct.closes()),
                Arguments.of("resets", MxStage.MAIL, MxAct.resets()),
                Arguments.of("refuses us at the greeting", MxStage.GREETING, MxAct.says("554 5.7.1 Go away")),
                Arguments.of("refuses us at MAIL", MxStage.MAIL, MxAct.says("550 5.7.1 Go away")),
                Arguments.of("refuses us at RCPT", MxStage.RCPT, MxAct.says("550 5.7.1 Go away")),
                Arguments.of("is in trouble", MxStage.RCPT, MxAct.says("451 4.3.0 Trouble")),
                Arguments.of("greylists", MxStage.RCPT, MxAct.says("450 4.2.0 Come again")),
                Arguments.of("breaks the rules", MxStage.RCPT, MxAct.saysGarbage(5_000)),
                Arguments.of("stalls", MxStage.RCPT, MxAct.stalls()));
    }

    @ParameterizedTest(name = "first {0}")
    @MethodSource("troubles")
    void nextHostShouldBeAskedWhenTheFirstTellsNothing(String label, MxStage stage, MxAct act) {
        try (ScriptedMx first = ScriptedMx.builder().at(stage, act).start();
                ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).beside(first, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(first, second)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> first.connections() == 1);

            ProbeResult result = label.equals("stalls") ? house.turnUntilResult(future) : ProbeHouse.result(future);

            assertThat(result.answer()).isEqualTo(Answer.FOUND);
            assertThat(result.mx()).isEqualTo("mx2.test");
        }
    }

    @Test
    void nextHostShouldBeAskedWhenThePortIsClosed() {
        ScriptedMx gone = ScriptedMx.builder().start();
        try (ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).beside(gone, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(gone, second)) {
            gone.close();

            assertThat(house.ask().mx()).isEqualTo("mx2.test");
            house.waitUntilIdle();
        }
    }

    @Test
    void nextHostShouldBeAskedWhenTheFirstDoesNotConnect() {
        try (StalledPort stalled = new StalledPort("127.0.0.1", 0);
                ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).address("127.0.0.2").port(stalled.port()).start();
                ProbeHouse house = new ProbeHouse(second)) {
            house.routes.route = CompletableFuture.completedFuture(Route.to(List.of(
                    new Target("stalled.test", stalled.address()), new Target("second.test", second.address()))));
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> house.prober.isAsking(stalled.address()));

            ProbeResult result = house.turnUntilResult(future);

            assertThat(result.mx()).isEqualTo("second.test");
            assertThat(result.transcript()).anyMatch(line -> line.endsWith("* nothing whole within 3000 ms"));
            house.waitUntilIdle();
        }
    }

    @Test
    void answerShouldBeThatOfTheFirstThatIsDefinite() {
        try (ScriptedMx first = ScriptedMx.builder().start();
                ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).beside(first, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(first, second)) {
            assertThat(house.ask().answer()).isEqualTo(Answer.NOT_FOUND);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void answerShouldBeRefusedWhenAllWhoAreReachedRefuseUs() {
        ScriptedMx gone = ScriptedMx.builder().start();
        try (ScriptedMx second = ScriptedMx.builder().at(MxStage.MAIL, MxAct.says("550 5.7.1 Go away")).beside(gone, "127.0.0.2").start();
                ScriptedMx third = ScriptedMx.builder().at(MxStage.GREETING, MxAct.says("554 5.7.1 Go away")).beside(gone, "127.0.0.3").start();
                ProbeHouse house = new ProbeHouse(gone, second, third)) {
            gone.close();
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.REFUSED);
            assertThat(result.isDomainWide()).isTrue();
        }
    }

    @Test
    void answerShouldBeUnknownWhenOneRefusesUsAndOneIsInTrouble() {
        try (ScriptedMx first = ScriptedMx.builder().at(MxStage.RCPT, MxAct.says("550 5.7.1 Go away")).start();
                ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).greylists(1).beside(first, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(first, second)) {
            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.isDomainWide()).isFalse();
            assertThat(result.comeAgain()).isPresent();
            assertThat(result.isTimedOut()).isFalse();
        }
    }

    @Test
    void totalShouldEndTheProbeWhereverItStands() {
        ScriptedMx.Builder stalls = ScriptedMx.builder().at(MxStage.GREETING, MxAct.stalls());
        try (ScriptedMx first = stalls.start(); ProbeHouse house = new ProbeHouse(first)) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> first.connections() == 1);

            house.timer.turn(Duration.ofSeconds(20));

            ProbeResult result = ProbeHouse.result(future);
            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.at()).isEqualTo(Stage.GREETING);
            assertThat(result.reason()).contains("20000 ms in all");
            assertThat(result.isTimedOut()).isTrue();
            house.waitUntilIdle();
            await().until(() -> first.connectedNow() == 0);
        }
    }

    @Test
    void totalShouldEndThePoliteEndToo() {
        try (ScriptedMx mx = ScriptedMx.builder().at(MxStage.RSET, MxAct.stalls()).start(); ProbeHouse house = new ProbeHouse(mx)) {
            house.ask(house.request().timeouts(ProbeHouse.timeouts(Duration.ofSeconds(1))));

            house.timer.turn(Duration.ofSeconds(1));

            house.waitUntilIdle();
        }
    }

    @Test
    void dnsThatSaysNothingShouldBeGivenUp() {
        try (ProbeHouse house = new ProbeHouse()) {
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> !house.routes.domains.isEmpty());

            house.timer.turn(Duration.ofSeconds(3));

            ProbeResult result = ProbeHouse.result(future);
            assertThat(result.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(result.reason()).isEqualTo("no answer from DNS");
            house.routes.route.complete(Route.to(List.of(new Target("late.test", ScriptedMx.loopback("127.0.0.1")))));
            house.waitUntilIdle();
            assertThat(house.limits.entered).isEmpty();
        }
    }

    static Stream<Arguments> noRoutes() {
        return Stream.of(
                Arguments.of(Route.nowhere(Route.Kind.UNROUTABLE, "null MX"), Answer.UNROUTABLE, true, "null MX"),
                Arguments.of(Route.nowhere(Route.Kind.UNKNOWN, "SERVFAIL"), Answer.UNKNOWN, false, "SERVFAIL"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("noRoutes")
    void answerShouldBeThatOfDnsWhenThereIsNobodyToAsk(Route route, Answer answer, boolean domainWide, String reason) {
        try (ProbeHouse house = new ProbeHouse()) {
            house.routes.route = CompletableFuture.completedFuture(route);

            ProbeResult result = house.ask();

            assertThat(result.answer()).isEqualTo(answer);
            assertThat(result.at()).isEqualTo(Stage.CONNECT);
            assertThat(result.isDomainWide()).isEqualTo(domainWide);
            assertThat(result.reason()).isEqualTo(reason);
        }
    }

    @Test
    void addressThatMustNotBeConnectedToShouldBeLeftOut() {
        try (ScriptedMx first = ScriptedMx.builder().mailbox(ANNA).start();
                ScriptedMx second = ScriptedMx.builder().mailbox(ANNA).beside(first, "127.0.0.2").start();
                ProbeHouse house = new ProbeHouse(first, second)) {
            house.routes.forbidden.put(first.address(), true);
            assertThat(house.ask().mx()).isEqualTo("mx2.test");

            house.routes.forbidden.put(second.address(), true);
            assertThat(house.ask().answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(first.connections()).isZero();
        }
    }

    @Test
    void addressShouldBeCheckedAgainAfterWaitingForAPlace() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).start(); ProbeHouse house = new ProbeHouse(mx)) {
            house.limits.full = true;
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> house.limits.waiting.size() == 1);
            house.routes.forbidden.put(mx.address(), true);

            house.limits.waiting.get(0).complete(house.limits.place());

            assertThat(ProbeHouse.result(future).answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(mx.connections()).isZero();
            house.waitUntilIdle();
        }
    }

    @Test
    void waitingForAPlaceShouldEndWithTheTotal() {
        try (ScriptedMx mx = ScriptedMx.builder().mailbox(ANNA).start(); ProbeHouse house = new ProbeHouse(mx)) {
            house.limits.full = true;
            CompletableFuture<ProbeResult> future = house.start();
            await().until(() -> house.limits.waiting.size() == 1);
            CompletableFuture<MxLimits.Place> place = house.limits.waiting.get(0);

            house.timer.turn(Duration.ofMillis(19_999));
            assertThat(future).isNotDone();
            house.timer.turn(Duration.ofMillis(1));

            assertThat(ProbeHouse.result(future).answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(place).isCancelled();
            assertThat(mx.connections()).isZero();
            house.waitUntilIdle();
        }
    }
}
