package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.HeldDns;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recipients are judged at RCPT by a greylist that asks SPF, and so DNS, about strangers. */
class RecipientIT {
    private static final int PARKED = 50;
    private static final int OTHERS = 40;
    private static final int MANY = 1000;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static HeldDns dns;
    private static RealJames james;
    private static LogWatch log;

    private final List<SmtpClient> clients = new ArrayList<>();

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        dns = HeldDns.open();
        String ini = "[greylist]\nat = rcpt\nmatch = envelope\ndelay = 2s\nauto-pass = off\nlookup-timeout = 30s\n"
                + "[callout]\nresolver = " + dns.address() + "\n";
        james = RealJames.in(directory)
                .file("conf/dotgate.ini", ini)
                .with(SmtpBlock.gated("gate", ini))
                .with(SmtpBlock.gated("shadow", ini.replace("at = rcpt", "at = rcpt\nmode = shadow")))
                // where whoever comes is early, however slow this machine is
                .with(SmtpBlock.gated("early", ini.replace("delay = 2s", "delay = 1h")))
                .with(SmtpBlock.bare("forgotten").recipientHook().dotHook())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
        log.close();
    }

    @AfterEach
    void leave() {
        dns.release();
        clients.forEach(SmtpClient::close);
    }

    @Test
    void theRecipientShouldBeDelayedThenPassAndTheMessageSaySo() {
        String sender = stranger();
        try (SmtpClient client = mail(sender)) {
            assertThat(client.command(rcpt(RealJames.BEN), 451).last()).startsWith("451 4.7.1 ");
            client.command("DATA", 503);
            client.quit();
        }
        try (SmtpClient client = james.connect("early")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            assertThat(client.command(rcpt(RealJames.BEN), 451).last()).as("an early retry").startsWith("451 4.7.1 ");
            client.quit();
        }

        String letter = Letter.any();
        awaitSent(sender, letter);

        Delivered mail = james.delivered(sender).get(0);
        String[] lines = new String(mail.raw()).split("\r\n");
        assertThat(lines[0]).matches("X-Greylist: delayed ([2-9]|[1-9][0-9]+) seconds");
        assertThat(lines[1]).startsWith("Received: from ");
        assertThat(new String(mail.raw())).endsWith(letter);
        try (SmtpClient client = mail(sender)) {
            client.command(rcpt(RealJames.BEN), 250);
            assertThat(client.command(rcpt(RealJames.CARLA), 451).last()).as("another recipient").startsWith("451 4.7.1 ");
            client.quit();
        }
    }

    @Test
    void theNullSenderShouldWaitForTheDot() {
        String letter = Letter.any();
        try (SmtpClient client = james.connect("gate")) {
            assertThat(client.send("", RealJames.BEN, letter).expect(451).last()).startsWith("451 4.7.1 ");
            client.quit();
        }

        awaitSent("", letter);

        assertThat(james.delivered("")).singleElement().satisfies(mail ->
                assertThat(new String(mail.raw())).matches("(?s)X-Greylist: delayed ([2-9]|[1-9][0-9]+) seconds\r\nReceived: from .*"));
    }

    @Test
    void nothingShouldBeAskedWhenJamesRefusesTheRecipient() {
        int before = dns.questions();
        try (SmtpClient client = mail(stranger())) {
            client.line(rcpt("nobody@dotgate.test"));
            assertThat(client.reply().code()).isGreaterThanOrEqualTo(500);
            client.quit();
        }

        assertThat(dns.questions()).isEqualTo(before);
    }

    @Test
    void thePipelineShouldBeAnsweredInOrderAndNobodyElseWaitWhenTheVerdictIsMissing() {
        String sender = stranger();
        dns.hold();
        try (SmtpClient client = james.connect("gate")) {
            int before = dns.questions();
            client.lines("MAIL FROM:<" + sender + ">", rcpt("nobody@dotgate.test"), rcpt(RealJames.BEN), rcpt(RealJames.CARLA),
                    "DATA", "NOOP");
            client.expect(250);
            assertThat(client.reply().code()).isGreaterThanOrEqualTo(500);
            Patience.await("DNS is asked").until(() -> dns.questions() > before);
            greetOthers();
            assertThat(james.parked()).isEqualTo(1);
            assertThat(client.hasInput()).as("an answer ahead of its turn").isFalse();

            dns.release();
            assertThat(client.expect(451).last()).startsWith("451 4.7.1 Greylisted");
            assertThat(client.expect(451).last()).startsWith("451 4.7.1 Greylisted");
            client.expect(503);
            client.expect(250);
            client.quit();
        }
    }

    @Test
    void otherSessionsShouldBeAnsweredWhileFiftyAreParkedAtTheirRecipient() {
        dns.hold();
        for (int number = 0; number < PARKED; number++) {
            clients.add(mail(stranger()).line(rcpt(RealJames.BEN)));
        }
        Patience.await("all are parked").until(() -> james.parked() == PARKED);

        greetOthers();

        dns.release();
        clients.forEach(client -> client.expect(451));
    }

    @ParameterizedTest
    @EnumSource
    void nothingShouldBeWaitedForWhenTheClientLeaves(Leaving leaving) {
        dns.hold();
        SmtpClient client = mail(stranger());
        client.lines(rcpt(RealJames.BEN), rcpt(RealJames.CARLA), "DATA");
        Patience.await("it is parked").until(() -> james.parked() == 1);

        leaving.leave(client);

        client.awaitNoticed();
        assertThat(james.parked()).isZero();
        dns.release();
        assertThat(log.troubles()).noneMatch(trouble -> trouble.contains("org.dotgate"));
    }

    @RepeatedTest(10)
    void everyRecipientShouldBeAnsweredWhenLinesArriveWhileOthersAreLetIn() {
        dns.hold();
        try (SmtpClient client = james.connect("shadow")) {
            client.command("MAIL FROM:<" + stranger() + ">", 250);
            client.line(rcpt(RealJames.BEN));
            Patience.await("it is parked").until(() -> james.parked() == 1);
            for (int number = 1; number < MANY; number++) {
                client.line(rcpt(RealJames.BEN));
                if (number == MANY / 4) {
                    dns.release();
                }
            }

            for (int number = 0; number < MANY; number++) {
                client.expect(250);
            }
            client.quit();
            client.awaitNoticed();
        }
        assertThat(james.parked()).isZero();
    }

    @Test
    void theReplyShouldComeBeforeTheGoodbyeWhenTheClientSaysQuit() {
        dns.hold();
        try (SmtpClient client = mail(stranger())) {
            client.lines(rcpt(RealJames.BEN), "QUIT");
            Patience.await("it is parked").until(() -> james.parked() == 1);

            dns.release();
            client.expect(451);
            client.expect(221);
            client.expectClosed();
        }
    }

    @Test
    void theRecipientShouldStillBeJudgedAndTheLogSaySoOnceWhenThereIsNoGate() {
        String sender = stranger();
        try (SmtpClient client = james.connect("forgotten")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            client.command(rcpt(RealJames.BEN), 451);
            client.command(rcpt(RealJames.CARLA), 451);
            client.quit();
        }

        assertThat(log.ofDotgate().stream().filter(said -> said.contains("recipients are judged on the connections' own")))
                .hasSize(1);
    }

    @Test
    void theLogShouldTellWhoWasRefused() {
        String sender = stranger();
        try (SmtpClient client = mail(sender)) {
            client.command(rcpt(RealJames.BEN), 451);
            client.quit();
        }

        assertThat(log.ofDotgate()).anySatisfy(line -> assertThat(line)
                .contains("org.dotgate.decision recipient <ben@dotgate.test> from <" + sender + ">", "REFUSED by greylist"));
    }

    /** Tries, as a client does who is told to come again, until the message is taken. */
    private static void awaitSent(String sender, String letter) {
        Patience.await("the greylist lets " + sender + " in").until(() -> {
            try (SmtpClient client = mail(sender)) {
                SmtpReply reply = client.line(rcpt(RealJames.BEN)).reply();
                if (reply.code() == 250) {
                    client.command("DATA", 354);
                    reply = client.dot(letter).reply();
                }
                client.quit();
                return reply.code() == 250;
            }
        });
    }

    /** Many more connections than James has I/O threads say what they say before a recipient. */
    private static void greetOthers() {
        for (int number = 0; number < OTHERS; number++) {
            try (SmtpClient other = james.connect("gate")) {
                other.command("MAIL FROM:<other@client.test>", 250);
                other.quit();
            }
        }
    }

    private static SmtpClient mail(String sender) {
        SmtpClient client = james.connect("gate");
        client.command("MAIL FROM:<" + sender + ">", 250);
        return client;
    }

    /** A sender of whose domain nobody has heard. */
    private static String stranger() {
        return "ann@stranger" + NUMBER.incrementAndGet() + ".test";
    }

    private static String rcpt(String recipient) {
        return "RCPT TO:<" + recipient + ">";
    }
}
