package org.dotgate.callout.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainBreakerTest {
    private final ManualTimer timer = new ManualTimer();
    private final DomainBreaker breaker = new DomainBreaker(timer);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing asked             |   0 |  0 | false
            too few                   |  19 |  0 | false
            enough, and no others     |  20 |  0 | true
            nine in ten are not more  |  90 | 10 | false
            more than nine in ten     |  91 | 10 | true
            a provider's usual share  | 100 | 80 | false
            """)
    void breakerShouldOpenWhenNearlyAllAreNotFound(String label, int notFound, int others, boolean open) {
        answer("example.test", others, false);
        answer("example.test", notFound, true);

        assertThat(breaker.isOpen("example.test")).isEqualTo(open);
    }

    @Test
    void breakerShouldOpenForOneDomainOnly() {
        answer("example.test", 20, true);

        assertThat(breaker.isOpen("example.test")).isTrue();
        assertThat(breaker.isOpen("other.test")).isFalse();
    }

    @Test
    void breakerShouldCountTenMinutesOnly() {
        answer("example.test", 19, true);
        timer.turn(Duration.ofMinutes(10));
        answer("example.test", 1, true);
        assertThat(breaker.isOpen("example.test")).isFalse();

        timer.turn(Duration.ofMinutes(9));
        answer("example.test", 19, true);
        assertThat(breaker.isOpen("example.test")).isTrue();
    }

    @Test
    void breakerShouldForgetGoodAnswersThatAreOld() {
        answer("example.test", 1000, false);
        timer.turn(Duration.ofMinutes(10));
        answer("example.test", 20, true);

        assertThat(breaker.isOpen("example.test")).isTrue();
    }

    @Test
    void breakerShouldCloseAfterAnHourAndCountAnew() {
        answer("example.test", 25, true);
        timer.turn(DomainBreaker.OPEN.minusNanos(1));
        answer("example.test", 100, true);
        assertThat(breaker.isOpen("example.test")).isTrue();

        timer.turn(Duration.ofNanos(1));
        assertThat(breaker.isOpen("example.test")).isFalse();
        answer("example.test", 19, true);
        assertThat(breaker.isOpen("example.test")).isFalse();
        answer("example.test", 1, true);
        assertThat(breaker.isOpen("example.test")).isTrue();
    }

    @Test
    void breakerShouldStillSeeAFloodWhenEndlessDomainsAreNamed() {
        for (int i = 0; i < 50_000; i++) {
            breaker.answered("d" + i + ".test", true);
            if (i % 1000 == 0) {
                answer("victim.test", 1, true);
            }
        }

        assertThat(breaker.isOpen("victim.test")).isTrue();
    }

    @Test
    void breakerShouldCountEveryAnswerWhenThreadsAnswerTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                String domain = "d" + round + ".test";
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    all.add(threads.submit(() -> answer(domain, 5, true)));
                }
                for (Future<?> one : all) {
                    one.get();
                }
                assertThat(breaker.isOpen(domain)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void answer(String domain, int times, boolean notFound) {
        for (int i = 0; i < times; i++) {
            breaker.answered(domain, notFound);
        }
    }
}
