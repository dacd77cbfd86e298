package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void figuresShouldBeNothingWhenNothingWasAdded() {
        Histogram histogram = new Histogram();

        assertThat(histogram.count()).isZero();
        assertThat(histogram.percentile(99)).isZero();
        assertThat(histogram.longest()).isZero();
        assertThat(histogram.bars()).isEmpty();
    }

    @Test
    void percentileShouldLieWithinAQuarterAboveTheTrueOneWhenTimesAreOfAllSizes() {
        Histogram histogram = new Histogram();
        Random random = new Random(7);
        List<Long> micros = LongStream.generate(() -> (long) Math.exp(random.nextDouble() * 24)).limit(5_000)
                .boxed().collect(Collectors.toList());
        micros.forEach(time -> histogram.add(Duration.ofNanos(time * 1_000)));
        micros.sort(null);

        for (double percent : new double[] {1, 25, 50, 90, 99, 100}) {
            long exact = micros.get((int) Math.ceil(percent / 100 * micros.size()) - 1);
            assertThat(histogram.percentile(percent).toNanos() / 1_000)
                    .as("percentile %s", percent).isBetween(exact, exact + Math.max(1, exact / 4));
        }
        assertThat(histogram.longest()).isEqualTo(Duration.ofNanos(micros.get(micros.size() - 1) * 1_000));
    }

    @Test
    void barsShouldCountEachTimeOnceAndGrowInLengthWhenTheyAreRead() {
        Histogram histogram = new Histogram();
        LongStream.of(0, 1, 3, 4, 7, 8, 1_000, 1_000_000).forEach(time -> histogram.add(Duration.ofNanos(time * 1_000)));

        List<Histogram.Bar> bars = histogram.bars();

        assertThat(bars.stream().mapToLong(Histogram.Bar::count).sum()).isEqualTo(8).isEqualTo(histogram.count());
        assertThat(bars).extracting(Histogram.Bar::upTo).isSorted().doesNotHaveDuplicates();
        assertThat(bars.get(0).upTo()).isEqualTo(Duration.ofNanos(1_000));
        assertThat(bars.get(bars.size() - 1).upTo()).isGreaterThan(Duration.ofSeconds(1)).isLessThan(Duration.ofMillis(1_251));
    }

    @Test
    void addShouldKeepItsBoundsWhenTimesAreAbsurd() {
        Histogram histogram = new Histogram();
        histogram.add(Duration.ofNanos(-5));
        histogram.add(Duration.ofDays(3_000));

        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.bars()).hasSizeLessThanOrEqualTo(144);
    }
}
