package org.dotgate.callout.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalBreakerTest {
    private final ManualTimer timer = new ManualTimer();
    private final RefusalBreaker breaker = new RefusalBreaker(timer);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing asked                 |   0 |    1 |   0 | false
            nine exchangers               |  90 |    9 |   0 | false
            ten exchangers                |  10 |   10 |   0 | true
            one exchanger, often          | 500 |    1 |   0 | false
            half of all probes            |  20 |   20 |  20 | false
            more than half                |  21 |   21 |  20 | true
            a tenth of a busy day         | 100 |  100 | 900 | false
            endless exchangers            | 900 |  900 |   0 | true
            """)
    void breakerShouldOpenWhenManyRefuseUs(String label, int refusals, int exchangers, int others, boolean open) {
        for (int i = 0; i < others; i++) {
            breaker.answered("good" + i + ".test", false);
        }
        for (int i = 0; i < refusals; i++) {
            breaker.answered("mx" + i % exchangers + ".test", true);
        }

        assertThat(breaker.isOpen()).isEqualTo(open);
        assertThat(breaker.problem().isPresent()).isEqualTo(open);
    }

    @Test
    void breakerShouldCountTenMinutesOnly() {
        refuse(0, 9);
        timer.turn(Duration.ofMinutes(10));
        refuse(9, 18);
        assertThat(breaker.isOpen()).isFalse();

        refuse(18, 19);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void breakerShouldNotOpenForAnExchangerThatRefusedLongAgo() {
        refuse(0, 5);
        timer.turn(Duration.ofMinutes(6));
        refuse(5, 9);
        timer.turn(Duration.ofMinutes(6));

        refuse(9, 12);

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void breakerShouldCloseAfterAnHourAndCountAnew() {
        refuse(0, 10);
        timer.turn(RefusalBreaker.OPEN.minusNanos(1));
        refuse(10, 50);
        assertThat(breaker.isOpen()).isTrue();

        timer.turn(Duration.ofNanos(1));
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.problem()).isEmpty();
        refuse(0, 9);
        assertThat(breaker.isOpen()).isFalse();
        refuse(9, 10);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void problemShouldTellHowManyUntilWhenAndNoControlCharacters() {
        breaker.answered("evil\r\n2026 ERROR \u2028.test", true);
        refuse(0, 9);

        assertThat(breaker.problem()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("10 of 10 call-outs within 10 minutes were refused")
                .contains("evil??2026?ERROR??.test").contains("2026-01-01T01:00:00Z").doesNotContain("\n"));
    }

    private void refuse(int from, int to) {
        for (int i = from; i < to; i++) {
            breaker.answered("mx" + i + ".test", true);
        }
    }
}
