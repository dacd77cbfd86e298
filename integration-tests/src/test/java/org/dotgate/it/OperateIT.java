package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.WebAdminClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask a real James for, and correct in it, over its WebAdmin: filters, greylist, call-outs, decisions at RCPT. */
class OperateIT {
    private static final String STAGED = "type = class\nclass = org.dotgate.it.filters.";
    private static final String FILTERS = """
            [dot]
            run = words, first, second
            [filter words]
            type = words
            list = conf/spamwords.txt
            [filter first]
            %sFirst
            timeout = 4s
            on-timeout = pass
            on-error = pass
            [filter second]
            %sSecond
            mode = shadow
            """.formatted(STAGED, STAGED);
    private static final String SHADOW = "[dot]\nrun = first\n[filter first]\n" + STAGED + "First\n"
            + "[greylist]\nat = rcpt\nspf = no\nmode = shadow\n[store]\nurl = file:var/shadow\n";
    private static final String MAILETS = """
            <mailet match="SenderHostIs=null.test" class="org.dotgate.mailets.RunFilters">
              <filters>first</filters><config>file://conf/shadow.ini</config><onFail>error</onFail>
            </mailet>
            <mailet match="SenderHostIs=null.test" class="org.dotgate.mailets.DotgateHeaders"/>
            """;

    private static ScriptedMx mx;
    private static ScriptedDns dns;
    private static RealJames james;
    private static LogWatch log;

    private final WebAdminClient admin = new WebAdminClient(james);

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        mx = ScriptedMx.builder().mailbox("anna@good.test").start();
        dns = ScriptedDns.start(Map.of("good.test", List.of("MX 10 mx.good.test"), "mx.good.test", List.of("A 127.0.0.1"),
                "null.test", List.of("MX 0 .")));
        String callout = "[callout]\nenabled = yes\nresolver = " + dns.address() + "\nport = " + mx.port() + "\nallow-private = yes\n"
                + "soft = helo 25s, mail 25s, rcpt 25s\nsoft-total = 28s\n";
        james = RealJames.in(directory).webAdmin().mailet(MAILETS)
                .file("conf/spamwords.txt", "online casino\n")
                .with(SmtpBlock.gated("filters", FILTERS))
                .with(SmtpBlock.gated("grey", "[greylist]\nat = rcpt\nmatch = envelope\nspf = no\n[store]\nurl = file:var/grey\n"))
                .with(SmtpBlock.gated("callout", callout + "reply-at = rcpt\n[store]\nurl = file:var/callout\n"))
                .with(SmtpBlock.gated("shadow", SHADOW + callout + "mode = shadow\n"))
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
    void filtersShouldTellTheirOrderAndWhatTheyHaveSaid() throws Exception {
        send("filters", Scene.open("passes").sender(), Letter.any(), 250);
        send("filters", Scene.open("words").sender(), Letter.about("an online casino"), 550);
        Scene late = Scene.open("late");
        late.part(First.class).holds();
        send("filters", late.sender(), Letter.any(), 250);
        Scene broken = Scene.open("broken");
        broken.part(First.class).holds();
        try (SmtpClient client = james.connect("filters")) {
            client.send(broken.sender(), RealJames.BEN, Letter.any());
            broken.part(First.class).call().breakDown(new IllegalStateException("broken"));
            client.expect(250);
            client.quit();
        }
        Scene spared = Scene.open("spared");
        spared.part(Second.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test"));
        send("filters", spared.sender(), Letter.any(), 250);

        JsonNode filters = admin.json("/dotgate/filters?config=file://conf/filters.ini").get("filters");

        assertThat(filters.findValuesAsText("name")).startsWith("words", "first", "second");
        assertThat(filters.findValuesAsText("order")).startsWith("1", "2", "3");
        JsonNode words = filters.get(0);
        assertThat(words.get("verdicts")).hasToString("{\"pass\":4,\"accept\":0,\"fail\":1,\"shadow-fail\":0,\"cancelled\":0}");
        assertThat(words.get("phrases")).hasToString("[{\"phrase\":\"online casino\",\"hits\":1}]");
        JsonNode first = filters.get(1);
        assertThat(first.at("/verdicts/pass").asInt()).isEqualTo(4);
        assertThat(first.get("timeouts").asInt()).isEqualTo(1);
        assertThat(first.get("errors").asInt()).isEqualTo(1);
        assertThat(first.get("count").asInt()).isEqualTo(4);
        assertThat(first.get("maxMs").asDouble()).isGreaterThanOrEqualTo(4_000);
        assertThat(first.get("p50Ms").asDouble()).isPositive().isLessThanOrEqualTo(first.get("p99Ms").asDouble());
        assertThat(first.get("histogram").findValues("count").stream().mapToInt(JsonNode::asInt).sum()).isEqualTo(4);
        assertThat(filters.get(2).get("shadow").asBoolean()).isTrue();
        assertThat(filters.get(2).at("/verdicts/shadow-fail").asInt()).isEqualTo(1);
        assertThat(filters.get(2).at("/verdicts/fail").asInt()).isZero();

        JsonNode decision = admin.only("/dotgate/decisions?config=file://conf/filters.ini&text=" + late.sender());
        assertThat(decision.get("results").findValuesAsText("origin")).containsExactly("filter", "timeout", "filter");
    }

    @Test
    void greylistShouldBeListedExplainedAndCorrected() throws Exception {
        assertThat(rcpt("grey", "ann@grey.test")).isEqualTo(451);
        assertThat(rcpt("grey", "carl@grey.test")).isEqualTo(451);
        String config = "config=file://conf/grey.ini";

        JsonNode entry = admin.only("/dotgate/greylist?sender=ann@grey.test&client=127.0.0.1&recipient=ben&state=waiting&" + config);
        assertThat(entry.get("key").asText()).isEqualTo("127.0.0.0/24 ann@grey.test " + RealJames.BEN);
        assertThat(admin.json("/dotgate/greylist?client=192.0.2.1&" + config).get("entries")).isEmpty();
        String ann = "/dotgate/greylist/" + part(entry.get("key").asText());
        JsonNode explained = admin.json(ann + "?" + config);
        assertThat(explained.get("attempts")).hasSize(1);
        assertThat(Instant.parse(explained.get("first").asText())).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(explained.get("explanation").asText()).contains("passes from");
        assertThat(explained.at("/autoPass/needed").asInt()).isPositive();

        assertThat(admin.request("POST", ann + "/allow?" + config).statusCode()).isEqualTo(204);
        assertThat(rcpt("grey", "ann@grey.test")).as("allowed").isEqualTo(250);
        assertThat(admin.request("POST", ann + "/expire?" + config).statusCode()).as("it does not wait").isEqualTo(404);
        assertThat(admin.request("DELETE", ann + "?" + config).statusCode()).isEqualTo(204);
        assertThat(admin.request("GET", ann + "?" + config).statusCode()).isEqualTo(404);
        assertThat(rcpt("grey", "ann@grey.test")).as("forgotten").isEqualTo(451);

        String carl = "/dotgate/greylist/" + part("127.0.0.0/24 carl@grey.test " + RealJames.BEN);
        assertThat(admin.request("POST", carl + "/expire?" + config).statusCode()).isEqualTo(204);
        assertThat(admin.request("GET", carl + "?" + config).statusCode()).isEqualTo(404);
        assertThat(admin.request("POST", "/dotgate/greylist?client=127.0.0.1&sender=dora@grey.test&recipient=" + RealJames.BEN + "&" + config)
                .statusCode()).isEqualTo(201);
        assertThat(rcpt("grey", "dora@grey.test")).as("allowed in advance").isEqualTo(250);
        assertThat(admin.json("/dotgate/greylist-cost?" + config).get("delayed").asInt()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void callOutsShouldBeExplainedAndForgotten() throws Exception {
        assertThat(rcpt("callout", "anna@good.test")).isEqualTo(250);
        String config = "?config=file://conf/callout.ini";

        JsonNode explained = admin.json("/dotgate/callouts/anna@good.test" + config);
        assertThat(explained.get("answer").asText()).isEqualTo("found");
        assertThat(explained.get("transcript").toString()).contains("> RCPT TO:<anna@good.test>", "< 250");
        assertThat(Instant.parse(explained.get("nextProbe").asText())).isAfter(Instant.now()).isBefore(Instant.parse(explained.get("expires").asText()));
        assertThat(admin.json("/dotgate/callouts" + config + "&answer=found").get("entries").findValuesAsText("address")).contains("anna@good.test");

        int before = mx.connections();
        assertThat(admin.request("DELETE", "/dotgate/callouts/anna@good.test" + config).statusCode()).isEqualTo(204);
        assertThat(rcpt("callout", "anna@good.test")).isEqualTo(250);
        assertThat(mx.connections()).as("asked anew").isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@good.test", RealJames.BEN, "127.0.0.1", "session"})
    void refusalAtRcptShouldBeFoundByWhomItIsAbout(String text) throws Exception {
        String config = "/dotgate/decisions?config=file://conf/callout.ini&text=";
        assertThat(rcpt("callout", "nobody@good.test")).isEqualTo(550);
        String session = admin.json(config + "nobody@good.test").at("/entries/0/session").asText();

        JsonNode decision = admin.json(config + (text.equals("session") ? session : text)).at("/entries/0");

        assertThat(decision.get("command").asText()).isEqualTo("RCPT");
        assertThat(decision.get("outcome").asText()).isEqualTo("refused");
        assertThat(decision.get("by").asText()).isEqualTo("callout");
        assertThat(decision.get("reply").asText()).startsWith("550 5.1.");
        assertThat(decision.get("reason").asText()).contains("not_found");
    }

    @Test
    void oneIdShouldFollowAMessageFromMailToTheMailets() throws Exception {
        String sender = "ann@null.test";
        send("shadow", sender, Letter.any(), 250);

        String config = "/dotgate/decisions?config=file://conf/shadow.ini&text=";
        Patience.await("the call-out's answer is noted, too").until(() -> admin.json(config + sender).get("entries").size() == 3);
        JsonNode entries = admin.json(config + sender).get("entries");
        assertThat(entries.findValuesAsText("command")).containsExactlyInAnyOrder("MAIL", "RCPT", "DOT");
        String session = entries.get(0).get("session").asText();
        assertThat(session).matches("[0-9a-f]{8}");
        assertThat(entries.findValuesAsText("session")).containsOnly(session);
        JsonNode spared = StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> entry.get("command").asText().equals("RCPT")).findFirst().orElseThrow();
        assertThat(spared.get("outcome").asText()).as("shadow mode").isEqualTo("accepted");
        assertThat(spared.get("by").asText()).isEqualTo("greylist");
        assertThat(spared.get("reply").asText()).startsWith("451 4.7.1 ");
        for (String text : List.of(RealJames.BEN, "127.0.0.1", session)) {
            assertThat(admin.json(config + text).get("entries").findValuesAsText("number")).as(text).contains(spared.get("number").asText());
        }

        assertThat(james.delivered(sender)).singleElement().satisfies(mail -> {
            assertThat(mail.attributes()).containsEntry("dotgate.session", session);
            assertThat(new String(mail.raw(), StandardCharsets.ISO_8859_1)).contains("X-Dotgate");
            List<String> lines = log.ofDotgate().stream().filter(line -> line.contains("session=" + session + " "))
                    .map(line -> line.replaceAll(".* at=([A-Z]+) session=.*", "$1")).collect(Collectors.toList());
            assertThat(lines).containsSubsequence("RCPT", "DOT", "MAILET").contains("MAIL");
            assertThat(log.ofDotgate()).anyMatch(line -> line.contains("at=MAILET") && line.contains("message=" + mail.name() + " "));
        });
    }

    private static void send(String block, String sender, String letter, int code) {
        try (SmtpClient client = james.connect(block)) {
            client.send(sender, RealJames.BEN, letter).expect(code);
            client.quit();
        }
    }

    /** How RCPT is answered. */
    private static int rcpt(String block, String sender) {
        try (SmtpClient client = james.connect(block)) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            int code = client.line("RCPT TO:<" + RealJames.BEN + ">").reply().code();
            client.quit();
            return code;
        }
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
