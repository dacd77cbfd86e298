package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;
import static org.dotgate.greylist.Given.request;
import static org.dotgate.greylist.Given.settings;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has to come again, and when. */
class GreylistTest extends GreylistRig {
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
        assertThat(entries()).hasSize(1);
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
    void shadowShouldTakeTheNextMessageForTheRetryHoweverLate() {
        GreylistSettings shadow = settings("mode = shadow");
        assertThat(ask(shadow, request(null)).isDelay()).isTrue();
        assertThat(ask(shadow, request(null)).isDelay()).isTrue();
        turn("PT480H");
        assertThat(ask(shadow, request(null)).isPass()).isTrue();
    }
}
