package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.filter.FilterHost;
import org.dotgate.policy.Policy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtRcptTest {
    @Test
    void differencesShouldBeTakenRoundByRoundWhenPercentilesDiffer() {
        List<Times> bare = List.of(times(1_000_000, 2_000_000, 9_000_000), times(3_000_000));
        List<Times> judged = List.of(times(2_000_000, 2_500_000, 9_250_000), times(2_000_000));

        assertThat(AtRcpt.differences(bare, judged, 50)).containsExactly(0.5, -1.0);
        assertThat(AtRcpt.differences(bare, judged, 99)).containsExactly(0.25, -1.0);
    }

    @Test
    void configurationShouldJudgeRecipientsWhenDotgateReadsIt(@TempDir Path home) throws Exception {
        Path file = Files.writeString(home.resolve("greylist.ini"), AtRcpt.ini("file:var/store"));
        try (SystemTimer timer = new SystemTimer()) {
            Policy policy = new PolicyLoader(StockFilters.types())
                    .load(file, "greylist.ini", new FilterHost(home, timer, Runnable::run, getClass().getClassLoader()));

            assertThat(policy.recipients()).isPresent();
        }
    }

    private static Times times(long... nanos) {
        Times times = new Times();
        for (long each : nanos) {
            times.add(each);
        }
        return times;
    }
}
