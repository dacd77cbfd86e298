package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.Services;
import org.dotgate.mail.Client;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreylistAtRcptTest {
    private static final String AT_RCPT = "[greylist]\nat = rcpt\ndelay = 5m\nspf = no\n";

    @TempDir
    private Path folder;
    private final ManualTimer timer = new ManualTimer();
    private final Services services = Services.temporary(timer);
    private Client client;

    @BeforeEach
    void client() throws Exception {
        client = Client.at(InetAddress.getByName("192.0.2.1")).build();
    }

    @ParameterizedTest(name = "run = {0}, besides {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''            | ''                      | greylist
            slow          | slow: delay             | slow, greylist
            grey, slow    | slow: delay, grey: greylist | grey, slow
            slow          | slow: delay, grey: greylist | slow, grey
            two           | one: greylist, two: greylist | two
            slow          | slow: delay, greylist: delay | slow, greylist-rest
            """)
    void greylistShouldRunAtTheDotForWhatWaitsForIt(String run, String sections, String steps) throws Exception {
        StringBuilder ini = new StringBuilder("[dot]\nrun = " + run + "\n" + AT_RCPT);
        for (String section : sections.isEmpty() ? new String[0] : sections.split(", ")) {
            String[] parts = section.split(": ");
            ini.append("[filter ").append(parts[0]).append("]\ntype = ").append(parts[1]).append('\n')
                    .append(parts[1].equals("delay") ? "delay = 1s\n" : "");
        }

        assertThat(load(ini.toString()).dot().steps().stream().map(FilterStep::name).collect(Collectors.joining(", ")))
                .isEqualTo(steps);
    }

    @Test
    void nothingShouldBeAskedAtRcptWhenMessagesAreJudgedAtTheDot() throws Exception {
        Policy policy = load("[greylist]\nat = dot\n");

        assertThat(policy.recipients()).isEmpty();
        assertThat(policy.dot().isEmpty()).isTrue();
    }

    @Test
    void recipientShouldBeDelayedThenPassWithTheHeader() throws Exception {
        RecipientPolicy recipients = load(AT_RCPT).recipients().orElseThrow();

        assertThat(judged(recipients, "ann@example.net", "ben@example.org").refusal().orElseThrow().toString())
                .startsWith("451 4.7.1 ").contains("300 seconds");
        timer.turn(Duration.ofSeconds(300));
        RecipientVerdict passed = judged(recipients, "ann@example.net", "ben@example.org");

        assertThat(passed.refusal()).isEmpty();
        assertThat(passed.headers()).containsEntry("X-Greylist", "delayed 300 seconds");
        assertThat(judged(recipients, "ann@example.net", "carla@example.org").refusal()).isPresent();
    }

    @Test
    void recipientShouldPassAndTheReplyBeWithheldInShadowMode() throws Exception {
        RecipientPolicy recipients = load(AT_RCPT + "mode = shadow\n").recipients().orElseThrow();

        RecipientVerdict spared = judged(recipients, "ann@example.net", "ben@example.org");

        assertThat(spared.refusal()).isEmpty();
        assertThat(spared.withheld().orElseThrow().toString()).startsWith("451 4.7.1 ");
        assertThat(spared.by()).isEqualTo("greylist");
        assertThat(spared.reason()).startsWith("shadow: delay 300s (first attempt");
    }

    @Test
    void triplesShouldBeRememberedWhenTheConfigurationIsReadAgain() throws Exception {
        judged(load(AT_RCPT).recipients().orElseThrow(), "ann@example.net", "ben@example.org");
        timer.turn(Duration.ofSeconds(300));

        assertThat(judged(load(AT_RCPT).recipients().orElseThrow(), "ann@example.net", "ben@example.org").refusal()).isEmpty();
    }

    @Test
    void nullSenderAndPostmasterShouldPassHere() throws Exception {
        RecipientPolicy recipients = load(AT_RCPT).recipients().orElseThrow();

        assertThat(judged(recipients, "", "ben@example.org").refusal()).isEmpty();
        assertThat(judged(recipients, "ann@example.net", "Postmaster@example.org").refusal()).isEmpty();
    }

    private RecipientVerdict judged(RecipientPolicy recipients, String sender, String recipient) {
        return recipients.judge(client, sender, recipient, new Cancellation()).toCompletableFuture().join();
    }

    private Policy load(String text) throws IOException, SettingsException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), text);
        return new PolicyLoader(StockFilters.types()).load(ini, "dotgate.ini",
                new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services));
    }
}
