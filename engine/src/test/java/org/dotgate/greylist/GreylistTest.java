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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.store.Entry;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreylistTest {
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore memory = new MemoryStore(timer);
    private final HeldStore store = new HeldStore(memory);
    private final Greylist greylist = new Greylist(store, timer, Runnable::run);

    private GreylistAnswer ask(GreylistSettings settings, GreylistRequest request) {
        return greylist.ask(settings, request).toCompletableFuture().getNow(null);
    }

    private GreylistAnswer ask(String content) {
        return ask(settings(), request(content));
    }

    private void turn(String duration) {
        timer.turn(Duration.parse(duration));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", value = {
        "at once,                 PT0S,              300, -",
        "early,                   PT1M,              240, -",
        "a part of a second,      PT4M59.001S,         1, -",
        "a millisecond too early, PT4M59.999S,         1, -",
        "in time,                 PT5M,                -, 300",
        "later,                   PT3H0.9S,            -, 10800",
        "just within the window,  PT47H59M59.999S,     -, 172799",
        "after the window,        PT48H,             300, -",
        "long after,              PT1000H,           300, -",
    })
    void retryShouldPassBetweenDelayAndWindow(String label, String after, Long remaining, Long delayed) {
        assertThat(ask("c1").remainingSeconds()).isEqualTo(300);
        turn(after);

        GreylistAnswer answer = ask("c1");

        assertThat(answer.isPass()).isEqualTo(delayed != null);
        if (delayed == null) {
            assertThat(answer.remainingSeconds()).isEqualTo(remaining);
        } else {
            assertThat(answer.delayed().toSeconds()).isEqualTo(delayed);
        }
    }

    @Test
    void earlyRetriesShouldNotRestartTheDelay() {
        ask("c1");
        for (int i = 0; i < 4; i++) {
            turn("PT1M");
            assertThat(ask("c1").remaining()).isEqualTo(Duration.ofMinutes(4 - i));
        }
        turn("PT1M");

        assertThat(ask("c1").delayed()).isEqualTo(DELAY);
        assertThat(store.replaces).as("first attempt, pass, count").isEqualTo(3);
    }

    @Test
    void otherContentShouldWaitForItselfUntilOneHasPassed() {
        ask("c1");
        turn("PT4M");
        assertThat(ask("c2").remaining()).isEqualTo(DELAY);
        turn("PT4M");
        assertThat(ask("c2").remaining()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ask("c1").isPass()).isTrue();
        assertThat(ask("c2").isPass()).isTrue();
        assertThat(ask("c3").isPass()).isTrue();
        assertThat(ask("c3").delayed()).as("a message that was not kept waiting").isZero();
    }

    @Test
    void contentShouldNotMatterWhenItIsNotGiven() {
        ask((String) null);
        turn("PT5M");
        assertThat(ask("c1").isDelay()).as("content where only an envelope is known").isTrue();
        assertThat(ask((String) null).isPass()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another network,   198.51.100.0/24, anna@example.org, ben@example.net",
        "another sender,    192.0.2.0/24,    carl@example.org, ben@example.net",
        "another recipient, 192.0.2.0/24,    anna@example.org, dora@example.net",
        "the null sender,   192.0.2.0/24,    '',               ben@example.net",
    })
    void passShouldHoldForItsOriginSenderAndRecipientOnly(String label, String origin, String sender, String recipient) {
        passes(NETWORK, ANNA, BEN);

        assertThat(ask(settings(), request(origin, sender, "c1", recipient)).isDelay()).isTrue();
    }

    @Test
    void letterCaseAndTokensShouldNotMatter() {
        passes(NETWORK, "list-return-1-ben=example.net@Example.ORG", BEN);

        assertThat(ask(settings(), request(NETWORK, "List-Return-2-Ben=Example.net@example.org", "c2", "BEN@EXAMPLE.NET")).isPass()).isTrue();
    }

    @Test
    void messageShouldPassOnlyWhenAllItsRecipientsLetIt() {
        passes(NETWORK, ANNA, BEN);
        assertThat(ask(settings(), request(NETWORK, ANNA, "c2", BEN, "dora@example.net")).remaining()).isEqualTo(DELAY);
        turn("PT4M");
        assertThat(ask(settings(), request(NETWORK, ANNA, "c2", "dora@example.net", "emil@example.net")).remaining()).isEqualTo(DELAY);
        turn("PT1M");
        assertThat(ask(settings(), request(NETWORK, ANNA, "c2", BEN, "dora@example.net", "emil@example.net")).remaining())
                .as("until the youngest has waited").isEqualTo(Duration.ofMinutes(4));
        GreylistAnswer answer = ask(settings(), request(NETWORK, ANNA, "c2", BEN, "dora@example.net"));
        assertThat(answer.delayed()).isEqualTo(DELAY);
    }

    @Test
    void messageToThousandsShouldTakeOneRecord() {
        List<String> many = IntStream.range(0, 5000).mapToObj(i -> "r" + i + "@example.net").collect(Collectors.toList());
        GreylistRequest request = new GreylistRequest(NETWORK, ANNA, many, null);

        assertThat(ask(settings(), request).isDelay()).isTrue();
        turn("PT5M");

        assertThat(ask(settings(), request).isPass()).isTrue();
        assertThat(greylist.list("", "", 100).toCompletableFuture().join()).hasSize(1);
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

    @Test
    void everyMessageShouldBeDelayedWhenTold() {
        GreylistSettings every = settings("every-message = yes");
        assertThat(ask(every, request("c1")).isDelay()).isTrue();
        turn("PT5M");
        assertThat(ask(every, request("c1")).delayed()).isEqualTo(DELAY);
        assertThat(ask(every, request("c2")).remaining()).isEqualTo(DELAY);
        turn("PT1M");
        assertThat(ask(every, request("c1")).isPass()).as("the same, once more, for the 250 may have been lost").isTrue();
        for (int i = 3; i < 203; i++) {
            assertThat(ask(every, request("c" + i)).isDelay()).isTrue();
        }
        turn("PT5M");
        assertThat(ask(every, request("c202")).isPass()).isTrue();
    }

    @Test
    void everyMessageShouldBeDelayedThoughTheEnvelopeHasPassedBeforeItWasTold() {
        passes(NETWORK, ANNA, BEN);
        GreylistSettings every = settings("every-message = yes");

        assertThat(ask(every, request("c2")).isDelay()).isTrue();
        turn("PT5M");
        assertThat(ask(every, request("c2")).isPass()).isTrue();
        assertThat(ask(settings(), request("c3")).isPass()).as("told no more").isTrue();
    }

    @Test
    void contentShouldMatterNoMoreWhenASenderBuildsEachAttemptAnew() {
        for (int i = 0; i < Standing.MAX_CONTENTS; i++) {
            assertThat(ask("c" + i).remaining()).isEqualTo(DELAY);
            turn("PT10S");
        }
        assertThat(ask("another").remaining()).as("from the first of them").isEqualTo(DELAY.minusSeconds(80));
        turn("PT3M40S");
        assertThat(ask("yet another").delayed()).isEqualTo(DELAY);
    }

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
        assertThat(greylist.clients("", "", 10).toCompletableFuture().join()).extracting(GreylistEntry::passes).containsExactly(1);
    }

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
    void shadowShouldTakeTheNextMessageForTheRetryHoweverLate() {
        GreylistSettings shadow = settings("mode = shadow");
        assertThat(ask(shadow, request(null)).isDelay()).isTrue();
        assertThat(ask(shadow, request(null)).isDelay()).isTrue();
        turn("PT480H");
        assertThat(ask(shadow, request(null)).isPass()).isTrue();
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
    void floodOfOneNetworkShouldStayBoundedAndCheap() {
        GreylistSettings settings = settings();
        String other = "198.51.100.0/24";
        ask(settings, request(other, ANNA, "c1", BEN));
        for (int i = 0; i < 100_000; i++) {
            ask(settings, request(NETWORK, "s" + Integer.toString(i, 36) + "x@spam.example", "c1", BEN));
            timer.turn(Duration.ofNanos(600_000));
        }

        List<GreylistEntry> left = new ArrayList<>(greylist.list(NETWORK + " ", "", 10_000).toCompletableFuture().join());
        assertThat(left).hasSizeBetween(750, 1000);
        assertThat(greylist.forgotten()).isEqualTo(100_000 - left.size());
        left.sort(Comparator.comparing(GreylistEntry::since));
        assertThat(left.get(left.size() - 1).sender()).as("the newest").isEqualTo("s" + Integer.toString(99_999, 36) + "x@spam.example");
        assertThat(Duration.between(left.get(0).since(), timer.now())).isLessThan(Duration.ofSeconds(1));
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
            assertThat(greylist.list(NETWORK, "", 100).toCompletableFuture().join()).hasSizeLessThanOrEqualTo(11);
            turn("PT1S");
        }
        assertThat(ask("c2").isPass()).isTrue();
    }

    @Test
    void listShouldTellWhatIsKnownPageByPage() {
        passes(NETWORK, ANNA, BEN);
        ask(settings(), request("198.51.100.0/24", "", "c1", "postmaster"));

        List<GreylistEntry> first = greylist.list("", "", 1).toCompletableFuture().join();
        List<GreylistEntry> second = greylist.list("", first.get(0).key(), 5).toCompletableFuture().join();

        GreylistEntry passed = first.get(0);
        assertThat(passed.origin()).isEqualTo(NETWORK);
        assertThat(passed.sender()).isEqualTo(ANNA);
        assertThat(passed.recipient()).isEqualTo(BEN);
        assertThat(passed.state()).isEqualTo(GreylistEntry.State.PASSED);
        assertThat(passed.since()).isEqualTo(timer.now());
        assertThat(passed.passes()).isEqualTo(1);
        assertThat(passed.expires()).isEqualTo(timer.now().plus(Duration.ofDays(35)));
        assertThat(second).extracting(GreylistEntry::sender).containsExactly("<>");
        assertThat(second).extracting(GreylistEntry::state).containsExactly(GreylistEntry.State.PENDING);
        assertThat(second.get(0).expires()).isEqualTo(timer.now().plus(Duration.ofDays(2)));
        assertThat(greylist.clients("", "", 5).toCompletableFuture().join()).extracting(GreylistEntry::origin).containsExactly(NETWORK);
    }

    @Test
    void deletedEntryShouldBeUnknown() {
        passes(NETWORK, ANNA, BEN);
        String key = entries().get(0).key();

        assertThat(greylist.delete(key).toCompletableFuture().join()).isTrue();
        assertThat(greylist.delete(key).toCompletableFuture().join()).isFalse();
        assertThat(greylist.deleteClient(NETWORK).toCompletableFuture().join()).isTrue();
        assertThat(ask("c2").isDelay()).isTrue();
    }

    private List<GreylistEntry> entries() {
        return greylist.list("", "", 100).toCompletableFuture().join();
    }

    /** Has a message wait and pass. */
    private void passes(String origin, String sender, String recipient) {
        GreylistRequest request = request(origin, sender, "c-passes", recipient);
        ask(settings(), request);
        turn("PT5M");
        assertThat(ask(settings(), request).isPass()).isTrue();
    }
}
