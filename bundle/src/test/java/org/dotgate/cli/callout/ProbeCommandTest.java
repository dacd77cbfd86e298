package org.dotgate.cli.callout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dotgate.callout.probe.MxAct;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.cli.Commands;
import org.dotgate.cli.Json;
import org.dotgate.dns.ScriptedDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code dotgate callout probe}, with a DNS server and a mail exchanger on loopback. */
@Timeout(60)
class ProbeCommandTest {
    @TempDir
    private Path folder;

    private ScriptedDns dns;
    private ScriptedMx mx;

    @BeforeEach
    void start() throws IOException {
        dns = ScriptedDns.start(Map.of(
                "example.test", List.of("MX 10 mx.example.test"), "mx.example.test", List.of("A 127.0.0.1"), "null.test", List.of("MX 0 .")));
        mx = ScriptedMx.builder().mailbox("anna@example.test")
                .at(MxStage.MAIL, MxAct.behaves()).start();
    }

    @AfterEach
    void end() {
        mx.close();
        dns.close();
    }

    @Test
    void dialogueShouldBeShownWhenTheAddressExists() throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config(""), "anna@example.test");

        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out()).containsPattern("[0-9]+ > MAIL FROM:<>").containsPattern("[0-9]+ > RCPT TO:<anna@example.test>")
                .contains("> EHLO probe.test", "anna@example.test: found", "asked with soft time-outs; told at rcpt by mx.example.test");
        assertThat(ran.err()).contains("asking, for up to 20s");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "known mailbox,   anna@example.test,   found,      0",
        "angle brackets,  <anna@example.test>, found,      0",
        "quoted,          '\"a, b\"@example.test', not_found,  1",
        "no such mailbox, ben@example.test,    not_found,  1",
        "null MX,         anna@null.test,      unroutable, 1",
        "no domain,       anna@nowhere.test,   unroutable, 1",
    })
    void exitCodeShouldTellTheAnswer(String label, String address, String answer, int exit) throws Exception {
        Ran ran = Ran.command("callout", "probe", "--config", config(""), "--json", address);

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
        JsonObject told = Json.object(ran.out());
        assertThat(told.keySet()).containsExactly("address", "answer", "stage", "at", "mx", "checked", "expires", "reason", "transcript",
                "nextProbe");
        assertThat(Json.text(told, "address")).isEqualTo(address.replaceAll("[<>]", ""));
        assertThat(Json.text(told, "answer")).isEqualTo(answer);
        assertThat(Json.text(told, "stage")).isEqualTo("soft");
    }

    /** The server answers only when its question has been seen: so it is seen before the answer. */
    @Test
    void dialogueShouldBeShownAsItGoesOn() throws IOException {
        mx.close();
        mx = ScriptedMx.builder().mailbox("anna@example.test").at(MxStage.RCPT, (conversation, command) -> {}).start();
        StringWriter out = new StringWriter() {
            private boolean seen;

            @Override
            public void flush() {
                if (!seen && toString().endsWith("> RCPT TO:<anna@example.test>" + System.lineSeparator())) {
                    seen = true;
                    mx.conversations().get(0).say("550 5.1.1 none");
                }
            }
        };
        CommandLine commandLine = Commands.commandLine().setOut(new PrintWriter(out, true));

        int exit = commandLine.execute("callout", "probe", "--config", config("soft-total = 50s\nsoft = rcpt 50s\n"), "anna@example.test");

        assertThat(exit).as(out.toString()).isEqualTo(1);
        assertThat(out.toString()).containsOnlyOnce("> RCPT TO").contains("< 550 5.1.1 none", "anna@example.test: not_found");
    }

    @Test
    void longTimeoutsShouldBeUsedWhenTheyAreAskedFor() throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config("hard-total = 7m\n"), "--hard", "anna@example.test");

        assertThat(ran.err()).contains("asking, for up to 7m");
        assertThat(ran.out()).contains("asked with hard time-outs");
    }

    @Test
    void nothingShouldBeKnownWhenTheServerIsSilent() throws IOException {
        mx.close();
        mx = ScriptedMx.builder().at(MxStage.GREETING, MxAct.stalls()).start();

        Ran ran = Ran.command("callout", "probe", "--config", config("soft = greeting 200ms\n"), "anna@example.test");

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
        assertThat(ran.out()).contains("anna@example.test: unknown");
    }

    @Test
    void privateNetworksShouldNotBeAskedWhenTheConfigurationDoesNotSaySo() throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config("").replace("dotgate.ini", "strict.ini"), "anna@example.test");

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
        assertThat(mx.connections()).isZero();
    }

    @Test
    void terminalShouldNotBeToldWhatToDoWhenAServerTries() throws IOException {
        mx.close();
        mx = ScriptedMx.builder().at(MxStage.RCPT, MxAct.saysRaw("550 5.1.1 \u001b[2J\u009bgone\r\n")).start();

        Ran ran = Ran.command("callout", "probe", "--config", config(""), "anna@example.test");

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
        assertThat(ran.out()).contains("gone").doesNotContain("\u001b", "\u009b");
        assertThat(Ran.command("callout", "probe", "--config", config(""), "--json", "anna@example.test").out())
                .contains("gone").matches("[ -~\\n]*");
    }

    @Test
    void optedOutDomainShouldBeLeftAlone() throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config("opt-out = example.test\n"), "anna@example.test");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("dotgate: [callout] opt-out says");
        assertThat(mx.connections()).isZero();
    }

    @Test
    void failureShouldNotLookLikeAnAnswerWhenTheConfigurationIsWrong() throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config("sofd = rcpt 1s\n"), "anna@example.test");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("dotgate.ini:", "did you mean 'soft'");
        assertThat(Ran.command("callout", "probe", "--config", "missing.ini", "anna@example.test").exit()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "@example.test", "anna@", "a\rb@example.test", "<>"})
    void usageShouldBeShownWhenThereIsNoAddress(String address) throws IOException {
        Ran ran = Ran.command("callout", "probe", "--config", config(""), address);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("no address such as anna@example.org", "Usage: dotgate callout probe");
    }

    @Test
    void usageShouldBeShownWhenNoCommandIsGiven() {
        assertThat(Ran.command("callout").err()).contains("a command is missing: probe, list or forget");
        assertThat(Ran.command("callout").exit()).isEqualTo(2);
    }

    /** A file that leads to what listens here, and beside it strict.ini, which leaves out what only tests may. */
    private String config(String more) throws IOException {
        String callout = "[callout]\nhelo = probe.test\nresolver = " + dns.address() + "\nport = " + mx.port() + "\n" + more;
        Files.writeString(folder.resolve("strict.ini"), callout);
        return Files.writeString(folder.resolve("dotgate.ini"), callout + "allow-private = yes\n").toString();
    }
}
