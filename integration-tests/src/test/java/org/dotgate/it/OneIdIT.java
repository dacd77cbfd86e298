package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.WebAdminClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By one id, what became of messages against which nobody has anything is found in the log, with why, and among the decisions. */
class OneIdIT {
    private static final String WORDS = "[dot]\nrun = words\n[filter words]\ntype = words\nlist = conf/spamwords.txt\n";
    private static final String MAILETS = """
            <mailet match="SenderHostIs=good.test" class="org.dotgate.mailets.RunFilters">
              <filters>words</filters><config>file://conf/judged.ini</config><onFail>error</onFail>
            </mailet>
            """;

    private static ScriptedMx mx;
    private static ScriptedDns dns;
    private static RealJames james;
    private static LogWatch log;

    private final WebAdminClient admin = new WebAdminClient(james);

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        mx = ScriptedMx.builder().mailbox("anna@good.test").mailbox("big@good.test").mailbox("carl@good.test").mailbox("relay@good.test").start();
        dns = ScriptedDns.start(Map.of("good.test", List.of("MX 10 mx.good.test"), "mx.good.test", List.of("A 127.0.0.1")));
        String callout = "[callout]\nenabled = yes\nreply-at = rcpt\nresolver = " + dns.address() + "\nport = " + mx.port() + "\nallow-private = yes\n";
        james = RealJames.in(directory).webAdmin().mailet(MAILETS)
                .file("conf/spamwords.txt", "online casino\n")
                .with(SmtpBlock.gated("judged", WORDS + callout + "[greylist]\nat = rcpt\nspf = no\n[store]\nurl = file:var/judged\n").maxMessageKib(64))
                .with(SmtpBlock.gated("asking", callout + "[store]\nurl = file:var/asking\n"))
                .with(SmtpBlock.gated("exempt", WORDS + callout + "[store]\nurl = file:var/exempt\n").relaying())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
        mx.close();
        log.close();
    }

    @Test
    void messageShouldBeFollowedFromMailToTheMailetsWhenNobodyHasAnythingAgainstIt() throws Exception {
        allow("anna@good.test");

        send("judged", "anna@good.test", Letter.any(), 250);

        JsonNode decision = decision("judged", "anna@good.test");
        assertThat(decision.get("outcome").asText()).isEqualTo("accepted");
        assertThat(decision.get("by").asText()).isEqualTo("chain");
        List<String> lines = linesOf(decision, 4);
        assertThat(lines).anyMatch(line -> line.matches(".*sender <anna@good.test> at .*: ACCEPTED by callout \\(found: .*\\) "
                + "at=MAIL session=\\S+ outcome=accepted by=callout"));
        assertThat(lines).anyMatch(line -> line.matches(".*recipient <" + RealJames.BEN + "> from <anna@good.test> at .*: ACCEPTED by greylist "
                + "\\(.*an operator has allowed it.*\\) at=RCPT session=\\S+ outcome=accepted by=greylist"));
        assertThat(lines).anyMatch(line -> line.matches(".*: ACCEPTED by chain .* at=DOT .* outcome=accepted by=chain ms=[0-9]+"));
        assertThat(lines).anyMatch(line -> line.matches(".*: ACCEPTED by chain .* at=MAILET .*"));
        assertThat(james.delivered("anna@good.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsEntry("dotgate.session", decision.get("session").asText()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an exempt client,          exempt, relay@good.test, 1,     250, accepted, exempt,    not_asked: exempt",
        "a message that is too big, judged, big@good.test,   70000, 552, refused,  size,      ACCEPTED by greylist",
        "no filter at the dot,      asking, carl@good.test,  1,     250, accepted, no filter, recipient .* ACCEPTED by callout",
    })
    void messageShouldBeFoundWhenNoFilterHasJudgedIt(String label, String block, String sender, int size, int code, String outcome, String by,
            String before) throws Exception {
        allow(sender);

        send(block, sender, "Subject: minutes\r\n\r\n" + "Dear Ben\r\n".repeat((size + 9) / 10), code);

        JsonNode decision = decision(block, sender);
        assertThat(decision.get("outcome").asText()).isEqualTo(outcome);
        assertThat(decision.get("by").asText()).isEqualTo(by);
        assertThat(decision.get("reply").asText()).startsWith(code == 250 ? "" : code + " ");
        assertThat(decision.get("recipients").get(0).asText()).isEqualTo(RealJames.BEN);
        String field = by.contains(" ") ? "\"" + by + "\"" : by;
        assertThat(linesOf(decision, 2)).anyMatch(line -> line.matches(".*" + before + ".*")).anyMatch(line -> line.matches(".*message \\S+ from <" + sender + "> at .* at=DOT session=\\S+ message="
                + decision.get("id").asText() + " outcome=" + outcome + " by=" + field + " ms=[0-9]+"));
        assertThat(admin.json("/dotgate/outcomes?minutes=60&config=file://conf/exempt.ini").toString()).as("exempt messages are not counted")
                .doesNotContain("\"accepted\":1");
    }

    private void allow(String sender) throws Exception {
        assertThat(admin.request("POST", "/dotgate/greylist?client=127.0.0.1&sender=" + sender + "&recipient=" + RealJames.BEN
                + "&config=file://conf/judged.ini").statusCode()).isEqualTo(201);
    }

    /** The one about the dot; there is no other, for nothing was refused before. */
    private JsonNode decision(String block, String sender) throws Exception {
        JsonNode decision = admin.only("/dotgate/decisions?config=file://conf/" + block + ".ini&text=" + sender);
        assertThat(decision.get("command").asText()).isEqualTo("DOT");
        return decision;
    }

    /** The log's lines of the same session, when there are so many. */
    private static List<String> linesOf(JsonNode decision, int least) {
        String session = " session=" + decision.get("session").asText() + " ";
        Patience.await("the log has " + least + " lines").until(() -> lines(session).size() >= least);
        return lines(session);
    }

    private static List<String> lines(String session) {
        return log.ofDotgate().stream().filter(line -> line.contains(session)).collect(Collectors.toList());
    }

    private static void send(String block, String sender, String letter, int code) {
        try (SmtpClient client = james.connect(block)) {
            client.send(sender, RealJames.BEN, letter).expect(code);
            client.quit();
        }
    }
}
