package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.james.core.healthcheck.ResultStatus;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SilentServer;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that does not answer: recipients wait for its time-out, nobody else does, and then on-failure says what happens. */
class SlowStoreIT {
    private static final int OTHERS = 40;
    private static SilentServer redis;
    private static SilentServer otherRedis;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        redis = SilentServer.open();
        otherRedis = SilentServer.open();
        james = RealJames.in(directory)
                .file("conf/healthcheck.properties",
                        "healthcheck.period=60s\nadditional.healthchecks=org.dotgate.hooks.health.DotgateHealthCheck\n")
                .with(SmtpBlock.gated("pass", ini(redis, "3s", "pass")))
                .with(SmtpBlock.gated("tempfail", ini(redis, "3s", "tempfail")))
                .with(SmtpBlock.gated("patient", ini(otherRedis, "30s", "pass")))
                .start();
    }

    @AfterAll
    static void end() throws Exception {
        james.close();
        redis.close();
        otherRedis.close();
    }

    @Test
    void nobodyElseShouldWaitWhileARecipientWaitsForTheStore() throws Exception {
        try (SmtpClient client = parked("patient")) {
            for (int number = 0; number < OTHERS; number++) {
                try (SmtpClient other = james.connect("patient")) {
                    other.command("MAIL FROM:<other@client.test>", 250);
                    other.quit();
                }
            }
            assertThat(james.parked()).as("answered while it was still parked").isEqualTo(1);

            otherRedis.close();
            client.expect(250);
            client.expect(354);
            client.dot(Letter.any()).expect(250);
            client.quit();
        }
    }

    @Test
    void theRecipientShouldBeTakenAfterTheTimeOutUnderPass() {
        try (SmtpClient client = parked("pass")) {
            client.expect(250);
            client.expect(354);
            client.dot(Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered("ann@pass.test")).hasSize(1);
    }

    @Test
    void theRecipientShouldBePutOffAfterTheTimeOutUnderTempfail() {
        try (SmtpClient client = parked("tempfail")) {
            assertThat(client.expect(451).last()).startsWith("451 4.3.0 ");
            client.expect(503);
            client.quit();
        }
    }

    @Test
    void theHealthCheckShouldBeUnhealthyOnceTheStoreHasFailed() {
        try (SmtpClient client = parked("pass")) {
            client.expect(250);
        }

        assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(james.health("Dotgate").getCause().orElseThrow()).contains("conf/pass.ini: the store has failed since ");
    }

    private static String ini(SilentServer server, String timeout, String onFailure) {
        return "[store]\nurl = redis://127.0.0.1:" + server.port() + "/0\ntimeout = " + timeout + "\non-failure = " + onFailure + "\n"
                + "[greylist]\nat = rcpt\nspf = no\n";
    }

    /** A client whose recipient waits for the store, and which has sent DATA behind it. */
    private static SmtpClient parked(String block) {
        SmtpClient client = james.connect(block);
        client.command("MAIL FROM:<ann@" + block + ".test>", 250);
        client.lines("RCPT TO:<" + RealJames.BEN + ">", "DATA");
        Patience.await("it is parked").until(() -> james.parked() == 1);
        return client;
    }
}
