package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Match;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreylistCheckTest {
    private static final String COME_BACK = "451 4.7.1 Greylisted, please come back in 300 seconds";

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore memory = new MemoryStore(timer);
    private final HeldStore store = new HeldStore(memory);
    private final QueuedWorkers workers = new QueuedWorkers();
    private final Greylist greylist = new Greylist(store, timer, Runnable::run);
    private final FakeDns dns = new FakeDns();
    private CompletionStage<SpfResult> spfResult = CompletableFuture.completedFuture(SpfResult.NONE);
    private int spfQuestions;
    private int reads;
    private IOException unreadable;

    private Likeness likeness(Match match, BytesMessage message) throws IOException {
        reads++;
        if (unreadable != null) {
            throw unreadable;
        }
        return Likeness.parse(match.name().toLowerCase(Locale.ROOT) + message.size());
    }

    private GreylistCheck check(String... lines) {
        return check("timeout = 2s", lines);
    }

    private GreylistCheck check(String storeLine, String[] lines) {
        Spf spf = (client, helo, sender) -> {
            spfQuestions++;
            return spfResult;
        };
        return new GreylistCheck(Given.settings(lines), Given.store(storeLine), greylist, dns, spf,
                (match, message) -> likeness(match, (BytesMessage) message), timer, workers);
    }

    private static Client client(String address) {
        return Client.at(Given.address(address)).helo("mx.example.org").build();
    }

    private static GreylistResult now(CompletableFuture<GreylistResult> result) {
        assertThat(result).as("known at once").isDone();
        return result.join();
    }

    private GreylistResult dot(GreylistCheck check, String client, String sender, String content, String... recipients) {
        return now(check.atDot(client(client), new Envelope(sender, List.of(recipients)), new BytesMessage(content)));
    }

    private GreylistResult rcpt(GreylistCheck check, String client, String sender, String recipient) {
        return now(check.atRecipient(client(client), sender, recipient));
    }

    private static String told(GreylistResult result) {
        return result.refusal().map(Object::toString).orElse("nothing");
    }

    @Test
    void messageShouldBeToldToComeBackAndThenPassWithAHeader() {
        GreylistCheck check = check();
        GreylistResult first = dot(check, "192.0.2.7", ANNA, "hello", BEN);
        assertThat(told(first)).isEqualTo(COME_BACK);
        assertThat(first.header()).isEmpty();
        timer.turn(Duration.ofMillis(1));
        assertThat(told(dot(check, "192.0.2.8", ANNA, "hello", BEN))).isEqualTo(COME_BACK);
        timer.turn(Duration.ofSeconds(311));
        assertThat(told(dot(check, "192.0.2.9", ANNA, "something else", BEN))).isEqualTo(COME_BACK);

        GreylistResult passed = dot(check, "192.0.2.9", ANNA, "hello", BEN);

        assertThat(told(passed)).isEqualTo("nothing");
        assertThat(passed.header()).contains("delayed 311 seconds");
        assertThat(dot(check, "192.0.2.9", ANNA, "hello", BEN).header()).isEmpty();
    }

    @Test
    void messageShouldNotBeReadNorLookedUpWhenItsNetworkHasPassed() {
        GreylistCheck check = check();
        passes(check, "192.0.2.7");
        int asked = spfQuestions;
        int read = reads;
        int gets = store.gets;

        assertThat(told(dot(check, "192.0.2.7", ANNA, "more", BEN))).isEqualTo("nothing");

        assertThat(spfQuestions).isEqualTo(asked);
        assertThat(reads).isEqualTo(read);
        assertThat(store.gets).isEqualTo(gets + 1);
        assertThat(workers.waiting()).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void messageShouldNotBeReadWhenOnlyTheEnvelopeCounts() {
        GreylistCheck check = check("match = envelope");
        dot(check, "192.0.2.7", ANNA, "hello", BEN);
        timer.turn(Duration.ofMinutes(5));

        assertThat(told(dot(check, "192.0.2.7", ANNA, "other", BEN))).isEqualTo("nothing");
        assertThat(reads).isZero();
    }

    @ParameterizedTest(name = "at = {0}: {3} to {4} at RCPT: {1}, at the dot: {2}")
    @CsvSource({
        "dot,  passes,  delayed, anna@example.org, ben@example.net",
        "dot,  passes,  delayed, '',               ben@example.net",
        "rcpt, delayed, passes,  anna@example.org, ben@example.net",
        "rcpt, passes,  delayed, '',               ben@example.net",
        "rcpt, passes,  delayed, anna@example.org, PostMaster",
        "rcpt, passes,  delayed, anna@example.org, postmaster@example.net",
        "rcpt, passes,  delayed, anna@example.org, Abuse@example.net",
        "rcpt, delayed, passes,  anna@example.org, abuse.team@example.net",
    })
    void messageShouldBeJudgedOnceAndInTheRightPlace(String at, String rcpt, String dot, String sender, String recipient) {
        GreylistCheck check = check("at = " + at);

        assertThat(told(rcpt(check, "192.0.2.7", sender, recipient))).isEqualTo(rcpt.equals("passes") ? "nothing" : COME_BACK);
        assertThat(told(dot(check, "192.0.2.7", sender, "hello", recipient))).isEqualTo(dot.equals("passes") ? "nothing" : COME_BACK);
    }

    @Test
    void dotShouldJudgeOnlyTheRecipientsThatWereNotJudgedBefore() {
        GreylistCheck check = check("at = rcpt");
        dot(check, "192.0.2.7", ANNA, "hello", BEN, "postmaster@example.net");

        assertThat(greylist.list("", "", 10).toCompletableFuture().join()).extracting(GreylistEntry::recipient)
                .containsExactly("postmaster@example.net");
    }

    @Test
    void retryShouldPassFromAnywhereWhenSpfVouchesForTheSender() {
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);
        GreylistCheck check = check();
        dot(check, "192.0.2.7", ANNA, "hello", BEN);
        timer.turn(Duration.ofMinutes(5));

        assertThat(told(dot(check, "198.51.100.9", ANNA, "hello", BEN))).isEqualTo("nothing");
        assertThat(told(dot(check, "203.0.113.9", ANNA, "other", BEN))).isEqualTo("nothing");
        assertThat(greylist.list("", "", 10).toCompletableFuture().join()).extracting(GreylistEntry::origin)
                .containsExactly("spf:example.org");
    }

    @Test
    void domainShouldBeThatOfHeloForTheNullSender() {
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);
        dot(check(), "192.0.2.7", "", "hello", BEN);

        assertThat(greylist.list("", "", 10).toCompletableFuture().join()).extracting(GreylistEntry::origin)
                .containsExactly("spf:mx.example.org");
    }

    @ParameterizedTest
    @CsvSource({"NONE", "NEUTRAL", "FAIL", "SOFTFAIL", "TEMPERROR", "PERMERROR"})
    void originShouldBeTheNetworkWhenSpfDoesNotPass(SpfResult result) {
        spfResult = CompletableFuture.completedFuture(result);
        dot(check(), "192.0.2.7", ANNA, "hello", BEN);

        assertThat(greylist.list("", "", 10).toCompletableFuture().join()).extracting(GreylistEntry::origin)
                .containsExactly("192.0.2.0/24");
    }

    @Test
    void retryShouldPassThoughSpfVouchesOnlyNow() {
        GreylistCheck check = check();
        spfResult = CompletableFuture.completedFuture(SpfResult.TEMPERROR);
        dot(check, "192.0.2.7", ANNA, "hello", BEN);
        timer.turn(Duration.ofMinutes(5));
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);

        assertThat(told(dot(check, "192.0.2.7", ANNA, "hello", BEN))).isEqualTo("nothing");
    }

    @Test
    void spfShouldBeAskedOnceForTheRecipientsOfAMessage() {
        GreylistCheck check = check("at = rcpt");
        for (int i = 0; i < 50; i++) {
            rcpt(check, "192.0.2.7", ANNA, "r" + i + "@example.net");
        }
        assertThat(spfQuestions).isEqualTo(1);
        timer.turn(Duration.ofMinutes(11));
        rcpt(check, "192.0.2.7", ANNA, "r@example.net");
        assertThat(spfQuestions).isEqualTo(2);
    }

    @Test
    void spfShouldNotBeAskedWhenItIsOff() {
        dot(check("spf = no"), "192.0.2.7", ANNA, "hello", BEN);

        assertThat(spfQuestions).isZero();
    }

    @Test
    void onlySuspiciousClientsShouldBeDelayedWhenTold() {
        dns.with("192.0.2.7", "mx.example.org").host("mx.example.org", "192.0.2.7");
        GreylistCheck check = check("suspicious-only = yes");

        assertThat(told(dot(check, "192.0.2.7", ANNA, "hello", BEN))).isEqualTo("nothing");
        assertThat(spfQuestions + reads).as("spared").isZero();
        assertThat(told(dot(check, "192.0.2.8", ANNA, "hello", BEN))).isEqualTo(COME_BACK);
    }

    @Test
    void clientShouldCountAsSuspiciousWhenDnsTakesTooLong() {
        dns.holds = true;
        CompletableFuture<GreylistResult> result = check("suspicious-only = yes")
                .atRecipient(client("192.0.2.7"), ANNA, BEN);
        assertThat(result).as("at = dot").isDone();

        CompletableFuture<GreylistResult> slow = check("at = rcpt", "suspicious-only = yes").atRecipient(client("192.0.2.7"), ANNA, BEN);
        timer.turn(Duration.ofMillis(4_999));
        workers.run();
        assertThat(slow).isNotDone();
        timer.turn(Duration.ofMillis(1));
        assertThat(slow).as("not on the timer's thread").isNotDone();
        workers.run();
        assertThat(told(slow.join())).isEqualTo(COME_BACK);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void spfShouldCountAsNoneWhenItTakesTooLong() {
        spfResult = new CompletableFuture<>();
        CompletableFuture<GreylistResult> slow = check("at = rcpt").atRecipient(client("192.0.2.7"), ANNA, BEN);
        timer.turn(Duration.ofSeconds(5));
        workers.run();

        assertThat(told(slow.join())).isEqualTo(COME_BACK);
    }

    @Test
    void messageShouldBeReadOnAWorkerWhenSpfHadToBeWaitedFor() {
        CompletableFuture<SpfResult> late = new CompletableFuture<>();
        spfResult = late;
        CompletableFuture<GreylistResult> result = check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        late.complete(SpfResult.PASS);
        assertThat(reads).isZero();
        workers.run();

        assertThat(reads).isEqualTo(1);
        assertThat(told(result.join())).isEqualTo(COME_BACK);
    }

    @ParameterizedTest(name = "on-failure = {0}")
    @CsvSource({"pass, nothing", "tempfail, '451 4.3.0 Greylist not available, please try again later'"})
    void storeThatFailsShouldBeAnsweredAsConfigured(String onFailure, String told) {
        GreylistCheck check = check("on-failure = " + onFailure, new String[0]);
        memory.fail("disk full");

        GreylistResult result = dot(check, "192.0.2.7", ANNA, "hello", BEN);

        assertThat(told(result)).isEqualTo(told);
        assertThat(result.answer().isUnavailable()).isTrue();
        assertThat(greylist.unavailable()).isEqualTo(1);
    }

    @Test
    void storeThatNeverAnswersShouldCountAsFailed() {
        GreylistCheck check = check("on-failure = tempfail", new String[0]);
        store.hold();
        CompletableFuture<GreylistResult> result = check.atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        timer.turn(Duration.ofSeconds(9));
        workers.run();

        assertThat(told(result.join())).startsWith("451 4.3.0");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void workShouldEndWhenItIsCancelled() {
        store.hold();
        CompletableFuture<GreylistResult> result = check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello"));
        result.cancel(false);
        assertThat(timer.pending()).isZero();
        store.letGo();
        workers.run();

        assertThat(spfQuestions + reads + store.replaces).isZero();
    }

    @Test
    void failureShouldBeToldWhenTheMessageCannotBeRead() {
        unreadable = new IOException("spool is gone");

        assertThat(check().atDot(client("192.0.2.7"), new Envelope(ANNA, List.of(BEN)), new BytesMessage("hello")))
                .failsWithin(Duration.ZERO).withThrowableThat().withCause(unreadable);
    }

    @Test
    void knownLookingClientsShouldNotBeDelayedAgainWhenTheStoreWasLost() {
        GreylistCheck check = check("match = envelope");
        dns.with("192.0.2.7", "mx.example.org").host("mx.example.org", "192.0.2.7");
        memory.lose();
        timer.turn(Duration.ofMinutes(59));

        assertThat(told(dot(check, "192.0.2.7", ANNA, "hello", BEN))).as("reverse DNS in order").isEqualTo("nothing");
        assertThat(told(dot(check, "198.51.100.7", ANNA, "hello", BEN))).as("nothing in order").isEqualTo(COME_BACK);
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);
        assertThat(told(dot(check, "198.51.100.7", "carl@example.org", "hello", BEN))).as("SPF").isEqualTo("nothing");
        timer.turn(Duration.ofMinutes(1));
        spfResult = CompletableFuture.completedFuture(SpfResult.NONE);
        assertThat(told(dot(check, "192.0.2.7", ANNA, "hello", BEN))).as("written down").isEqualTo("nothing");
        assertThat(told(dot(check, "192.0.2.7", "dora@example.org", "hello", BEN))).as("grace is over").isEqualTo(COME_BACK);
    }

    @Test
    void nobodyShouldBeSparedAfterALossWhenGraceIsOff() {
        dns.with("192.0.2.7", "mx.example.org").host("mx.example.org", "192.0.2.7");
        memory.lose();

        assertThat(told(dot(check("grace = off"), "192.0.2.7", ANNA, "hello", BEN))).isEqualTo(COME_BACK);
    }

    @Test
    void shadowShouldDelayNobody() {
        GreylistCheck check = check("mode = shadow");
        GreylistResult first = dot(check, "192.0.2.7", ANNA, "hello", BEN);
        assertThat(told(first)).isEqualTo("nothing");
        assertThat(first.answer().isDelay()).isTrue();
        assertThat(first).hasToString("shadow: delay 300s (first attempt)");
        timer.turn(Duration.ofMinutes(5));
        GreylistResult next = dot(check, "192.0.2.7", ANNA, "the next message", BEN);
        assertThat(next.answer().isPass()).as("it stands for the retry").isTrue();
        assertThat(next.header()).as("nobody was kept waiting").isEmpty();
    }

    @Test
    void shadowShouldDelayNobodyWhenTheStoreFails() {
        memory.fail("disk full");

        assertThat(told(dot(check("on-failure = tempfail", new String[] {"mode = shadow"}), "192.0.2.7", ANNA, "hello", BEN)))
                .isEqualTo("nothing");
    }

    private void passes(GreylistCheck check, String client) {
        dot(check, client, ANNA, "hello", BEN);
        timer.turn(Duration.ofMinutes(5));
        assertThat(told(dot(check, client, ANNA, "hello", BEN))).isEqualTo("nothing");
    }
}
