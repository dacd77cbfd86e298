package org.dotgate.callout.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "seconds            | Greylisted, try again in 300 seconds             | PT5M",
        "seconds, for       | Greylisted for 181 seconds                       | PT3M1S",
        "seconds, short     | come back in 90 s                                | PT1M30S",
        "seconds, attached  | come back in 90s                                 | PT1M30S",
        "secs               | wait 45 secs.                                    | PT45S",
        "minutes            | Please try again after 2 minutes                 | PT2M",
        "minute             | retry in 1 minute                                | PT1M",
        "mins               | (15 mins)                                        | PT15M",
        "hyphen             | a 5-minute delay                                 | PT5M",
        "hours              | try again in 1 hour                              | PT1H",
        "a row              | in 1 hour, 5 minutes and 30 seconds              | PT1H5M30S",
        "a row, short       | 5 mins and 0 secs                                | PT5M",
        "clock              | please come back in 00:05:00                     | PT5M",
        "clock, hours       | please come back in 01:00:30                     | PT1H0M30S",
        "tag                | greylisted; retry=300                            | PT5M",
        "tag, minutes       | greylisted; retry=05:00                          | PT5M",
        "tag, hours         | greylisted; retry=00:05:00                       | PT5M",
        "German             | bitte in 10 Minuten wieder                       | PT10M",
        "German hours       | bitte in 2 Stunden wieder                        | PT2H",
        "French             | revenez dans 300 secondes                        | PT5M",
        "letter case        | TRY AGAIN IN 300 SECONDS                         | PT5M",
        "the first of two   | wait 5 minutes, then up to 4 hours               | PT5M",
        "how often, skipped | 10 messages per 60 seconds, come back in 5 min   | PT5M",
        "too long, skipped  | valid 999999 hours, come back in 5 minutes       | PT5M",
        "a whole day        | in 24 hours                                      | PT24H",
    })
    void spanShouldBeFoundIn(String label, String text, Duration span) {
        assertThat(Times.in(text)).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "Greylisted", "try again later", "in 0 seconds", "in 25 hours", "in 99999999999999999999 seconds", "retry=", "retry=0",
        "retry=999999", "at 12:34:56", "on 2026-11-24 12:34:56", "[192.0.2.5] sent too much", "error 5 mailbox", "4.7.1 s", "x300 seconds",
        "-5 minutes", "5 messages per 10 minutes", "in ten minutes", "in 00:05:00:00", "seconds", "30 monkeys",
    })
    void spanShouldNotBeFoundIn(String text) {
        assertThat(Times.in(text)).isEmpty();
    }
}
