package org.dotgate.callout.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "at the start            | 5.1.1 gone                     | 5.1.1",
        "behind a number sign    | #5.1.1 gone                    | 5.1.1",
        "at the end, as qmail    | gone (#5.1.1)                  | 5.1.1",
        "three digits            | 5.7.606 banned                 | 5.7.606",
        "nothing behind          | 5.1.1                          | 5.1.1",
        "an address of a host    | 5.1.1.2 is not welcome         | ''",
        "a version in the middle | mail server 5.1.1 says no      | ''",
        "another class           | 4.1.1 gone                     | ''",
        "none                    | gone                           | ''",
    })
    void enhancedCodeShouldBeReadFrom(String where, String text, String code) {
        assertThat(ReplyText.of(RemoteReply.of(550, text)).enhanced()).isEqualTo(code);
    }

    @Test
    void phraseShouldBeFoundWhenItGoesOnInTheNextLine() {
        assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(554, "5.0.0 Sorry, no such", "5.0.0 user here"))).isEqualTo(Meaning.NO_SUCH_ADDRESS);
    }

    /** The sender of a mail chooses the address that is asked about, and would choose words that let the mail pass. */
    @ParameterizedTest
    @ValueSource(strings = {
        "<blocked-by-spamhaus@example.com>: User unknown",
        "blocked.spamhaus@example.com... User unknown",
        "<\"blocked by spamhaus\"@example.com>: User unknown",
        "\"blocked by \\\" spamhaus\"@example.com User unknown",
        "<blocked by spamhaus@example.com>: User unknown",
        "User unknown: (blocked+spamhaus=policy/spam@example.com)",
        "User [blocked@example.com] unknown",
        "<blocked@spamhaus.example.com> User unknown",
    })
    void addressesShouldNotCountAsWords(String text) {
        assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(550, "5.1.1 " + text))).isEqualTo(Meaning.NO_SUCH_ADDRESS);
        assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(550, text))).isEqualTo(Meaning.NO_SUCH_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<no-such-user@example.com>: rejected", "<user.unknown@example.com> refused", "\"user unknown\"@example.com rejected",
    })
    void addressShouldNotBeUnknownWhenOnlyItselfSaysSo(String text) {
        assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(550, text))).isEqualTo(Meaning.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 521, 530, 550, 551, 552, 553, 554, 555, 556, 571, 599})
    void addressShouldNotBeUnknownWhenNoReasonIsGiven(int code) {
        for (String text : List.of("", "No", "rejected", "Recipient address rejected", "Transaction failed", "5.3.0 no", "5.4.0 no", "5.5.1 no", "\u00e4\u00f6")) {
            assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(code, text))).isNotIn(Meaning.NO_SUCH_ADDRESS, Meaning.NO_MAIL);
        }
    }

    @Test
    void wordsShouldOnlyCountAsWholes() {
        assertThat(Meanings.of(Stage.RCPT, RemoteReply.of(550, "5.1.1 unblocked rblah antispamming"))).isEqualTo(Meaning.NO_SUCH_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({"200", "220", "250", "251", "299"})
    void anythingPositiveShouldBeAccepted(int code) {
        for (Stage stage : Stage.values()) {
            assertThat(Meanings.of(stage, RemoteReply.of(code, "5.1.1 User unknown, blocked"))).isEqualTo(Meaning.ACCEPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 199, 300, 354, 600, 999, -550})
    void anythingStrangeShouldBeUnclear(int code) {
        for (Stage stage : Stage.values()) {
            assertThat(Meanings.of(stage, RemoteReply.of(code, "5.1.1 User unknown"))).isEqualTo(Meaning.UNCLEAR);
        }
    }

    @Test
    void randomTextShouldNeverThrowNorReject() {
        Random random = new Random(5321);
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            RemoteReply reply = RemoteReply.of(400 + random.nextInt(200), new String(octets, StandardCharsets.ISO_8859_1));
            for (Stage stage : Stage.values()) {
                assertThat(Meanings.of(stage, reply)).isNotIn(Meaning.NO_SUCH_ADDRESS, Meaning.NO_MAIL);
            }
            Meanings.comeAgainIn(reply);
        }
    }

    @Test
    void randomWordsShouldNeverThrow() {
        Random random = new Random(3463);
        List<String> words = List.of("5.1.1", "#5.7.1", "user", "unknown", "<", ">", "@", "\"", "\\", "blocked", "in", "300", "seconds",
                ":", "00:05:00", "retry=", "a@b.c", "<a@b>", "\u0000", "\u00e4", "(", ")", "greylisted", "[192.0.2.1]", "\t", "'");
        for (int i = 0; i < 5_000; i++) {
            List<String> lines = Stream.generate(() -> Stream.generate(() -> words.get(random.nextInt(words.size())))
                    .limit(random.nextInt(30)).collect(Collectors.joining(random.nextBoolean() ? " " : "")))
                    .limit(1 + random.nextInt(4)).collect(Collectors.toList());
            RemoteReply reply = new RemoteReply(450 + 100 * random.nextInt(2), lines);
            Meanings.of(Stage.RCPT, reply);
            assertThat(Meanings.comeAgainIn(reply).orElse(Duration.ofSeconds(1))).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "@", "<", "a@", "\"@", "\\\"@", "<@", "1", "1 ", "9 minutes and ", "in ", "5.1.1 ", "no such ", "spamhau", "retry=", "00:"})
    @Timeout(20)
    void longTextShouldCostNoMoreThanItsBeginning(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        RemoteReply one = RemoteReply.of(550, text);
        RemoteReply many = new RemoteReply(451, Collections.nCopies(10_000, piece.repeat(100)));
        for (int i = 0; i < 300; i++) {
            Meanings.of(Stage.RCPT, one);
            Meanings.of(Stage.RCPT, many);
            Meanings.comeAgainIn(one);
            Meanings.comeAgainIn(many);
        }
        assertThat(ReplyText.of(one).words().length()).isLessThanOrEqualTo(ReplyText.MAX + 3);
        assertThat(ReplyText.of(many).words().length()).isLessThanOrEqualTo(ReplyText.MAX + 3);
    }

    @Test
    void wordsFarBehindShouldNotCount() {
        RemoteReply reply = RemoteReply.of(550, "x".repeat(ReplyText.MAX), "User unknown");

        assertThat(Meanings.of(Stage.RCPT, reply)).isEqualTo(Meaning.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "doesn't exist", "User unknown", "user  unknown", " user", "a-b", "user*name"})
    void phraseShouldBeRefusedWhenItWouldNeverBeFound(String phrase) {
        assertThatThrownBy(() -> Phrases.of(phrase)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rulesShouldHaveNamesOfTheirOwn() {
        assertThat(Stream.concat(PermanentReplies.TABLE.stream(), TemporaryReplies.TABLE.stream()).map(Rule::name)).doesNotHaveDuplicates();
    }
}
