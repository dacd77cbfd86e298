package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddedTest {
    @Test
    void differencesShouldBeTakenRoundByRoundWhenPercentilesDiffer() {
        List<Times> bare = List.of(times(1_000_000, 2_000_000, 9_000_000), times(3_000_000));
        List<Times> judged = List.of(times(2_000_000, 2_500_000, 9_250_000), times(2_000_000));

        assertThat(Added.differences(bare, judged, 50)).containsExactly(0.5, -1.0);
        assertThat(Added.differences(bare, judged, 99)).containsExactly(0.25, -1.0);
    }

    private static Times times(long... nanos) {
        Times times = new Times();
        for (long each : nanos) {
            times.add(each);
        }
        return times;
    }
}
