package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.verdicts.RememberedVerdicts;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "What would happen?", asked over HTTP, of a policy in force with a store in memory. */
class JudgeRoutesTest {
    private static final byte[] LETTER = "Subject: cheap pills\n\nbuy\n".getBytes(StandardCharsets.UTF_8);
    private static final String TO_BEN = "?sender=anna@client.test&recipient=ben@dotgate.test&client=192.0.2.25";

    @TempDir
    private Path james;

    private final List<String> heard = new ArrayList<>();
    private PolicyHouse policies;
    private LivePolicy policy;
    private GroupRig rig;

    private void start(String ini) throws Exception {
        Path conf = Files.createDirectories(james.resolve("conf"));
        Files.writeString(conf.resolve("spamwords.txt"), "pills\n");
        Files.writeString(conf.resolve("dotgate.ini"), ini);
        policies = new PolicyHouse(james, getClass().getClassLoader(), new Workers(8, 1000));
        policy = policies.open("file://conf/dotgate.ini", inForce -> {});
        Memory memory = new RememberedVerdicts(policy.current().store(), policies.workers(), policies.timer());
        GateHouse house = new GateHouse(policy, new ChainHouse(policies.timer(), policies.workers(), new Background(1), memory, new RunListener() {
            @Override
            public void filterEnded(Transaction transaction, FilterResult result) {
                heard.add(result.filter());
            }

            @Override
            public void decided(Transaction transaction, Decision decision, Duration time) {
                heard.add(decision.by());
            }
        }), policies.workers(), policies.spool(), (transaction, by, reason) -> {
            heard.add("kept");
            return true;
        });
        rig = new GroupRig(new JudgeRoutes(() -> Map.of("file://conf/dotgate.ini", house)));
    }

    @AfterEach
    void end() {
        if (rig != null) {
            rig.close();
            policies.close();
        }
    }

    @Test
    void decisionShouldBeToldWithItsReasonsAndNothingBeKept() throws Exception {
        start("[dot]\nrun = look, words\n[filter look]\ntype = words\nlist = conf/spamwords.txt\nmode = shadow\n"
                + "[filter words]\ntype = words\nlist = conf/spamwords.txt\nkeep = yes\n");

        JsonNode decision = judge(200, TO_BEN + "&recipient=carla@dotgate.test", LETTER);

        assertThat(decision.get("outcome").asText()).isEqualTo("refused");
        assertThat(decision.get("by").asText()).isEqualTo("words");
        assertThat(decision.get("reply").asText()).startsWith("550 5.7.1 ");
        assertThat(decision.get("reason").asText()).isEqualTo("a copy would be kept");
        assertThat(decision.get("command").asText()).isEqualTo("DOT");
        assertThat(decision.get("sender").asText()).isEqualTo("anna@client.test");
        assertThat(decision.get("client").asText()).isEqualTo("192.0.2.25 [192.0.2.25]");
        assertThat(decision.get("recipients")).hasSize(2);
        JsonNode look = decision.get("results").get(0);
        assertThat(look.get("filter").asText()).isEqualTo("look");
        assertThat(look.get("verdict").asText()).isEqualTo("shadow-fail");
        assertThat(look.get("shadow").asBoolean()).isTrue();
        assertThat(look.get("reason").asText()).contains("'pills'");
        assertThat(look.get("score").asDouble()).isEqualTo(1);
        assertThat(heard).isEmpty();
        assertThat(policies.spool().folder()).isEmptyDirectory();
    }

    /** As curl says of every body, unless it is told otherwise. */
    @Test
    void typeThatIsWantedShouldBeNamedWhenTheMessageIsSaidToBeAForm() throws Exception {
        start("[dot]\nrun = words\n[filter words]\ntype = words\nlist = conf/spamwords.txt\n");

        JsonNode error = GroupRig.json(400,
                rig.send("POST", "/dotgate/judge" + TO_BEN, LETTER, "application/x-www-form-urlencoded"));

        assertThat(error.get("message").asText()).contains("Content-Type: message/rfc822");
    }

    @Test
    void greylistShouldDelayAgainAndAgainAndTheStoreStayEmpty() throws Exception {
        start("[dot]\nrun = greylist\n[filter greylist]\ntype = greylist\n[greylist]\ndelay = 5m\n");

        for (int i = 0; i < 3; i++) {
            JsonNode decision = judge(200, TO_BEN, LETTER);
            assertThat(decision.get("outcome").asText()).as(decision.toString()).isEqualTo("deferred");
            assertThat(decision.get("reply").asText()).startsWith("451 4.7.1 ");
            assertThat(decision.get("results").get(0).get("reason").asText()).contains("first");
        }

        for (String table : List.of("greylist", "regulars", "verdicts")) {
            assertThat(policy.current().store().list(table, "", "", 10).toCompletableFuture().get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void messageShouldBeAcceptedWhenNothingRuns() throws Exception {
        start("");

        JsonNode decision = judge(200, TO_BEN, LETTER);

        assertThat(decision.get("outcome").asText()).isEqualTo("accepted");
        assertThat(decision.get("by").asText()).isEqualTo("no filter");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no recipient,     ?sender=a@b.test,                       recipient must be given",
        "a name as client, ?recipient=a@b.test&client=localhost,   client must be an IP address",
        "no address,       ?recipient=a@b.test&client=999.1.1.1,   client must be an IP address",
        "a broken address, ?recipient=a@b.test&client=1::2::3,     client must be an IP address",
        "two lines,        ?recipient=a%0Db@b.test,                recipient must be an address",
        "an empty one,     ?recipient=,                            recipient must be an address",
        "the null one,     ?recipient=%3C%3E,                      recipient must be an address",
        "a name before it, ?recipient=Ben%20%3Cben@b.test%3E,      recipient must be an address",
        "two in one,       '?recipient=a@b.test,c@d.test',         recipient must be an address",
        "no domain,        ?recipient=a@b.test&sender=anna,        'sender must be an address such as anna@example.org, or <>'",
        "half a bracket,   ?recipient=a@b.test&sender=%3Canna@b.test, sender must be an address",
        "two lines,        ?recipient=a@b.test&helo=a%0Ab,         helo must be a line",
    })
    void requestShouldBeRefusedWhenAParameterIsWrong(String label, String query, String told) throws Exception {
        start("");

        assertThat(judge(400, query, LETTER).get("message").asText()).contains(told);
    }

    /** Of the sender {@code <>} all that is asked about the sender's domain is asked about HELO's, as in real mail. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "null sender   | <>                           | ben@dotgate.test     |                     | ben@dotgate.test",
        "none          | ~~                           | ben@dotgate.test     |                     | ben@dotgate.test",
        "in brackets   | <Anna@client.test>           | <ben@dotgate.test>   | Anna@client.test    | ben@dotgate.test",
        "quoted        | \"a, b\"@client.test       | \"c d\"@dotgate.test | \"a, b\"@client.test | \"c d\"@dotgate.test",
    })
    void envelopeShouldBeThatOfTheMailWhenAddressesAreWritten(String label, String sender, String recipient, String from, String to) throws Exception {
        start("");

        JsonNode decision = judge(200, "?sender=" + part(sender) + "&recipient=" + part(recipient), LETTER);

        assertThat(decision.get("sender").asText()).isEqualTo(from == null ? "" : from);
        assertThat(decision.get("recipients").get(0).asText()).isEqualTo(to);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void requestShouldBeRefusedWhenThereIsNoMessage() throws Exception {
        start("");

        assertThat(judge(400, TO_BEN, new byte[0]).get("message").asText()).contains("the body must be the message");
    }

    @Test
    void requestShouldBeRefusedWhenTheMessageIsTooLarge() throws Exception {
        start("");

        assertThat(judge(413, TO_BEN, new byte[JudgeRoutes.LARGEST + 1]).get("statusCode").asInt()).isEqualTo(413);
    }

    @Test
    void noMoreShouldBeJudgedThanThereArePlaces() throws Exception {
        start("[dot]\nrun = held\n[filter held]\ntype = class\nclass = " + Held.class.getName() + "\n");
        Held.open();
        List<CompletableFuture<JsonNode>> judged = new ArrayList<>();
        for (int i = 0; i < Rehearsals.MOST; i++) {
            judged.add(CompletableFuture.supplyAsync(() -> unchecked(200)));
        }
        assertThat(Held.entered.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(judge(503, TO_BEN, LETTER).get("message").asText()).contains("which is 4");

        Held.verdict.complete(Verdict.pass("released"));
        for (CompletableFuture<JsonNode> one : judged) {
            assertThat(one.get(20, TimeUnit.SECONDS).get("outcome").asText()).isEqualTo("accepted");
        }
        assertThat(judge(200, TO_BEN, LETTER).get("results").get(0).get("reason").asText()).isEqualTo("released");
    }

    private JsonNode unchecked(int status) {
        try {
            return judge(status, TO_BEN, LETTER);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode judge(int status, String query, byte[] message) throws Exception {
        HttpResponse<String> response = rig.send("POST", "/dotgate/judge" + query, message);
        return GroupRig.json(status, response);
    }

    /** Waits until the test lets it go. */
    public static final class Held implements Filter {
        private static CountDownLatch entered;
        private static CompletableFuture<Verdict> verdict;

        static void open() {
            entered = new CountDownLatch(Rehearsals.MOST);
            verdict = new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
            entered.countDown();
            return verdict;
        }
    }
}
