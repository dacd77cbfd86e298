package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.dotgate.likeness.Match;
import org.dotgate.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreylistSettingsTest {
    @Test
    void settingsShouldHaveTheirDefaultsWhenNothingIsGiven() {
        GreylistSettings settings = Given.settings();

        assertThat(settings.at()).isEqualTo(GreylistSettings.At.DOT);
        assertThat(settings.match()).isEqualTo(Match.CANONICAL);
        assertThat(settings.delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.window()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.expiry()).isEqualTo(Duration.ofDays(35));
        assertThat(settings.autoPass()).isEqualTo(5);
        assertThat(settings.ipv4Prefix()).isEqualTo(24);
        assertThat(settings.ipv6Prefix()).isEqualTo(64);
        assertThat(settings.isEveryMessage()).isFalse();
        assertThat(settings.isSuspiciousOnly()).isFalse();
        assertThat(settings.grace()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.isShadow()).isFalse();
        assertThat(settings.isSpf()).isTrue();
        assertThat(settings.pending()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "0"})
    void autoPassShouldBeTurnedOff(String value) {
        assertThat(Given.settings("auto-pass = " + value).autoPass()).isZero();
    }

    @Test
    void autoPassShouldBeOffWhenEveryMessageIsDelayed() {
        assertThat(Given.settings("every-message = yes").autoPass()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown key              | dealy = 5m                        | 2 | there is no key 'dealy' in [greylist]; did you mean 'delay'?
            where                    | at = rctp                         | 2 | [greylist] at: 'rctp' is not valid; did you mean 'rcpt'?
            match                    | match = canonicla                 | 2 | [greylist] match: 'canonicla' is not valid; did you mean 'canonical'?
            no delay                 | delay = 0                         | 2 | [greylist] delay: '0' is not a duration
            window within the delay  | delay = 5m~window = 5m            | 3 | [greylist] window: a window of 5m ends before a delay of 5m is over
            delay beyond the window  | window = 1h~delay = 2h            | 2 | [greylist] window: a window of 1h ends before a delay of 2h is over
            expiry within the window | expiry = 1d                       | 2 | [greylist] expiry: an expiry of 1d is shorter than the window of 2d
            window beyond the expiry | window = 40d                      | 2 | [greylist] window: an expiry of 35d is shorter than the window of 40d
            auto-pass                | auto-pass = often                 | 2 | [greylist] auto-pass: 'often' is not a whole number from 0 to 1000000
            ipv4                     | ipv4-prefix = 33                  | 2 | [greylist] ipv4-prefix: '33' is not a whole number from 1 to 32
            ipv6                     | ipv6-prefix = 0                   | 2 | [greylist] ipv6-prefix: '0' is not a whole number from 1 to 128
            pending                  | pending = 9                       | 2 | [greylist] pending: '9' is not a whole number from 10 to 50000
            every message at rcpt    | at = rcpt~every-message = yes     | 3 | [greylist] every-message: yes needs contents
            every envelope           | match = envelope~every-message = yes | 3 | [greylist] every-message: yes needs contents
            """)
    void errorShouldNameLineKeyAndWhatWouldBeRight(String label, String lines, int line, String problem) {
        assertThatThrownBy(() -> GreylistSettings.from(Given.section("greylist", lines.split("~"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("dotgate.ini:" + line + ": " + problem);
    }
}
