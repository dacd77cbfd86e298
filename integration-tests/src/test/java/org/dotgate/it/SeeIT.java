package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
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

/** What operators see of a James at work: over its WebAdmin, and in its log as docs/log.md tells. */
class SeeIT {
    private static final String SEE = "file://conf/see.ini";
    private static final Verdict REFUSAL = Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test");
    private static final String MAILET = "<mailet match=\"All\" class=\"org.dotgate.mailets.RunFilters\">"
            + "<filters>first</filters><config>" + SEE + "</config><onFail>error</onFail></mailet>";
    /** Samples of docs/log.md, and what differs from one line to the next. */
    private static final Pattern SAMPLES = Pattern.compile("(?ms)^```text\n(.*?)^```$");
    private static final Pattern VARIABLE =
            Pattern.compile("(Mail1763800000000-…)|(6c3d9b12)|(?<=[ =])([0-9]+)(?= ?ms|$)|(ann@client\\.test)|(localhost)|(…)");

    private static ScriptedDns dns;
    private static RealJames james;
    private static LogWatch log;

    private final WebAdminClient admin = new WebAdminClient(james);

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        dns = ScriptedDns.start(Map.of("null.test", List.of("MX 0 .")));
        james = RealJames.in(directory).webAdmin().mailet(MAILET)
                .with(SmtpBlock.gated("see", Ini.dot("first")))
                .with(SmtpBlock.gated("exempt", Ini.dot("first")).relaying())
                .with(SmtpBlock.gated("remember", Ini.dot("first", "on-drop = remember")))
                .with(SmtpBlock.gated("shadow", Ini.dot("first") + "mode = shadow\n"))
                .with(SmtpBlock.gated("rcpt", "[greylist]\nat = rcpt\nmatch = envelope\nspf = no\n"))
                .with(SmtpBlock.gated("rcptshadow", "[greylist]\nat = rcpt\nspf = no\nmode = shadow\n"))
                .with(SmtpBlock.gated("mail", callouts("reply-at = mail")))
                .with(SmtpBlock.gated("mailshadow", callouts("mode = shadow")))
                .start();
    }

    private static String callouts(String line) {
        return "[callout]\nenabled = yes\nresolver = " + dns.address() + "\n" + line + "\n";
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
        log.close();
    }

    @Test
    void messageShouldBeSeenWhileItIsParkedAndWhenItIsTaken() throws Exception {
        Scene scene = Scene.open("parked");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect("see")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(First.class).call();

            JsonNode parked = admin.json("/dotgate/parked").at("/entries/0");
            assertThat(parked.get("sender").asText()).isEqualTo(scene.sender());
            assertThat(parked.get("recipients")).hasToString("[\"" + RealJames.BEN + "\"]");
            assertThat(parked.get("at").asText()).isEqualTo("DOT");
            assertThat(parked.get("filter").asText()).isEqualTo("first");
            assertThat(parked.get("client").asText()).contains("127.0.0.1");
            assertThat(parked.get("id").asText()).isEqualTo(running.transaction().id());
            assertThat(admin.json("/dotgate/status").get("parked").asInt()).isEqualTo(1);

            scene.part(First.class).answers(Verdict.pass());
            running.release(Verdict.pass());
            client.expect(250);
            client.quit();

            JsonNode decision = admin.only("/dotgate/decisions?config=" + SEE + "&text=" + parked.get("id").asText());
            assertThat(decision.get("outcome").asText()).isEqualTo("accepted");
            assertThat(decision.get("session").asText()).isEqualTo(parked.get("session").asText()).isNotEmpty();
            assertThat(decision.at("/results/0/verdict").asText()).isEqualTo("pass");
            assertThat(james.delivered(scene.sender())).singleElement().satisfies(mail ->
                    assertThat(mail.attributes()).containsEntry("dotgate.session", parked.get("session").asText()));
            assertThat(log.ofDotgate().stream().filter(line -> line.contains("session=" + parked.get("session").asText() + " "))
                    .map(line -> line.replaceAll(".* at=([A-Z]+) session=.*", "$1"))).contains("DOT", "MAILET");
        }
        assertThat(admin.json("/dotgate/parked").get("count").asInt()).isZero();
    }

    @Test
    void messageShouldBeSeenWhenItIsRefused() throws Exception {
        Scene scene = Scene.open("refused");
        scene.part(First.class).answers(REFUSAL);
        send("see", scene.sender(), 550);

        JsonNode decision = admin.only("/dotgate/decisions?config=" + SEE + "&text=" + scene.sender());
        assertThat(decision.get("outcome").asText()).isEqualTo("refused");
        assertThat(decision.get("by").asText()).isEqualTo("first");
        assertThat(decision.get("reply").asText()).isEqualTo("550 5.7.1 Not this one");
        assertThat(decision.at("/results/0/reason").asText()).isEqualTo("test");
        assertThat(admin.json("/dotgate/decisions/" + decision.get("number").asLong() + "?config=" + SEE)).isEqualTo(decision);
        assertThat(admin.json("/dotgate/filters?config=" + SEE).at("/filters/0/verdicts/fail").asInt()).isPositive();
        JsonNode steps = admin.json("/dotgate/outcomes?minutes=60&config=" + SEE).get("steps");
        assertThat(steps.findValues("refused").stream().mapToInt(JsonNode::asInt).sum()).isPositive();
    }

    @Test
    void recipientShouldBeSeenWhenItIsRefused() throws Exception {
        refuseRecipient("grey@client.test");

        JsonNode decision = admin.only("/dotgate/decisions?config=file://conf/rcpt.ini&text=grey@client.test");
        assertThat(decision.get("command").asText()).isEqualTo("RCPT");
        assertThat(decision.get("outcome").asText()).isEqualTo("deferred");
        assertThat(decision.get("by").asText()).isEqualTo("greylist");
    }

    @Test
    void patienceShouldBeSeenWhenAClientDrops() throws Exception {
        long before = admin.json("/dotgate/clients?config=" + SEE).at("/dropped/count").asLong();
        drop(Scene.open("drop"), "see", Letter.any()).awaitCancelled();

        Patience.await("the drop is counted").until(() -> admin.json("/dotgate/clients?config=" + SEE).at("/dropped/count").asLong() > before);
    }

    @Test
    void clientShouldBeCountedAsComeBackWhenItSendsAgainWhatItHadLeftBehind() throws Exception {
        String clients = "/dotgate/clients?config=file://conf/remember.ini";
        Scene scene = Scene.open("back");
        String letter = Letter.any();
        Call running = drop(scene, "remember", letter);
        Patience.await("the drop is counted").until(() -> admin.json(clients).at("/dropped/count").asLong() == 1);
        assertThat(admin.json(clients).get("cameBack").asLong()).isZero();
        running.release(REFUSAL);
        running.awaitCarriedOut();

        try (SmtpClient client = james.connect("remember")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(550);
            client.quit();
        }

        assertThat(admin.json(clients).get("cameBack").asLong()).isEqualTo(1);
        assertThat(admin.only("/dotgate/decisions?limit=1&config=file://conf/remember.ini").get("reply").asText())
                .isEqualTo("550 5.7.1 Not this one");
    }

    @Test
    void reloadShouldSayWhereTheErrorIs() throws Exception {
        String ini = Files.readString(james.directory().resolve("conf/shadow.ini"));
        String reload = "/dotgate/reload?config=file://conf/shadow.ini";
        assertThat(admin.request("POST", reload).statusCode()).isEqualTo(204);

        james.file("conf/shadow.ini", "[dott]\n");
        HttpResponse<String> wrong = admin.request("POST", reload);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("conf/shadow.ini:1");

        james.file("conf/shadow.ini", ini);
        assertThat(admin.request("POST", reload).statusCode()).isEqualTo(204);
    }

    @Test
    void logShouldHaveTheLinesThatAreDocumented() throws Exception {
        Scene refused = Scene.open("log");
        refused.part(First.class).answers(REFUSAL);
        send("see", refused.sender(), 550);
        send("see", Scene.open("log").sender(), 250);
        Scene spared = Scene.open("log");
        spared.part(First.class).answers(REFUSAL);
        send("shadow", spared.sender(), 250);
        refuseRecipient("greylog@client.test");
        assertThat(admin.request("POST", "/dotgate/greylist?client=127.0.0.1&sender=allowed@client.test&recipient=" + RealJames.BEN
                + "&config=file://conf/rcpt.ini").statusCode()).isEqualTo(201);
        send("rcpt", "allowed@client.test", 250);
        send("exempt", Scene.open("log").sender(), 250);
        send("rcptshadow", Scene.open("log").sender(), 250);
        try (SmtpClient client = james.connect("mail")) {
            client.command("MAIL FROM:<ann@null.test>", 550);
            client.command("MAIL FROM:<" + RealJames.BEN + ">", 250);
            client.quit();
        }
        send("mailshadow", "ann@null.test", 250);
        drop(Scene.open("drop"), "see", Letter.any()).awaitCancelled();
        james.settle();

        List<Pattern> documented = SAMPLES.matcher(Files.readString(Path.of("../docs/log.md"))).results()
                .flatMap(sample -> sample.group(1).lines()).map(SeeIT::pattern).collect(Collectors.toList());
        assertThat(documented).hasSize(11).allSatisfy(line -> Patience.await(line.pattern()).until(() ->
                log.ofDotgate().stream().anyMatch(said -> line.matcher(said).matches())));
    }

    /** What lines look like that have a documented form. */
    private static Pattern pattern(String documented) {
        StringBuilder pattern = new StringBuilder("INFO org\\.dotgate\\.decision(\\.passed)? ");
        Matcher variable = VARIABLE.matcher(documented);
        int from = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(documented.substring(from, variable.start())));
            String which = variable.group();
            pattern.append(which.matches("[0-9]+") ? "[0-9]+" : which.equals("6c3d9b12") ? "[0-9a-f]{8}" : which.equals("…") ? ".*" : "\\S+");
            from = variable.end();
        }
        return Pattern.compile(pattern.append(Pattern.quote(documented.substring(from))).toString());
    }

    private static void send(String block, String sender, int code) {
        try (SmtpClient client = james.connect(block)) {
            client.send(sender, RealJames.BEN, Letter.any()).expect(code);
            client.quit();
        }
    }

    private static void refuseRecipient(String sender) {
        try (SmtpClient client = james.connect("rcpt")) {
            client.command("MAIL FROM:<" + sender + ">", 250);
            client.command("RCPT TO:<" + RealJames.BEN + ">", 451);
            client.quit();
        }
    }

    /** A client that drops while the first filter runs. */
    private static Call drop(Scene scene, String block, String letter) {
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, letter);
            Call running = scene.part(First.class).call();
            client.dropByReset();
            return running;
        }
    }
}
