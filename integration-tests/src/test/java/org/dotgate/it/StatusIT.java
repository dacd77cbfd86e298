package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.core.healthcheck.ResultStatus;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.Redis;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.WebAdminClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real James says that its operator should see to: as long as there is something, and not a moment longer. */
class StatusIT {
    private static final String HEALTH =
            "healthcheck.period=60s\nadditional.healthchecks=org.dotgate.hooks.health.DotgateHealthCheck\n";
    private static final String SCANNER = """
            <mailet match="SenderHostIs=scanned.test" class="org.dotgate.mailets.RunFilters">
              <filters>first</filters><onFail>error</onFail>
            </mailet>
            """;

    @TempDir
    private Path directory;
    private RealJames james;

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void aStoppedServerShouldBeToldUntilItIsBackAndNobodyNeedSendMailForThat(@TempDir Path folder) throws Exception {
        try (Redis redis = Redis.startIn(folder)) {
            start(james().with(SmtpBlock.gated("grey", greylist(redis.url("127.0.0.1")))));
            assertThat(code("ann@before.test")).isEqualTo(451);
            assertFine();

            redis.stop();
            assertThat(code("ann@meanwhile.test")).isEqualTo(250);

            assertThat(problem().get("text").asText()).startsWith("the store has failed since ").endsWith("passes");
            assertThat(problem().get("detail").asText()).contains("cannot be used", "it is tried again by itself");
            String since = status().at("/configurations/0/store/failingSince").asText();
            assertThat(code("ann@before.test")).as("known from memory").isIn(250, 451);
            assertThat(status().at("/configurations/0/store/failingSince").asText()).isEqualTo(since);
            assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.UNHEALTHY);

            redis.again();

            Patience.await("the store works").untilAsserted(this::assertFine);
            assertThat(status().at("/configurations/0/store/failures").asInt()).isPositive();
        }
    }

    @Test
    void aFolderThatCannotBeUsedShouldBeToldUntilItCan() throws Exception {
        Path inTheWay = directory.resolve("var/grey");
        start(james().file("var/grey", "").with(SmtpBlock.gated("grey", greylist("file:var/grey"))));
        assertThat(code("ann@client.test")).isEqualTo(250);
        assertThat(problem().get("detail").asText()).contains("move away what is there");
        assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.UNHEALTHY);

        Files.delete(inTheWay);

        Patience.await("the store works").untilAsserted(this::assertFine);
        assertThat(code("ann@client.test")).isEqualTo(451);
    }

    @ParameterizedTest(name = "with RunFilters: {0}, with [dot] run: {1}")
    @CsvSource({
        "false, false, null, Dotgate is not in use: no handler of smtpserver.xml has read a configuration",
        "false, true, file://conf/dotgate.ini, no handler of smtpserver.xml has read it",
        "true, true, file://conf/dotgate.ini, no handler of smtpserver.xml has read it"})
    void handlersThatAreGoneShouldBeToldWithTheLineThatBrings(boolean mailet, boolean atTheDot, String config, String text) throws Exception {
        start(withoutHandlers(mailet, atTheDot));

        assertThat(problem().get("config").asText()).isEqualTo(config);
        assertThat(problem().get("text").asText()).startsWith(text);
        assertThat(problem().get("detail").asText()).contains("conf/smtpserver.xml", "<handler class=\"org.dotgate.hooks.SessionGate\"/>");
        assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(metrics()).contains("dotgate_chain_problem 1.0", "dotgate_configurations 0.0");
    }

    @Test
    void nothingShouldBeToldWhereOnlyMailetsUseDotgate() throws Exception {
        start(withoutHandlers(true, false));

        assertFine();
        assertThat(metrics()).contains("dotgate_chain_problem 0.0");
    }

    @Test
    void aForgottenGateShouldBeToldWithTheLineThatBringsIt() throws Exception {
        start(james().file("conf/dotgate.ini", Ini.dot("first"))
                .with(SmtpBlock.bare("grey").senderHook().recipientHook().dotHook())
                .with(SmtpBlock.gated("right", Ini.dot("first"))));

        assertThat(problem().get("config").asText()).isEqualTo("file://conf/dotgate.ini");
        assertThat(problem().get("text").asText()).startsWith("smtpserver.xml has DotHook, RecipientHook, SenderHook without the gate");
        assertThat(problem().get("detail").asText()).contains("<handler class=\"org.dotgate.hooks.SessionGate\"/>");
        assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(metrics()).contains("dotgate_chain_problem 1.0", "dotgate_configurations 2.0");
    }

    private RealJames james() {
        james = RealJames.in(directory).file("conf/healthcheck.properties", HEALTH)
                .routes("org.apache.james.webadmin.dropwizard.MetricsRoutes,org.dotgate.hooks.web.DotgateRoutes");
        return james;
    }

    private RealJames withoutHandlers(boolean mailet, boolean atTheDot) {
        james().with(SmtpBlock.stock("grey"));
        if (atTheDot || mailet) {
            james.file("conf/dotgate.ini", atTheDot ? Ini.dot("first") : Ini.dot("first").replace("run = first\n", ""));
        }
        return mailet ? james.mailet(SCANNER) : james;
    }

    private static void start(RealJames james) throws Exception {
        james.start();
    }

    private static String greylist(String url) {
        return "[store]\nurl = " + url + "\ntimeout = 2s\n[greylist]\nat = rcpt\nspf = no\n";
    }

    private int code(String sender) {
        try (SmtpClient client = james.connect("grey")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            client.lines("RCPT TO:<" + RealJames.BEN + ">");
            int code = client.reply().code();
            client.quit();
            return code;
        }
    }

    private void assertFine() throws Exception {
        assertThat(status().get("problems")).isEmpty();
        assertThat(james.health("Dotgate").getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    private JsonNode status() throws Exception {
        return new WebAdminClient(james).json("/dotgate/status");
    }

    /** The only one. */
    private JsonNode problem() throws Exception {
        JsonNode problems = status().get("problems");
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private String metrics() throws Exception {
        return new WebAdminClient(james).request("GET", "/metrics").body();
    }
}
