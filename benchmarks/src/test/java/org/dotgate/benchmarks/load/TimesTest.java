package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest(name = "of 1 to 2000, {0} percent lie within {1}")
    @CsvSource({"0.01, 1", "50, 1000", "99, 1980", "100, 2000"})
    void percentileShouldBeTheNearestRankWhenThereAreMany(double percent, long nanos) {
        Times times = new Times();
        for (int i = 2000; i > 0; i--) {
            times.add(i);
        }
        assertThat(times.percentile(percent)).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void percentileShouldBeZeroWhenNothingWasMeasured() {
        assertThat(new Times().percentile(99)).isZero();
    }
}
