package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attempts in the background: when they are made, how many at a time, and what becomes of them. */
class HardAttemptsTest extends CalloutRig {
    private static ProbeResult.Builder greylisted(Duration comeAgain) {
        return FakeProber.result(Answer.UNKNOWN).comeAgain(comeAgain);
    }

    private Answer known(String address) {
        return now(here.service.record(address)).map(CalloutRecord::answer).orElse(null);
    }

    @ParameterizedTest(name = "a host that wants us back in {0} sees us after {1} to {2}")
    @CsvSource({
        "PT10M, PT10M, PT11M",
        "PT0S, PT5M, PT5M30S",
        "PT1S, PT1M, PT1M6S",
        "PT9H, PT2H, PT2H12M",
    })
    void greylistingHostShouldBeAskedAgainWhenItSays(Duration comeAgain, String soonest, String latest) {
        here.prepare(ANNA);
        here.tell(greylisted(comeAgain));
        Instant told = timer.now();
        while (here.asked() == 1) {
            turn("PT1S");
        }

        assertThat(Duration.between(told, timer.now())).isBetween(Duration.parse(soonest), Duration.parse(latest).plusSeconds(2));
        assertThat(text(here.ask(ANNA))).isEqualTo("pending");
        here.tell(Answer.FOUND);
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
    }

    @Test
    void workShouldTellWhenAnAddressIsAskedAboutNextUntilThereIsAnAnswer() {
        assertThat(now(here.service.work(ANNA))).isEmpty();
        here.prepare(ANNA);
        here.tell(greylisted(Duration.ofMinutes(15)));

        assertThat(now(here.service.work(ANNA))).hasValueSatisfying(work -> {
            assertThat(work.question().address()).isEqualTo(ANNA);
            assertThat(work.due()).isBetween(timer.now().plusSeconds(900), timer.now().plusSeconds(1_000));
            assertThat(work.tries()).isEqualTo(1);
        });
        turn("PT17M");
        here.tell(Answer.FOUND);
        assertThat(now(here.service.work(ANNA))).isEmpty();
    }

    @Test
    void greylistingHostShouldBeAskedFourTimesInAll() {
        here.prepare(ANNA);
        for (int i = 0; i < 3; i++) {
            here.tell(greylisted(Duration.ofMinutes(15)));
            assertThat(text(here.ask(ANNA))).isEqualTo("pending");
            turn("PT17M");
        }
        assertThat(here.asked()).isEqualTo(4);
        here.tell(greylisted(Duration.ofMinutes(15)));

        assertThat(text(here.ask(ANNA))).isEqualTo("unknown");
        turn("PT50M");
        assertThat(here.asked()).isEqualTo(4);
        assertThat(here.service.health().queued()).isZero();
    }

    @Test
    void hostThatGreylistsTheSoftAttemptShouldBeAskedAgainWhenItSays() {
        here.ask(ANNA);
        here.tell(greylisted(Duration.ofMinutes(10)));
        turn("PT9M");
        assertThat(here.asked()).isEqualTo(1);
        assertThat(text(here.ask(ANNA))).isEqualTo("pending");
        turn("PT3M");

        assertThat(here.asked()).isEqualTo(2);
        assertThat(here.prober.last().isHard()).isTrue();
    }

    @ParameterizedTest(name = "hard-timeout-is = {0}, timed out: {1}")
    @CsvSource({"unknown, true, UNKNOWN", "not_found, true, NOT_FOUND", "not_found, false, UNKNOWN"})
    void silentHostShouldCountAsTheSettingsSay(String setting, boolean timedOut, Answer answer) {
        Node node = new Node(memory, settings("hard-timeout-is = " + setting));
        node.prepare(ANNA);
        node.tell(FakeProber.result(Answer.UNKNOWN).timedOut(timedOut));

        assertThat(known(ANNA)).isEqualTo(answer);
        assertThat(now(here.service.record(ANNA)).orElseThrow().attempt())
                .isEqualTo(CalloutRecord.Attempt.HARD);
    }

    @Test
    void noMoreThanHalfOfTheProbesShouldBeHardAndTheOldestWorkShouldBeFirst() {
        Node node = new Node(memory, settings("probes = 6"));
        for (int i = 0; i < 5; i++) {
            node.prepare("anna" + i + "@example.org");
            turn("PT1S");
        }
        assertThat(node.asked()).isEqualTo(3);
        assertThat(node.service.health().queued()).isEqualTo(2);
        node.tell(Answer.FOUND);
        assertThat(node.prober.last().request.address()).isEqualTo("anna3@example.org");
        node.tell(Answer.FOUND);
        assertThat(node.prober.last().request.address()).isEqualTo("anna4@example.org");
    }

    @Test
    void workShouldGoOnAfterARestartAndOnlyOnce() {
        here.prepare(ANNA);
        here.prepare("ben@example.com");
        here.tell(greylisted(Duration.ofMinutes(30)));
        here.service.close();
        work();
        here.die();
        assertThat(known(ANNA)).as("a dialogue that we ended tells nothing").isNull();

        Node next = new Node(store, settings());
        turn("PT35M");

        List<String> asked = new ArrayList<>();
        next.prober.asked().forEach(probe -> asked.add(probe.request.address()));
        assertThat(asked).containsExactlyInAnyOrder(ANNA, "ben@example.com");
    }

    @Test
    void workOfADeadNodeShouldBeDoneWhenItsClaimHasEnded() {
        Node other = new Node(memory, settings());
        other.prepare(ANNA);
        assertThat(other.asked()).isEqualTo(1);
        other.die();
        turn("PT15M");
        assertThat(here.asked()).as("it may be alive").isZero();
        turn("PT10M");

        assertThat(here.asked()).isEqualTo(1);
        here.tell(Answer.FOUND);
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNull();
    }

    @Test
    void twoNodesShouldNotDoTheSameWork() {
        here.prepare(ANNA);
        Node other = new Node(memory, settings());
        turn("PT5M");
        assertThat(other.asked()).isZero();
        here.tell(Answer.FOUND);
        turn("PT5M");

        assertThat(other.asked()).isZero();
        assertThat(other.service.health().queued()).isZero();
        assertThat(text(other.ask(ANNA))).isEqualTo("found");
    }

    @Test
    void workShouldWaitInMemoryWhenTheStoreFails() {
        memory.fail("disk full");
        here.ask(ANNA);
        here.tell(Answer.UNKNOWN);
        assertThat(text(here.ask(ANNA))).isEqualTo("pending");
        assertThat(here.asked()).isEqualTo(2);
        here.tell(Answer.NOT_FOUND);

        assertThat(text(here.ask(ANNA))).isEqualTo("not_found");
        memory.fail(null);
        turn("PT2M");
        assertThat(known(ANNA)).as("stored when the store can").isEqualTo(Answer.NOT_FOUND);
        assertThat(here.asked()).as("without another probe").isEqualTo(2);
        assertThat(here.service.health().queued()).isZero();
    }

    @Test
    void answerShouldBeStoredBeforeTheWorkGoes() {
        here.prepare(ANNA);
        store.hold();
        here.prober.tell(FakeProber.result(Answer.FOUND).build());
        work();
        store.letOneGo();
        work();
        store.letOneGo();
        work();

        assertThat(stored(KnownAnswers.TABLE, ANNA)).contains("answer found hard");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNotNull();
        store.letGo();
        work();
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNull();
    }

    @Test
    void domainThatIsNotAskedAnyMoreShouldNotBeAskedInTheBackgroundEither() {
        for (int i = 0; i < 20; i++) {
            know("anna" + i + "@example.org", FakeProber.result(Answer.NOT_FOUND));
        }
        memory.replace(StoreQueue.TABLE, ANNA, null, WorkText.write(new CalloutWork(ANNA, question(ANNA), timer.now(), timer.now(), 0)),
                timer.now().plus(Duration.ofDays(1)));
        turn("PT8M");

        assertThat(here.asked()).isEqualTo(20);
        assertThat(text(here.ask(ANNA))).isEqualTo("unknown");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNull();
    }

    @Test
    void domainsOwnAnswerShouldSpareAProbe() {
        Node node = new Node(memory, settings("probes = 2"));
        node.prepare("ben@example.org");
        node.prepare(ANNA);
        node.tell(ProbeResult.of(Answer.UNROUTABLE, Stage.CONNECT, "a null MX").domainWide(true));

        assertThat(node.asked()).isEqualTo(1);
        assertThat(text(node.ask(ANNA))).isEqualTo("unroutable");
        assertThat(node.service.health().queued()).isZero();
    }
}
