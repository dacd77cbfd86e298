package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
    private final ManualTimer timer = new ManualTimer();
    private RecentTimes times;

    @BeforeEach
    void start() {
        timer.turn(Duration.ofHours(7));
        times = new RecentTimes(timer);
    }

    @Test
    void timesShouldBeForgottenAfterTwoSpansAtMost() {
        times.add(Duration.ofMillis(4_000));
        timer.turn(RecentTimes.SPAN);
        times.add(Duration.ofMillis(10));
        assertThat(times.all().count()).isEqualTo(2);
        assertThat(times.all().longest()).isEqualTo(Duration.ofMillis(4_000));

        timer.turn(RecentTimes.SPAN.minusNanos(1));
        assertThat(times.all().count()).isEqualTo(2);
        timer.turn(Duration.ofNanos(1));
        assertThat(times.all().longest()).isEqualTo(Duration.ofMillis(10));
        assertThat(times.all().count()).isEqualTo(1);
    }

    @Test
    void nothingShouldBeLeftWhenNothingCameForLong() {
        times.add(Duration.ofSeconds(1));
        timer.turn(Duration.ofDays(3));

        assertThat(times.all().count()).isZero();
        assertThat(times.all().percentile(99)).isZero();
        times.add(Duration.ofSeconds(2));
        assertThat(times.all().count()).isEqualTo(1);
    }

    @Test
    void timeShouldBeKeptForASpanWheneverItCame() {
        timer.turn(RecentTimes.SPAN.multipliedBy(9).dividedBy(10));
        times.add(Duration.ofSeconds(1));
        timer.turn(RecentTimes.SPAN.minusNanos(1));

        assertThat(times.all().count()).isEqualTo(1);
    }
}
