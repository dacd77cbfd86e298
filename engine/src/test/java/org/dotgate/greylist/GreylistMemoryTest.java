package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;
import static org.dotgate.greylist.Given.request;
import static org.dotgate.greylist.Given.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, for how long, and how much of it. */
class GreylistMemoryTest extends GreylistRig {
    @Test
    void networkShouldNotBeDelayedAgainWhenItHasPassedOften() {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(settings(), request(NETWORK, "s" + i + "@example.org", "c", BEN)).isDelay()).isTrue();
            passes(NETWORK, "s" + i + "@example.org", BEN);
        }
        GreylistAnswer answer = ask(settings(), request(NETWORK, "new@example.org", "c", "new@example.net"));
        assertThat(answer.isPass()).isTrue();
        assertThat(answer.delayed()).isZero();
        assertThat(ask(settings("auto-pass = 6"), request(NETWORK, "new@example.org", "c", BEN)).isDelay()).isTrue();
        assertThat(ask(settings("auto-pass = off"), request(NETWORK, "new@example.org", "c", BEN)).isDelay()).isTrue();
        assertThat(ask(settings(), request("198.51.100.0/24", "new@example.org", "c", BEN)).isDelay()).isTrue();
        turn("PT839H");
        assertThat(ask(settings(), request(NETWORK, "newer@example.org", "c", BEN)).isPass()).isTrue();
        turn("PT839H");
        assertThat(ask(settings(), request(NETWORK, "newest@example.org", "c", BEN)).isPass()).as("refreshed").isTrue();
        turn("PT840H");
        assertThat(ask(settings(), request(NETWORK, "late@example.org", "c", BEN)).isDelay()).as("expired").isTrue();
    }

    @Test
    void networkShouldBeCountedOnceForAMessageHoweverOftenItComes() {
        GreylistRequest request = request(NETWORK, ANNA, "c1", BEN, "dora@example.net", "emil@example.net");
        ask(settings(), request);
        turn("PT5M");
        for (int i = 0; i < 10; i++) {
            assertThat(ask(settings(), request).isPass()).isTrue();
        }
        assertThat(register.origin(NETWORK).toCompletableFuture().join().passes()).isEqualTo(1);
    }

    @Test
    void floodOfOneNetworkShouldStayBoundedAndCheap() {
        GreylistSettings settings = settings();
        String other = "198.51.100.0/24";
        ask(settings, request(other, ANNA, "c1", BEN));
        for (int i = 0; i < 100_000; i++) {
            ask(settings, request(NETWORK, "s" + Integer.toString(i, 36) + "x@spam.example", "c1", BEN));
            timer.turn(Duration.ofNanos(600_000));
        }

        List<GreylistEntry> left = new ArrayList<>(entries(NETWORK));
        assertThat(left).hasSizeBetween(750, 1000);
        assertThat(greylist.forgotten()).isEqualTo(100_000 - left.size());
        left.sort(Comparator.comparing(entry -> entry.first().orElseThrow()));
        assertThat(left.get(left.size() - 1).sender()).as("the newest").isEqualTo("s" + Integer.toString(99_999, 36) + "x@spam.example");
        assertThat(Duration.between(left.get(0).first().orElseThrow(), timer.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(store.lists).as("one in 250 attempts").isLessThanOrEqualTo(410);
        turn("PT5M");
        assertThat(ask(settings, request(other, ANNA, "c1", BEN)).isPass()).as("another network's").isTrue();
    }

    @Test
    void floodShouldNotTakeWhatHasPassed() {
        GreylistSettings settings = settings("pending = 10", "auto-pass = off");
        passes(NETWORK, ANNA, BEN);
        for (int i = 0; i < 100; i++) {
            ask(settings, request(NETWORK, "s" + i + "@spam.example", "c1", BEN));
            assertThat(entries(NETWORK)).hasSizeLessThanOrEqualTo(11);
            turn("PT1S");
        }
        assertThat(ask("c2").isPass()).isTrue();
    }

    @Test
    void listShouldTellWhatIsKnownPageByPage() {
        passes(NETWORK, ANNA, BEN);
        ask(settings(), request("198.51.100.0/24", "", "c1", "postmaster"));

        GreylistPage first = page("", "", 1);
        List<GreylistEntry> second = page("", first.after().orElseThrow(), 5).entries();

        GreylistEntry passed = first.entries().get(0);
        assertThat(passed.origin()).isEqualTo(NETWORK);
        assertThat(passed.sender()).isEqualTo(ANNA);
        assertThat(passed.recipient()).isEqualTo(BEN);
        assertThat(passed.state()).isEqualTo(GreylistEntry.State.PASSED);
        assertThat(passed.passedSince()).contains(timer.now());
        assertThat(passed.first()).contains(timer.now().minus(DELAY));
        assertThat(passed.last()).contains(timer.now());
        assertThat(passed.delay()).contains(DELAY);
        assertThat(passed.passes()).isEqualTo(1);
        assertThat(passed.expires()).isEqualTo(timer.now().plus(Duration.ofDays(35)));
        assertThat(second).extracting(GreylistEntry::sender).containsExactly("<>");
        assertThat(second).extracting(GreylistEntry::state).containsExactly(GreylistEntry.State.WAITING);
        assertThat(second.get(0).expires()).isEqualTo(timer.now().plus(Duration.ofDays(2)));
    }

    @Test
    void deletedEntryShouldBeUnknown() {
        passes(NETWORK, ANNA, BEN);
        String key = entries().get(0).key();

        assertThat(register.delete(key).toCompletableFuture().join()).isTrue();
        assertThat(register.delete(key).toCompletableFuture().join()).isFalse();
        assertThat(register.deleteOrigin(NETWORK).toCompletableFuture().join()).isTrue();
        assertThat(ask("c2").isDelay()).isTrue();
    }

    @Test
    void passShouldBeForgottenWhenNothingComesUntilItsExpiry() {
        passes(NETWORK, ANNA, BEN);
        turn("PT839H59M59.999S");
        assertThat(ask("c2").isPass()).as("just within 35 days").isTrue();
        turn("PT839H59M59S");
        assertThat(ask("c3").isPass()).as("refreshed by the last").isTrue();
        turn("PT840H");
        assertThat(ask("c4").isDelay()).isTrue();
    }

    @Test
    void passShouldBeWrittenAgainOnlyWhenThatGainsADay() {
        passes(NETWORK, ANNA, BEN);
        int before = store.replaces;
        for (int hour = 0; hour < 24; hour++) {
            turn("PT1H");
            ask("c2");
        }
        assertThat(store.replaces).isEqualTo(before);
        turn("PT1H");
        ask("c2");
        assertThat(store.replaces).isEqualTo(before + 1);
        assertThat(entries().get(0).passes()).isEqualTo(2);
    }
}
