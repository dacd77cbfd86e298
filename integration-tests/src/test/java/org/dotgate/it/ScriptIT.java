package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs of the operator's, at a real dot. */
class ScriptIT {
    private static final String NOTE = """
            #!/bin/sh
            # notes what it was told and what it can read
            env | grep '^DOTGATE_' | sort > "noted/$DOTGATE_SENDER.env"
            sha256sum < "$1" > "noted/$DOTGATE_SENDER.sum"
            echo PASS
            """;
    private static final String INJECT_CONTROLS = """
            #!/bin/sh
            printf 'FAIL 550 5.7.1 first\\033[2J\\v\\f\\0\\302\\205\\342\\200\\250second\\n'
            """;
    private static final String INJECT_CR = """
            #!/bin/sh
            printf 'FAIL 550 5.7.1 first\\r250 2.0.0 second\\n'
            """;
    private static final String LINGER = """
            #!/bin/sh
            # a child of a child that waits for long
            sleep 300 &
            echo "$! $$" > "noted/$DOTGATE_SENDER.new"
            mv "noted/$DOTGATE_SENDER.new" "noted/$DOTGATE_SENDER.pids"
            wait
            echo PASS
            """;

    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("noted"));
        james = withScripts(directory).start();
    }

    private static RealJames withScripts(Path directory) {
        return RealJames.in(directory)
                .script("conf/filters/note.sh", NOTE)
                .script("conf/filters/inject-controls.sh", INJECT_CONTROLS)
                .script("conf/filters/inject-cr.sh", INJECT_CR)
                .script("conf/filters/linger.sh", LINGER)
                .with(SmtpBlock.gated("note", ini("note")))
                .with(SmtpBlock.gated("inject-controls", ini("inject-controls")))
                .with(SmtpBlock.gated("inject-cr", ini("inject-cr")))
                .with(SmtpBlock.gated("linger", ini("linger")))
                .with(SmtpBlock.gated("tls", ini("note")).offeringStartTls());
    }

    private static String ini(String name) {
        return "[dot]\nrun = script\n[filter script]\ntype = exec\ntimeout = 60s\ncommand = conf/filters/" + name + ".sh\n";
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void theScriptShouldReadEveryOctetThatJamesQueuesWhenTheMessageHas20Megabytes() throws Exception {
        String content = "Subject: twenty\r\n\r\n" + ("\u00e4\u00ff.0123456789".repeat(5) + "\r\n").repeat(300_000);
        String sender = Scene.open("twenty").sender();
        try (SmtpClient client = james.connect("note")) {
            client.send(sender, RealJames.BEN, content).expect(250);
            client.quit();
        }

        Delivered delivered = james.delivered(sender).get(0);
        assertThat(delivered.raw().length).isGreaterThan(20_000_000);
        assertThat(noted(sender, ".sum")).startsWith(sha256(delivered.raw()));
    }

    @Test
    void theScriptShouldFindEnvelopeAndConnectionInItsEnvironmentWhenItRuns() throws IOException {
        String sender = Scene.open("environment").sender();
        try (SmtpClient client = james.connect("tls").startTls()) {
            client.openData(sender, RealJames.BEN, RealJames.CARLA).dot(Letter.any()).expect(250);
            client.quit();
        }

        Delivered delivered = james.delivered(sender).get(0);
        assertThat(noted(sender, ".env").lines()).contains(
                "DOTGATE_EVENT=dot",
                "DOTGATE_CLIENT_IP=127.0.0.1",
                "DOTGATE_HELO=client.test",
                "DOTGATE_SENDER=" + sender,
                "DOTGATE_RECIPIENTS=" + RealJames.BEN,
                "DOTGATE_SIZE=" + delivered.raw().length,
                "DOTGATE_ID=" + delivered.name());
        assertThat(noted(sender, ".env")).containsPattern("DOTGATE_TLS=TLSv1\\.[23].*TLS_");
    }

    @ParameterizedTest
    @CsvSource({"inject-controls,550", "inject-cr,451"})
    void oneSafeLineShouldBeRepliedWhenTheScriptTriesToSayMore(String block, int code) {
        try (SmtpClient client = james.connect(block)) {
            SmtpReply reply = client.send("inject@client.test", RealJames.BEN, Letter.any()).expect(code);
            assertThat(reply.lines()).singleElement().satisfies(line -> assertThat(line).matches("[ -~]+"));
            client.command("NOOP", 250);
            client.quit();
        }

        assertThat(james.delivered("inject@client.test")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theScriptAndItsChildrenShouldBeGoneWhenTheClientDrops(Leaving leaving) throws IOException {
        String sender = Scene.open("linger").sender();
        SmtpClient client = james.connect("linger");
        client.send(sender, RealJames.BEN, Letter.any());
        List<Long> processes = processes(james, sender);
        leaving.leave(client);

        awaitGone(processes);
        assertThat(james.delivered(sender)).isEmpty();
    }

    @Test
    void theScriptAndItsChildrenShouldBeGoneWhenJamesStops(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("noted"));
        RealJames stopping = withScripts(directory).start();
        List<Long> processes;
        try (SmtpClient client = stopping.connect("linger")) {
            client.send("stop@client.test", RealJames.BEN, Letter.any());
            processes = processes(stopping, "stop@client.test");
        } finally {
            stopping.close();
        }

        awaitGone(processes);
    }

    private static void awaitGone(List<Long> processes) {
        assertThat(processes).hasSize(2);
        Patience.await("processes " + processes + " are gone")
                .until(() -> processes.stream().noneMatch(ScriptIT::isAlive));
    }

    /** A process that has ended but was not reaped yet does no harm. */
    private static boolean isAlive(long process) {
        Path status = Path.of("/proc/" + process + "/stat");
        try {
            return Files.exists(status) && !Files.readString(status).matches("(?s).*\\) Z .*");
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<Long> processes(RealJames where, String sender) throws IOException {
        Path file = where.directory().resolve("noted/" + sender + ".pids");
        Patience.await("the script runs").until(() -> Files.exists(file));
        return List.of(Files.readString(file).trim().split(" ")).stream().map(Long::valueOf).toList();
    }

    private static String noted(String sender, String ending) throws IOException {
        return Files.readString(james.directory().resolve("noted/" + sender + ending), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return String.format("%064x", new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(content)));
    }
}
