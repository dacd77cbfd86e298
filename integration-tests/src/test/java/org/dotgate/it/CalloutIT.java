package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dotgate.callout.probe.MxAct;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.HeldAct;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders are asked about at scripted mail exchangers, and clients are told what these say, at MAIL, at RCPT and at the dot. */
class CalloutIT {
    private static final String NO_SUCH = "550 5.1.8 Sender address does not exist, says its own mail server";
    private static final String NO_MAIL = "550 5.1.10 Sender's domain takes no mail";
    private static final String LATER = "450 4.7.1 Sender address is being verified, please try again later";
    private static final String RCPT = "RCPT TO:<" + RealJames.BEN + ">";
    private static final String VERIFIED = """
            <mailet match="org.dotgate.mailets.SenderVerified=found,catch_all" class="SetMimeHeader">
              <name>X-Verified</name><value>yes</value>
            </mailet>
            """;
    /** Short of a client's patience: for whoever is to be told what the server says, however busy this machine is. */
    private static final String AMPLE = "soft = helo 25s, mail 25s, rcpt 25s\nsoft-total = 28s";
    private static final String HASTY = "soft = rcpt 2s\nsoft-total = 3s";
    private static final int CROWD = 1000;
    private static final int PARKED = 50;

    private static ScriptedDns dns;
    private static ScriptedMx good;
    private static ScriptedMx slow;
    private static ScriptedMx stalled;
    private static ScriptedMx once;
    private static RealJames james;
    private static LogWatch log;

    private static final HeldAct SLOW = new HeldAct();
    private static final HeldAct ONCE = new HeldAct();

    private final List<SmtpClient> clients = new ArrayList<>();

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        good = ScriptedMx.builder().mailbox("anna@good.test").mailbox("grey@good.test").start();
        ScriptedMx.Builder patient = ScriptedMx.builder().beside(good, "127.0.0.2").at(MxStage.RCPT, SLOW)
                .mailbox("anna@slow.test").mailbox("crowd@slow.test");
        IntStream.range(0, PARKED).forEach(i -> patient.mailbox("parked" + i + "@slow.test"));
        slow = patient.start();
        stalled = ScriptedMx.builder().beside(good, "127.0.0.3").at(MxStage.RCPT, MxAct.stalls()).start();
        once = ScriptedMx.builder().beside(good, "127.0.0.4").mailbox("anna@once.test")
                .at(MxStage.RCPT, ONCE).start();
        int own = freePort();
        dns = ScriptedDns.start(Map.of("null.test", List.of("MX 0 .")));
        for (String[] host : new String[][] {
            {"good", "127.0.0.1"}, {"slow", "127.0.0.2"}, {"stalled", "127.0.0.3"}, {"once", "127.0.0.4"}, {"loop", "127.0.0.1"}
        }) {
            dns.zone().put(host[0] + ".test", "MX 10 mx." + host[0] + ".test");
            dns.zone().put("mx." + host[0] + ".test", "A " + host[1]);
        }
        james = RealJames.in(directory)
                .mailet(VERIFIED)
                .file("conf/dotgate.ini", ini("open", good.port(), AMPLE, "reply-at = rcpt"))
                .with(SmtpBlock.gated("rcpt", ini("rcpt", good.port(), AMPLE, "reply-at = rcpt")).authenticating())
                .with(SmtpBlock.gated("mail", ini("mail", good.port(), AMPLE, "reply-at = mail")))
                .with(SmtpBlock.gated("dot", ini("dot", good.port(), AMPLE, "reply-at = dot")))
                .with(SmtpBlock.gated("hasty-rcpt", ini("hasty-rcpt", good.port(), HASTY, "reply-at = rcpt")))
                .with(SmtpBlock.gated("hasty-mail", ini("hasty-mail", good.port(), HASTY, "reply-at = mail")))
                .with(SmtpBlock.gated("hasty-dot", ini("hasty-dot", good.port(), HASTY, "reply-at = dot")))
                .with(SmtpBlock.gated("shadow", ini("shadow", good.port(), AMPLE, "mode = shadow")))
                .with(SmtpBlock.gated("grey", ini("grey", good.port(), AMPLE, "when = greylisted")
                        + "[greylist]\nat = rcpt\nmatch = envelope\ndelay = 2s\nspf = no\n"))
                .with(SmtpBlock.gated("loop", ini("loop", own, AMPLE, "reply-at = rcpt\nsenders = verify@loop.test")).port(own))
                .with(SmtpBlock.bare("open").gate().handler("org.dotgate.hooks.SenderHook").recipientHook().dotHook())
                .with(SmtpBlock.bare("forgotten").handler("org.dotgate.hooks.SenderHook").recipientHook().dotHook())
                .start();
    }

    private static String ini(String name, int port, String times, String lines) {
        return "[store]\nurl = file:var/" + name + "\n[callout]\nresolver = " + dns.address() + "\nport = " + port
                + "\nallow-private = yes\nper-mx-per-minute = 10000\n" + times + "\n" + lines + "\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void leave() {
        SLOW.release();
        clients.forEach(SmtpClient::close);
        Patience.await("nobody is parked").until(() -> james.parked() == 0);
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
        List.of(good, slow, stalled, once).forEach(ScriptedMx::close);
        log.close();
    }

    @ParameterizedTest(name = "reply-at = {0}: told at {1}")
    @CsvSource({"mail, MAIL", "rcpt, RCPT", "dot, dot"})
    void senderThatDoesNotExistShouldBeRefusedWhereItIsSaid(String block, String place) {
        String sender = "nobody-" + block + "@good.test";
        try (SmtpClient client = james.connect(block)) {
            assertThat(told(client, sender, place)).isEqualTo(NO_SUCH);
            client.command("RSET", 250);
            assertThat(told(client, "anna@null.test", place)).isEqualTo(NO_MAIL);
            client.quit();
        }

        assertThat(james.delivered(sender)).isEmpty();
        assertThat(log.ofDotgate()).anyMatch(line -> line.contains("5.1.8") && line.contains(sender));
    }

    private static String told(SmtpClient client, String sender, String place) {
        if (place.equals("MAIL")) {
            return client.line("MAIL FROM:<" + sender + ">").reply().last();
        }
        client.command("MAIL FROM:<" + sender + ">", 250);
        if (place.equals("RCPT")) {
            return client.line(RCPT).reply().last();
        }
        client.command(RCPT, 250);
        client.command("DATA", 354);
        return client.dot(Letter.any()).reply().last();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "rcpt", "dot", "shadow", "forgotten"})
    void senderThatExistsShouldPassAndTheMailSaySo(String block) {
        // the other ports' mails bear the same sender, and the repository lists them in no order
        List<String> before = james.delivered("anna@good.test").stream().map(Delivered::name).toList();
        try (SmtpClient client = james.connect(block)) {
            client.send("anna@good.test", RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        Delivered mail = james.delivered("anna@good.test").stream()
                .filter(delivered -> !before.contains(delivered.name()))
                .reduce((one, another) -> fail("two mails came: %s, %s", one, another)).orElseThrow();
        assertThat(mail.attributes()).containsEntry("dotgate.callout", block.equals("shadow") ? noted(mail) : "found");
        assertThat(new String(mail.raw(), StandardCharsets.ISO_8859_1).contains("X-Verified: yes"))
                .isEqualTo(noted(mail).equals("found"));
    }

    /** In shadow mode the answer may come behind the message. */
    private static String noted(Delivered mail) {
        String noted = mail.attributes().get("dotgate.callout");
        assertThat(noted).isIn("found", "pending");
        return noted;
    }

    @Test
    void nobodyShouldBeRefusedInShadowAndTheLogTellWhoWouldHaveBeen() {
        try (SmtpClient client = james.connect("shadow")) {
            client.send("nobody-shadow@good.test", RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered("nobody-shadow@good.test")).hasSize(1);
        Patience.await("the log tells").until(() -> log.ofDotgate().stream()
                .anyMatch(line -> line.contains("shadow: callout") && line.contains("5.1.8") && line.contains("nobody-shadow")));
    }

    @ParameterizedTest
    @CsvSource({"mail, MAIL", "rcpt, RCPT", "dot, dot"})
    void clientShouldBeToldToComeAgainWhenTheServerStallsForLongerThanTheSoftTimes(String block, String place) {
        // by the hard ones, of minutes, nobody would hear of it in time
        try (SmtpClient client = james.connect("hasty-" + block)) {
            assertThat(told(client, "anna-" + block + "@stalled.test", place)).isEqualTo(LATER);
            client.quit();
        }
    }

    @Test
    void answerShouldBeThereAtTheRetryWhenTheServerNeededPatience() {
        ONCE.hold();
        try (SmtpClient client = james.connect("hasty-rcpt")) {
            assertThat(told(client, "anna@once.test", "RCPT")).isEqualTo(LATER);
            ONCE.release();
            Patience.await("the answer of the second attempt").pollInterval(Duration.ofMillis(200)).until(() -> {
                String reply = client.line(RCPT).reply().last();
                assertThat(reply).matches(text -> text.equals(LATER) || text.startsWith("250 "));
                return reply.startsWith("250 ");
            });
            client.quit();
        }

        assertThat(once.connections()).isEqualTo(2);
    }

    @Test
    void whoIsGreylistedShouldBeAskedAboutMeanwhileAndRefusedAtTheRetry() {
        try (SmtpClient client = james.connect("grey")) {
            assertThat(told(client, "nobody-grey@good.test", "RCPT")).startsWith("451 4.7.1 Greylisted");
            client.command("RSET", 250);
            assertThat(told(client, "grey@good.test", "RCPT")).startsWith("451 4.7.1 Greylisted");
            Patience.await("both are asked about").until(() -> good.commands().stream()
                    .filter(line -> line.contains("nobody-grey@good.test") || line.contains("grey@good.test")).count() >= 2);
            client.command("RSET", 250);
            client.command("MAIL FROM:<nobody-grey@good.test>", 250);
            Patience.await("the answer refuses").until(() -> client.line(RCPT).reply().last().equals(NO_SUCH));
            client.command("RSET", 250);
            client.command("MAIL FROM:<grey@good.test>", 250);
            Patience.await("the delay is over").until(() -> client.line(RCPT).reply().code() == 250);
            client.command("DATA", 354);
            client.dot(Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered("grey@good.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsEntry("dotgate.callout", "found"));
    }

    @Test
    void postmasterAndAbuseShouldBeReachedWhoeverWrites() {
        try (SmtpClient client = james.connect("open")) {
            client.command("MAIL FROM:<nobody-open@good.test>", 250);
            assertThat(client.line("RCPT TO:<ben@dotgate.test>").reply().last()).isEqualTo(NO_SUCH);
            client.command("RCPT TO:<postmaster@dotgate.test>", 250);
            client.command("RCPT TO:<Abuse@dotgate.test>", 250);
            client.command("DATA", 354);
            client.dot(Letter.any()).expect(250);
            client.quit();
        }

        assertThat(james.delivered("nobody-open@good.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsEntry("dotgate.callout", "not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody@dotgate.test", "anna@[127.0.0.1]", "nobody"})
    void nobodyShouldBeAskedAboutThese(String sender) {
        int before = good.connections();
        try (SmtpClient client = james.connect("rcpt")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            client.command(RCPT, 250);
            client.quit();
        }

        assertThat(good.connections()).isEqualTo(before);
    }

    @Test
    void authenticatedUserShouldBeExempt() {
        String plain = Base64.getEncoder().encodeToString(("\0" + RealJames.BEN + "\0" + RealJames.PASSWORD).getBytes());
        try (SmtpClient client = james.connect("rcpt")) {
            client.command("AUTH PLAIN " + plain, 235);
            client.send("nobody-auth@good.test", RealJames.CARLA, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(good.commands()).noneMatch(line -> line.contains("nobody-auth"));
        assertThat(james.delivered("nobody-auth@good.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsEntry("dotgate.callout", "not_asked"));
    }

    @Test
    void probeThatComesToOurselvesShouldBeAnsweredAndNotAskedBack() {
        try (SmtpClient client = james.connect("loop")) {
            // which is how it would end if it were asked back
            assertThat(told(client, "anna@loop.test", "RCPT")).isNotEqualTo(LATER);
            client.quit();
        }

        assertThat(log.ofDotgate()).filteredOn(line -> line.contains("<verify@loop.test>"))
                .allMatch(line -> line.contains("not_asked: its server is being asked, and asks back"));
    }

    @Test
    void pipelineShouldBeAnsweredInOrderWhenTheSessionIsParkedAtMail() {
        SLOW.hold();
        try (SmtpClient client = james.connect("mail")) {
            client.lines("MAIL FROM:<nobody@slow.test>", RCPT, "RSET", "MAIL FROM:<anna@slow.test>", RCPT, "NOOP");
            Patience.await("it is parked").until(() -> james.parked() == 1);
            SLOW.release();

            assertThat(client.reply().last()).isEqualTo(NO_SUCH);
            assertThat(client.reply().code()).as("no sender").isEqualTo(503);
            client.expect(250);
            assertThat(client.reply().last()).startsWith("250 2.1.0 Sender <anna@slow.test> OK");
            assertThat(client.reply().last()).startsWith("250 2.1.5 Recipient");
            client.expect(250);
            client.quit();
        }
    }

    @Test
    void sessionShouldBeGoneAndTheAnswerKeptWhenTheClientDropsWhileParkedAtMail() {
        SLOW.hold();
        SmtpClient client = james.connect("mail");
        client.line("MAIL FROM:<dropped@slow.test>");
        Patience.await("it is parked").until(() -> james.parked() == 1);

        client.dropByFin();

        Patience.await("it is not parked any more").until(() -> james.parked() == 0);
        SLOW.release();
        try (SmtpClient next = james.connect("mail")) {
            assertThat(told(next, "dropped@slow.test", "MAIL")).isEqualTo(NO_SUCH);
            next.quit();
        }
        assertThat(slow.commands().stream().filter(line -> line.contains("<dropped@slow.test>"))).as("asked once").hasSize(1);
        assertThat(log.troubles()).isEmpty();
    }

    @Test
    void otherSessionsShouldNotNoticeWhileManyAreParkedAtMail() {
        SLOW.hold();
        for (int i = 0; i < PARKED; i++) {
            clients.add(james.connect("mail").line("MAIL FROM:<parked" + i + "@slow.test>"));
        }
        Patience.await("all are parked").until(() -> james.parked() == PARKED);
        try (SmtpClient other = james.connect("mail")) {
            for (int i = 0; i < 20; i++) {
                other.command("NOOP", 250);
            }
            other.quit();
        }
        assertThat(james.parked()).as("while they were parked").isEqualTo(PARKED);
        SLOW.release();
        clients.forEach(client -> client.expect(250));
    }

    @Test
    void oneProbeShouldDoWhenAThousandSessionsHaveOneNewSender() {
        for (int i = 0; i < CROWD; i++) {
            clients.add(james.connect("rcpt"));
        }
        int before = slow.connections();
        SLOW.hold();
        clients.forEach(client -> client.lines("MAIL FROM:<crowd@slow.test>", RCPT));
        SLOW.release();

        clients.forEach(client -> {
            client.expect(250);
            client.expect(250);
        });
        assertThat(slow.connections() - before).isEqualTo(1);
        assertThat(slow.commands().stream().filter(line -> line.contains("<crowd@slow.test>"))).hasSize(1);
    }
}
