package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.james.core.healthcheck.ResultStatus;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** James's health checks include Dotgate's once healthcheck.properties names it. */
class HealthIT {
    @Test
    void theCheckShouldTellOfAWrongConfigurationUntilItIsPutRight(@TempDir Path directory) throws Exception {
        try (RealJames james = RealJames.in(directory)
                .file("conf/healthcheck.properties",
                        "healthcheck.period=60s\nadditional.healthchecks=org.dotgate.hooks.health.DotgateHealthCheck\n")
                .with(SmtpBlock.gated("gate", Ini.dot("first")))
                .start()) {
            assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.HEALTHY);

            james.file("conf/gate.ini", "[dott]\n");
            Patience.await("it is degraded").until(() -> james.health("Dotgate").isDegraded());
            assertThat(james.health("Dotgate").getCause().orElseThrow()).contains("conf/gate.ini:1");

            james.file("conf/gate.ini", Ini.dot("first"));
            Patience.await("it is healthy").until(() -> james.health("Dotgate").isHealthy());
        }
    }
}
