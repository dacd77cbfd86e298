package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dotgate.filter.FilterHost;
import org.dotgate.policy.Policy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtRcptTest {
    @Test
    void configurationShouldJudgeRecipientsWhenDotgateReadsIt(@TempDir Path home) throws Exception {
        Path file = Files.writeString(home.resolve("greylist.ini"), AtRcpt.ini("file:var/store"));
        try (SystemTimer timer = new SystemTimer()) {
            Policy policy = new PolicyLoader(StockFilters.types())
                    .load(file, "greylist.ini", new FilterHost(home, timer, Runnable::run, getClass().getClassLoader()));

            assertThat(policy.recipients()).isPresent();
        }
    }
}
