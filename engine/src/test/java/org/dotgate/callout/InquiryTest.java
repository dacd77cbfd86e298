package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The soft attempt: who gets its answer, and what becomes of it. */
class InquiryTest extends CalloutRig {
    @ParameterizedTest
    @EnumSource(value = Answer.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void definiteAnswerShouldBeStoredAndGiven(Answer answer) {
        CompletableFuture<CalloutResult> given = here.ask(ANNA);
        here.tell(answer);

        assertThat(text(given)).isEqualTo(answer.text());
        CalloutRecord record = now(here.service.record(ANNA)).orElseThrow();
        assertThat(record.answer()).isEqualTo(answer);
        assertThat(record.attempt()).isEqualTo(CalloutRecord.Attempt.SOFT);
        assertThat(record.mx()).isEqualTo("mx.example.org");
        assertThat(record.transcript()).hasSize(2);
        assertThat(record.expires()).isEqualTo(timer.now().plus(settings().ttl(answer)));
        assertThat(stored(Claims.TABLE, ANNA)).as("claim").isNull();
        assertThat(stored(StoreQueue.TABLE, ANNA)).as("work").isNull();
    }

    @Test
    void answerShouldBePendingAndBeLookedForInTheBackgroundWhenTheSoftAttemptTellsNothing() {
        CompletableFuture<CalloutResult> first = here.ask(ANNA);
        here.tell(Answer.UNKNOWN);

        assertThat(text(first)).isEqualTo("pending");
        assertThat(here.asked()).isEqualTo(2);
        assertThat(here.prober.last().isHard()).isTrue();
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNotNull();
        assertThat(text(here.ask(ANNA))).isEqualTo("pending");

        here.tell(Answer.FOUND);

        assertThat(text(here.ask(ANNA))).isEqualTo("found");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNull();
        assertThat(here.asked()).isEqualTo(2);
    }

    @Test
    void probeShouldBeAsTheSettingsSay() {
        Node node = new Node(memory, settings("helo = mx.example.com", "senders = <>, verify@example.net", "port = 2525",
                "allow-private = yes", "per-mx-connections = 3", "soft = rcpt 7s", "soft-total = 9s"));
        node.ask("Anna+x@Example.org");

        ProbeRequest request = node.prober.last().request;
        assertThat(request.address()).isEqualTo("Anna+x@Example.org");
        assertThat(request.helo()).isEqualTo("mx.example.com");
        assertThat(request.senders()).containsExactly("", "verify@example.net");
        assertThat(request.port()).isEqualTo(2525);
        assertThat(request.allowPrivate()).isTrue();
        assertThat(request.catchAll()).isTrue();
        assertThat(request.perMx().connections()).isEqualTo(3);
        assertThat(request.timeouts().of(Stage.RCPT)).isEqualTo(Duration.ofSeconds(7));
        assertThat(request.timeouts().total()).isEqualTo(Duration.ofSeconds(9));

        here.ask("ben@example.com");
        assertThat(here.prober.last().request.helo()).as("James's").isEqualTo("mx.example.net");
    }

    @Test
    void domainThatTellsAddressesApartShouldNotBeTestedForThatAgain() {
        know("ben@example.org", FakeProber.result(Answer.FOUND).tellsAddressesApart(true));
        here.ask(ANNA);
        assertThat(here.prober.last().request.catchAll()).isFalse();

        turn("PT167H");
        here.ask("carl@example.org");
        assertThat(here.prober.last().request.catchAll()).as("as good as expired").isTrue();
    }

    @Test
    void allWhoAskMeanwhileShouldGetTheAnswerOfTheOneProbe() {
        CompletableFuture<CalloutResult> first = here.ask(ANNA);
        CompletableFuture<CalloutResult> second = here.ask("ANNA@example.org");
        CompletableFuture<CalloutResult> third = here.ask(ANNA);
        first.cancel(true);
        here.tell(Answer.NOT_FOUND);

        assertThat(here.asked()).isEqualTo(1);
        assertThat(first).isCancelled();
        assertThat(text(second)).isEqualTo("not_found");
        assertThat(text(third)).isEqualTo("not_found");
    }

    @Test
    void missingAddressShouldNotSpeakForAnotherWithTheSameKey() {
        CompletableFuture<CalloutResult> invented = here.ask("anna+x@example.org");
        CompletableFuture<CalloutResult> real = here.ask(ANNA);
        here.tell(Answer.NOT_FOUND);

        assertThat(text(invented)).isEqualTo("not_found");
        assertThat(text(real)).isEqualTo("pending");
        CompletableFuture<CalloutResult> retry = here.ask(ANNA);
        here.tell(Answer.FOUND);
        assertThat(text(retry)).isEqualTo("found");
        assertThat(text(here.ask("anna+x@example.org"))).as("a good answer speaks for all").isEqualTo("found");
    }

    @Test
    void clientShouldNotWaitLongerWhenTheProberDoes() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        turn("PT20.4S");
        assertThat(text(answer)).isEqualTo("nothing");
        turn("PT0.2S");

        assertThat(text(answer)).isEqualTo("pending");
        assertThat(here.prober.asked().get(0).result).isCancelled();
        assertThat(here.asked()).as("the hard attempt").isEqualTo(2);
    }

    @Test
    void senderShouldBeAskedAboutLaterWhenTooManyProbesAreUnderWay() {
        Node node = new Node(memory, settings("probes = 4"));
        for (int i = 0; i < 4; i++) {
            node.ask("anna" + i + "@example.com");
        }
        assertThat(text(node.ask(ANNA))).isEqualTo("pending");
        assertThat(node.asked()).isEqualTo(4);

        node.tell(Answer.FOUND);

        assertThat(node.asked()).isEqualTo(5);
        assertThat(node.prober.last().isHard()).isTrue();
        node.prepare("ben@example.org");
        assertThat(node.asked()).as("no fifth at a time").isEqualTo(5);
        node.tell(Answer.FOUND);
        assertThat(text(node.ask(ANNA))).isEqualTo("found");
        assertThat(node.prober.last().request.address()).isEqualTo("ben@example.org");
    }

    @Test
    void answerOfAnotherNodeShouldBeSeenSoon() {
        Node other = new Node(memory, settings());
        other.ask(ANNA);
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        other.tell(Answer.NOT_FOUND);
        assertThat(text(answer)).isEqualTo("nothing");
        turn("PT0.3S");

        assertThat(text(answer)).isEqualTo("not_found");
        assertThat(here.asked()).isZero();
    }

    @Test
    void answerShouldBePendingWhenAnotherNodeHasTroubleToFindOne() {
        Node other = new Node(memory, settings());
        other.ask(ANNA);
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        other.tell(Answer.UNKNOWN);
        turn("PT0.3S");

        assertThat(text(answer)).isEqualTo("pending");
        assertThat(here.asked()).isZero();
    }

    @Test
    void workShouldBeQueuedHereWhenAnotherNodeDiesAndItsClaimShouldEnd() {
        Node other = new Node(memory, settings());
        other.ask(ANNA);
        other.die();
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        turn("PT20.5S");
        assertThat(text(answer)).isEqualTo("pending");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNotNull();
        assertThat(here.asked()).as("the other might live").isZero();

        turn("PT25S");
        assertThat(here.asked()).isEqualTo(1);
        here.tell(Answer.FOUND);
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
    }

    @Test
    void whatIsPreparedShouldBeQueuedWhenAnotherNodeIsAtIt() {
        Node other = new Node(memory, settings());
        other.ask(ANNA);
        here.prepare(ANNA);
        assertThat(stored(StoreQueue.TABLE, ANNA)).as("the other may be killed").isNotNull();
        other.tell(Answer.FOUND);
        turn("PT1M");

        assertThat(here.asked()).as("the answer was there first").isZero();
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNull();
    }

    @Test
    void clientShouldNotBeToldToComeAgainBeforeTheWorkIsStored() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        store.hold();
        here.tell(Answer.UNKNOWN);
        turn("PT20.6S");
        assertThat(text(answer)).isEqualTo("nothing");

        store.letGo();
        work();

        assertThat(text(answer)).isEqualTo("pending");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNotNull();
    }

    @Test
    void clientShouldPassWhenTheWorkCannotBeStoredInTime() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        store.hold();
        here.tell(Answer.UNKNOWN);
        turn("PT21S");

        assertThat(text(answer)).isEqualTo("unknown");
    }

    @Test
    void softAttemptShouldTakeNoLongerThanTheClientHasTime() {
        here.service.ask(settings(), question(ANNA), Duration.ofSeconds(12));
        work();

        assertThat(here.prober.last().request.timeouts().total()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void softAttemptShouldEndForAllWhenOneWhoWaitsHasLessTime() {
        CompletableFuture<CalloutResult> first = here.ask(ANNA);
        CompletableFuture<CalloutResult> second = here.service.ask(settings(), question(ANNA), Duration.ofSeconds(12));
        turn("PT12.5S");

        assertThat(here.prober.asked().get(0).result).isCancelled();
        assertThat(text(second)).isEqualTo("pending");
        assertThat(text(first)).isEqualTo("pending");
        assertThat(stored(StoreQueue.TABLE, ANNA)).isNotNull();
    }

    @Test
    void whatIsPreparedShouldBeAskedOnceAndOnlyIfNothingIsKnown() {
        here.prepare(ANNA);
        here.prepare(ANNA);
        assertThat(here.asked()).isEqualTo(1);
        assertThat(here.prober.last().isHard()).isTrue();
        here.tell(Answer.FOUND);
        here.prepare(ANNA);
        assertThat(here.asked()).isEqualTo(1);
        assertThat(text(here.ask(ANNA))).isEqualTo("found");

        here.ask("ben@example.com");
        here.prepare("ben@example.com");
        assertThat(here.asked()).as("a soft attempt is under way").isEqualTo(2);
    }

    @Test
    void goodAnswerShouldBeRenewedWhileItIsUsed() {
        know(ANNA, FakeProber.result(Answer.FOUND));
        turn("PT160H");
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
        here.ask(ANNA);
        assertThat(here.asked()).isEqualTo(2);
        here.tell(Answer.FOUND);
        turn("PT160H");

        assertThat(text(here.ask(ANNA))).isEqualTo("found");
    }

    @Test
    void renewalThatTellsNothingShouldLeaveTheGoodAnswerAndBeTriedAnHourLater() {
        know(ANNA, FakeProber.result(Answer.FOUND));
        turn("PT160H");
        here.ask(ANNA);
        here.tell(Answer.UNKNOWN);

        assertThat(text(here.ask(ANNA))).isEqualTo("found");
        assertThat(here.asked()).isEqualTo(2);
        turn("PT1H");
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
        assertThat(here.asked()).isEqualTo(3);
        here.tell(Answer.NOT_FOUND);
        assertThat(text(here.ask(ANNA))).as("until it expires").isEqualTo("found");
        turn("PT8H");
        assertThat(text(here.ask(ANNA))).isEqualTo("nothing");
    }

    @Test
    void whatIsForgottenShouldBeAskedAgainOnAllNodesWithinAMinute() {
        Node other = new Node(memory, settings());
        know(ANNA, FakeProber.result(Answer.UNROUTABLE).domainWide(true));
        assertThat(text(other.ask(ANNA))).isEqualTo("unroutable");

        assertThat(now(here.service.forget(ANNA))).isTrue();
        assertThat(now(here.service.forget(ANNA))).isFalse();

        assertThat(text(other.ask(ANNA))).as("still in memory").isEqualTo("unroutable");
        turn("PT60S");
        assertThat(text(other.ask(ANNA))).isEqualTo("nothing");
        other.tell(Answer.FOUND);
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
    }

    @Test
    void clientsShouldBeAnsweredWhenItEnds() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        here.service.close();

        assertThat(text(answer)).isEqualTo("pending");
        assertThat(text(here.ask("ben@example.com"))).isEqualTo("pending");
        assertThat(here.prober.underWay()).isZero();
    }

    @Test
    void workLeftToOthersShouldNeverBeDoneHere() {
        StoreQueue queue = new StoreQueue(memory, timer, new StoreTrouble(), 10);
        Node node = new Node(settings("server = redis"), queue);
        CompletableFuture<CalloutResult> answer = node.ask(ANNA);
        node.tell(Answer.UNKNOWN);
        turn("PT1H");

        assertThat(text(answer)).isEqualTo("pending");
        assertThat(node.asked()).isEqualTo(1);
        assertThat(node.service.health().queued()).isEqualTo(1);
        assertThat(node.service.health().problem()).isEmpty();
        assertThat(text(node.ask(ANNA))).as("nobody does it").isEqualTo("unknown");
        assertThat(node.service.health().problem().orElse("")).contains("calloutd");
    }
}
