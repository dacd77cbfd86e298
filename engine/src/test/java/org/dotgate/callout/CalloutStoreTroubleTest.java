package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that fails, or takes its time: no client waits for it longer than for a host, and no mail is kept off for good. */
class CalloutStoreTroubleTest extends CalloutRig {
    @ParameterizedTest
    @EnumSource(value = Answer.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void softAnswerShouldBeGivenAndRememberedHereWhenTheStoreFails(Answer answer) {
        memory.fail("disk full");
        CompletableFuture<CalloutResult> given = here.ask(ANNA);
        here.tell(answer);

        assertThat(text(given)).isEqualTo(answer.text());
        assertThat(text(here.ask(ANNA))).isEqualTo(answer.text());
        turn("PT2M");
        assertThat(text(here.ask(ANNA))).isEqualTo(answer.text());
        assertThat(here.asked()).isEqualTo(1);
        memory.fail(null);
        turn("PT2M");
        assertThat(text(here.ask(ANNA))).isEqualTo(answer.text());
        assertThat(stored(KnownAnswers.TABLE, ANNA)).as("offered again when it is used").contains("answer " + answer.text());
    }

    @Test
    void answerShouldBeUnknownWhenTheStoreIsSlowerThanTheClientWaits() {
        store.hold();
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        turn("PT20.6S");

        assertThat(text(answer)).isEqualTo("unknown");
        store.letGo();
        work();
        assertThat(here.asked()).as("nobody waits any more").isZero();
        assertThat(text(here.ask(ANNA))).isEqualTo("nothing");
        assertThat(here.asked()).isEqualTo(1);
    }

    @Test
    void answerShouldBeGivenInTimeWhenItCannotBeStoredInTime() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        store.hold();
        here.tell(Answer.NOT_FOUND);
        assertThat(text(answer)).as("stored first").isEqualTo("nothing");
        turn("PT20.6S");

        assertThat(text(answer)).isEqualTo("not_found");
        store.letGo();
        work();
        assertThat(stored(KnownAnswers.TABLE, ANNA)).contains("answer not_found");
    }

    @Test
    void answerShouldBeUnknownWhenNoMoreWorkIsTaken() {
        StoreQueue full = new StoreQueue(memory, timer, new StoreTrouble(), 1);
        Node node = new Node(settings(), full);
        node.prepare("ben@example.com");
        CompletableFuture<CalloutResult> answer = node.ask(ANNA);
        node.tell(Answer.UNKNOWN);

        assertThat(text(answer)).isEqualTo("unknown");
        assertThat(answer.getNow(null).reason()).contains("too much");
        assertThat(stored(Claims.TABLE, ANNA)).isNull();
    }

    @Test
    void answerShouldBeUnknownWhenTheQueueFails() {
        Node node = new Node(settings(), new BrokenQueue());
        CompletableFuture<CalloutResult> answer = node.ask(ANNA);
        node.tell(Answer.UNKNOWN);

        assertThat(text(answer)).isEqualTo("unknown");
        CompletableFuture<CalloutResult> late = node.ask("ben@example.com");
        turn("PT20.6S");
        assertThat(text(late)).as("it could not be asked about later").isEqualTo("unknown");
    }

    /** A queue whose store fails. */
    private static final class BrokenQueue implements CalloutQueue {
        @Override
        public CompletionStage<Boolean> add(CalloutWork work) {
            return CompletableFuture.failedFuture(new StoreException("gone"));
        }

        @Override
        public CompletionStage<Optional<CalloutWork>> find(String key) {
            return CompletableFuture.failedFuture(new StoreException("gone"));
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void operatorsShouldBeToldWhenTheStoreFails() {
        know(ANNA, FakeProber.result(Answer.FOUND));
        memory.fail("disk full");

        assertThat(here.service.record(ANNA).toCompletableFuture()).isCompletedExceptionally();
        assertThat(here.service.forget(ANNA).toCompletableFuture()).isCompletedExceptionally();
        assertThat(here.service.list("", 10).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void goodAnswerShouldStayWhateverOtherNodesAreTold() {
        Node other = new Node(memory, settings());
        CompletableFuture<CalloutResult> mine = here.ask(ANNA);
        // both ask, since the claim was lost
        memory.replace(Claims.TABLE, ANNA, stored(Claims.TABLE, ANNA), null, null);
        CompletableFuture<CalloutResult> others = other.ask(ANNA);
        here.tell(Answer.FOUND);
        other.tell(Answer.NOT_FOUND);

        assertThat(text(mine)).isEqualTo("found");
        assertThat(text(others)).as("what is known is better").isEqualTo("found");
        assertThat(stored(KnownAnswers.TABLE, ANNA)).contains("answer found");
    }

    @Test
    void listShouldGoOnBehindWhatCannotBeRead() {
        List<String> addresses = List.of("a@example.org", "b@example.org", "c@example.org", "d@example.org");
        addresses.forEach(address -> know(address, FakeProber.result(Answer.FOUND)));
        for (String address : List.of("b@example.org", "c@example.org")) {
            memory.replace(KnownAnswers.TABLE, address, stored(KnownAnswers.TABLE, address), "?", timer.now().plus(Duration.ofDays(1)));
        }

        assertThat(now(here.service.list("", 1))).extracting(CalloutRecord::address).containsExactly("a@example.org");
        assertThat(now(here.service.list("a@example.org", 1))).extracting(CalloutRecord::address).containsExactly("d@example.org");
        assertThat(now(here.service.list("d@example.org", 1))).isEmpty();
    }

    @Test
    void faultOfTheProbersShouldLeaveNobodyWaiting() {
        CompletableFuture<CalloutResult> answer = here.ask(ANNA);
        here.prober.last().result.completeExceptionally(new IllegalStateException("a fault"));
        work();

        assertThat(text(answer)).isEqualTo("pending");
        here.prober.last().result.completeExceptionally(new IllegalStateException("a fault"));
        work();
        assertThat(text(here.ask(ANNA))).isEqualTo("pending");
        turn("PT2M");
        here.tell(Answer.FOUND);
        assertThat(text(here.ask(ANNA))).isEqualTo("found");
    }
}
