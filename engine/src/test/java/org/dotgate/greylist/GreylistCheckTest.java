package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dotgate.spf.SpfResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a message comes from, what is asked about it, and what its client is told. */
class GreylistCheckTest extends CheckRig {
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

        assertThat(entries()).extracting(GreylistEntry::recipient)
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
        assertThat(entries()).extracting(GreylistEntry::origin)
                .containsExactly("spf:example.org");
    }

    @Test
    void networkShouldBecomeRegularTooWhenSpfVouches() {
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);
        GreylistCheck check = check("auto-pass = 2");
        for (int i = 0; i < 2; i++) {
            dot(check, "192.0.2.7", "s" + i + "@example.org", "hello", BEN);
            timer.turn(Duration.ofMinutes(5));
            assertThat(told(dot(check, "192.0.2.7", "s" + i + "@example.org", "hello", BEN))).isEqualTo("nothing");
        }
        int asked = spfQuestions;

        assertThat(told(dot(check, "192.0.2.8", "new@example.com", "hello", BEN))).isEqualTo("nothing");
        assertThat(spfQuestions).as("no need to ask").isEqualTo(asked);
        assertThat(told(dot(check, "198.51.100.7", "new@example.org", "hello", BEN))).as("the domain is one, too").isEqualTo("nothing");
        assertThat(told(dot(check, "198.51.100.7", "new@example.com", "hello", BEN))).isEqualTo(COME_BACK);
    }

    @Test
    void domainShouldBeThatOfHeloForTheNullSender() {
        spfResult = CompletableFuture.completedFuture(SpfResult.PASS);
        dot(check(), "192.0.2.7", "", "hello", BEN);

        assertThat(entries()).extracting(GreylistEntry::origin)
                .containsExactly("spf:mx.example.org");
    }

    @ParameterizedTest
    @CsvSource({"NONE", "NEUTRAL", "FAIL", "SOFTFAIL", "TEMPERROR", "PERMERROR"})
    void originShouldBeTheNetworkWhenSpfDoesNotPass(SpfResult result) {
        spfResult = CompletableFuture.completedFuture(result);
        dot(check(), "192.0.2.7", ANNA, "hello", BEN);

        assertThat(entries()).extracting(GreylistEntry::origin)
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
        assertThat(first.withheld()).as("what was not said").map(Object::toString).hasValue(COME_BACK);
        assertThat(first).hasToString("shadow: delay 300s (first attempt)");
        timer.turn(Duration.ofMinutes(5));
        GreylistResult next = dot(check, "192.0.2.7", ANNA, "the next message", BEN);
        assertThat(next.answer().isPass()).as("it stands for the retry").isTrue();
        assertThat(next.header()).as("nobody was kept waiting").isEmpty();
    }
}
