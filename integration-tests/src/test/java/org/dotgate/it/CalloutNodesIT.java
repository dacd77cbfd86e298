package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.it.harness.Calloutd;
import org.dotgate.it.harness.HeldAct;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.store.redis.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** {@code [callout] server = redis}: two Jameses and a callout server share one queue and one memory. */
class CalloutNodesIT {
    private static final String NO_SUCH = "550 5.1.8 Sender address does not exist, says its own mail server";
    private static final String LATER = "450 4.7.1 Sender address is being verified, please try again later";
    private static final String RCPT = "RCPT TO:<" + RealJames.BEN + ">";
    private static final String QUEUE = "dotgate:callout.queue";

    /** The longest that a soft attempt may take, and longer than the test of an end that does not wait for it. */
    private static final String LONGEST = "120s\nsoft-total = 120s";
    private static final HeldAct ACT = new HeldAct();

    private static RealRedis redis;
    private static ScriptedDns dns;
    private static ScriptedMx patient;
    private static RealJames left;
    private static RealJames right;

    @BeforeAll
    static void boot(@TempDir Path leftDirectory, @TempDir Path rightDirectory) throws Exception {
        redis = new RealRedis();
        patient = ScriptedMx.builder().mailbox("anna@patient.test").at(MxStage.RCPT, ACT).start();
        dns = ScriptedDns.start(Map.of("patient.test", List.of("MX 10 mx.patient.test"),
                "mx.patient.test", List.of("A 127.0.0.1")));
        // by two names, so that each has a connection and a memory of its own
        left = RealJames.in(leftDirectory).with(SmtpBlock.gated("gate", ini("127.0.0.1", "500ms"))).start();
        right = RealJames.in(rightDirectory).with(SmtpBlock.gated("gate", ini("localhost", "500ms"))).start();
    }

    private static String ini(String host, String soft) {
        return "[store]\nurl = redis://" + host + ":" + redis.port() + "/0\n[callout]\nserver = redis\nallow-private = yes\n"
                + "resolver = " + dns.address() + "\nport = " + patient.port() + "\nsoft = rcpt " + soft + "\n"
                + "per-mx-connections = 50\nper-mx-per-minute = 1000\ncatch-all = no\n";
    }

    @AfterAll
    static void end() throws Exception {
        left.close();
        right.close();
        patient.close();
        dns.close();
        redis.close();
    }

    private static String told(RealJames james, String sender) {
        try (SmtpClient client = james.connect("gate")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            String reply = client.line(RCPT).reply().last();
            client.quit();
            return reply;
        }
    }

    private static long probes(String sender) {
        return patient.commands().stream().filter(line -> line.equals("RCPT TO:<" + sender + ">")).count();
    }

    private static long waiting() {
        return (Long) redis.ask(Command.XLEN, QUEUE);
    }

    @BeforeEach
    void needPatience() {
        ACT.hold();
    }

    /** Has a callout server run, and the exchanger answer, until there is nothing to do for it. */
    private static void haveWorkDone(Callable<Boolean> done) throws Exception {
        ACT.release();
        Calloutd calloutd = Calloutd.start(redis.url().toString(), ini("127.0.0.1", "500ms"));
        try {
            Patience.await("all is answered").until(done);
        } finally {
            calloutd.close();
        }
    }

    @Test
    void answersOfTheCalloutServerShouldCountAtBothNodesWhenTheSoftAttemptTellsNothing() throws Exception {
        assertThat(told(left, "anna@patient.test")).isEqualTo(LATER);
        assertThat(told(left, "nobody@patient.test")).isEqualTo(LATER);
        assertThat(waiting()).isEqualTo(2);
        assertThat(told(right, "anna@patient.test")).isEqualTo(LATER);
        assertThat(told(right, "nobody@patient.test")).isEqualTo(LATER);
        assertThat(waiting()).as("no second piece of work").isEqualTo(2);
        assertThat(probes("anna@patient.test")).as("asked about in the queue already").isEqualTo(1);

        haveWorkDone(() -> waiting() == 0);

        for (RealJames james : new RealJames[] {left, right}) {
            assertThat(told(james, "nobody@patient.test")).isEqualTo(NO_SUCH);
            try (SmtpClient client = james.connect("gate")) {
                client.send("anna@patient.test", RealJames.BEN, Letter.any()).expect(250);
                client.quit();
            }
            assertThat(james.delivered("anna@patient.test")).singleElement()
                    .satisfies(mail -> assertThat(mail.attributes()).containsEntry("dotgate.callout", "found"));
        }
        assertThat(probes("anna@patient.test")).as("a soft attempt and a hard one, of all").isEqualTo(2);
        assertThat(probes("nobody@patient.test")).isEqualTo(2);
    }

    @Test
    @Timeout(100)
    void softAttemptShouldBeInTheQueueWhenJamesHasEndedInTheMiddleOfIt(@TempDir Path directory) throws Exception {
        String work = "dotgate:callout-work:cut.off@patient.test";
        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini("127.0.0.1", LONGEST))).start();
                SmtpClient client = james.connect("gate")) {
            client.command("MAIL FROM:<cut.off@patient.test>", 250);
            Patience.await("it is asked about").until(() -> probes("cut.off@patient.test") == 1);
            assertThat((Long) redis.ask(Command.EXISTS, work)).isZero();
        }

        assertThat((Long) redis.ask(Command.EXISTS, work)).isEqualTo(1);
        haveWorkDone(() -> (Long) redis.ask(Command.EXISTS, work) == 0);
        assertThat(told(right, "cut.off@patient.test")).isEqualTo(NO_SUCH);
    }
}
