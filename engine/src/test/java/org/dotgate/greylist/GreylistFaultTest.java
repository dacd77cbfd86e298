package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;
import static org.dotgate.greylist.Given.request;
import static org.dotgate.greylist.Given.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dotgate.store.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a delay when the clock is put, the store fails, or others write meanwhile. */
class GreylistFaultTest extends GreylistRig {
    @ParameterizedTest(name = "put back by a day, {0} after the first attempt")
    @CsvSource({"PT0S", "PT4M", "PT5M", "PT47H"})
    void clockPutBackShouldRestartTheDelayOnceAndNoMore(String after) {
        ask("c1");
        turn(after);
        turn("PT-24H");
        if (after.equals("PT47H")) {
            assertThat(ask("c1").isPass()).as("still in the past").isTrue();
            return;
        }
        assertThat(ask("c1").remaining()).isEqualTo(DELAY);
        turn("PT1M");
        assertThat(ask("c1").remaining()).isEqualTo(Duration.ofMinutes(4));
        turn("PT4M");
        assertThat(ask("c1").isPass()).isTrue();
    }

    @Test
    void clockPutForwardShouldLockNobodyOut() {
        ask("c1");
        turn("PT24H");
        assertThat(ask("c1").isPass()).isTrue();
        ask(settings(), request(NETWORK, "carl@example.org", "c1", BEN));
        turn("PT-24H");
        assertThat(ask("c1").isPass()).as("passed is passed").isTrue();
        assertThat(ask(settings(), request(NETWORK, "carl@example.org", "c1", BEN)).remaining()).isEqualTo(DELAY);
        turn("PT5M");
        assertThat(ask(settings(), request(NETWORK, "carl@example.org", "c1", BEN)).isPass()).isTrue();
    }

    @Test
    void answerShouldBeUnavailableWhenTheStoreFails() {
        memory.fail("disk full");
        GreylistAnswer answer = ask("c1");

        assertThat(answer.isUnavailable()).isTrue();
        assertThat(answer.isPass()).isFalse();
        assertThat(answer.reason()).contains("disk full");
        assertThat(greylist.unavailable()).isEqualTo(1);
        memory.fail(null);
        assertThat(ask("c1").isDelay()).isTrue();
    }

    @Test
    void answerShouldBeUnavailableWhenTheDelayCannotBeWrittenDown() {
        store.hold();
        CompletableFuture<GreylistAnswer> answer = greylist.ask(settings("auto-pass = off"), request("c1")).toCompletableFuture();
        store.letOneGo();
        assertThat(answer).as("before it is written").isNotDone();
        memory.fail("disk full");
        store.letGo();

        assertThat(answer.join().isUnavailable()).isTrue();
    }

    @Test
    void passShouldBeAPassThoughItCannotBeWrittenDown() {
        ask("c1");
        turn("PT5M");
        store.hold();
        CompletableFuture<GreylistAnswer> answer = greylist.ask(settings(), request("c1")).toCompletableFuture();
        store.letOneGo();
        memory.fail("disk full");
        store.letGo();

        assertThat(answer.join().delayed()).isEqualTo(DELAY);
    }

    @Test
    void unreadableRecordShouldCountAsNoneAndBeReplaced() {
        String key = NETWORK + " " + ANNA + " " + BEN;
        memory.replace("greylist", key, null, "9 of another time", timer.now().plusSeconds(3600));

        assertThat(entries().get(0).state()).isEqualTo(GreylistEntry.State.UNREADABLE);
        assertThat(ask("c1").isDelay()).isTrue();
        turn("PT5M");
        assertThat(ask("c1").isPass()).isTrue();
    }

    @Test
    void laterAttemptShouldFindWhatAnotherHasWrittenMeanwhile() {
        store.hold();
        CompletableFuture<GreylistAnswer> one = greylist.ask(settings("auto-pass = off"), request("c1")).toCompletableFuture();
        CompletableFuture<GreylistAnswer> two = greylist.ask(settings("auto-pass = off"), request("c2")).toCompletableFuture();
        store.letGo();

        assertThat(one.join().isDelay()).isTrue();
        assertThat(two.join().isDelay()).isTrue();
        assertThat(memory.get("greylist", entries().get(0).key()).toCompletableFuture().join().map(Entry::value).orElseThrow())
                .contains("c1@", "c2@");
    }

    @Test
    void everyAttemptShouldBeKnownHoweverManyComeAtOnce() {
        store.hold();
        List<CompletableFuture<GreylistAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(greylist.ask(settings("auto-pass = off"), request("c" + i)).toCompletableFuture());
        }
        store.letGo();
        assertThat(answers).allMatch(answer -> answer.join().isDelay());
        turn("PT5M");

        assertThat(entries()).hasSize(1);
        assertThat(ask(settings("auto-pass = off"), request("c29")).isPass()).as("the last to be written").isTrue();
    }
}
