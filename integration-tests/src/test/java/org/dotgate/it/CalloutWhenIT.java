package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose senders are asked about, and where an answer is told, as the file says at the time. */
class CalloutWhenIT {
    private static final String NO_SUCH = "550 5.1.8 Sender address does not exist, says its own mail server";
    private static final String RCPT = "RCPT TO:<" + RealJames.BEN + ">";

    private static ScriptedMx mx;
    private static ScriptedDns named;
    private static ScriptedDns nameless;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        mx = ScriptedMx.builder().start();
        named = ScriptedDns.start(senders());
        // the client's reverse DNS, which leads back to it
        named.zone().put("1.0.0.127.in-addr.arpa", "PTR client.named.test");
        named.zone().put("client.named.test", "A 127.0.0.1");
        nameless = ScriptedDns.start(senders());
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("named", ini("named", named, "when = suspicious")))
                .with(SmtpBlock.gated("nameless", ini("nameless", nameless, "when = suspicious")))
                .with(SmtpBlock.gated("changing", ini("changing", named, "reply-at = rcpt")))
                .start();
    }

    /** Domains that one mail exchanger knows nobody in, with what SPF makes of a client on this machine. */
    private static Map<String, List<String>> senders() {
        return Map.of(
                "pass.test", List.of("MX 10 mx.test", "TXT v=spf1 ip4:127.0.0.1 -all"),
                "none.test", List.of("MX 10 mx.test"),
                "neutral.test", List.of("MX 10 mx.test", "TXT v=spf1 ?all"),
                "softfail.test", List.of("MX 10 mx.test", "TXT v=spf1 ~all"),
                "fail.test", List.of("MX 10 mx.test", "TXT v=spf1 ip4:192.0.2.1 -all"),
                "mx.test", List.of("A 127.0.0.1"));
    }

    private static String ini(String name, ScriptedDns dns, String line) {
        return "[store]\nurl = file:var/" + name + "\n[callout]\nresolver = " + dns.address() + "\nport = " + mx.port()
                + "\nallow-private = yes\ncatch-all = no\nper-mx-per-minute = 10000\nsoft = helo 25s, mail 25s, rcpt 25s\nsoft-total = 28s\n" + line + "\n";
    }

    @AfterAll
    static void end() {
        james.close();
        named.close();
        nameless.close();
        mx.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a client that SPF vouches for and that has a name,      named,    pass.test,     false",
        "a client that SPF vouches for and that has none,        nameless, pass.test,     true",
        "a client of which SPF knows nothing but that has a name, named,   none.test,     true",
        "a client of which SPF knows nothing and that has none,  nameless, none.test,     true",
        "a client of which SPF says nothing,                     named,    neutral.test,  true",
        "a client that SPF only doubts,                          named,    softfail.test, true",
        "a client that may not use the sender,                   named,    fail.test,     false",
        "a client that may not use the sender and has no name,   nameless, fail.test,     false"
    })
    void onlySuspiciousSendersShouldBeAskedAbout(String label, String block, String domain, boolean asked) {
        String sender = "nobody." + block + "@" + domain;
        try (SmtpClient client = james.connect(block)) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            String reply = client.line(RCPT).reply().last();
            if (asked) {
                assertThat(reply).isEqualTo(NO_SUCH);
            } else {
                assertThat(reply).startsWith("250 ");
            }
            client.quit();
        }

        assertThat(mx.commands().contains("RCPT TO:<" + sender + ">")).as("asked about").isEqualTo(asked);
    }

    @Test
    void theNextSessionShouldBeToldAtAnotherPlaceWhenTheFileSaysSo() {
        assertThat(toldAt("before@none.test")).isEqualTo("RCPT");

        james.file("conf/changing.ini", ini("changing", named, "reply-at = mail"));

        Patience.await("reply-at = mail counts").until(() -> toldAt("mail@none.test").equals("MAIL"));
        assertThat(toldAt("before@none.test")).as("what was known before").isEqualTo("MAIL");

        james.file("conf/changing.ini", ini("changing", named, "reply-at = dot"));

        Patience.await("reply-at = dot counts").until(() -> toldAt("dot@none.test").equals("dot"));
        assertThat(james.delivered("dot@none.test")).isEmpty();
    }

    /** At which command a new session is told that the sender does not exist. */
    private static String toldAt(String sender) {
        try (SmtpClient client = james.connect("changing")) {
            if (client.line("MAIL FROM:<" + sender + ">").reply().last().equals(NO_SUCH)) {
                return "MAIL";
            }
            if (client.line(RCPT).reply().last().equals(NO_SUCH)) {
                return "RCPT";
            }
            client.command("DATA", 354);
            return client.dot(Letter.any()).reply().last().equals(NO_SUCH) ? "dot" : "nowhere";
        }
    }
}
