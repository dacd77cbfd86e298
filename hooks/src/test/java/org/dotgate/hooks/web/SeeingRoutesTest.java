package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.FilterResult.Origin;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Services;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.hooks.StandingTimer;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.ParkedSession;
import org.dotgate.hooks.gate.ParkedSessions;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spark.Spark;

/** What operators see over WebAdmin of sessions, filters and decisions, asked over HTTP. */
class SeeingRoutesTest {
    private static final String USUAL = "file://conf/dotgate.ini";
    private static final String INI = "[dot]\nrun = words\n[filter words]\ntype = words\nlist = words.txt\nrequired = yes\n"
            + "[filter later]\ntype = allow\nlearned = yes\nmode = shadow\n";
    private static final Reply REFUSAL = Reply.of(550, "5.7.1", "no");
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir
    private Path folder;
    private final StandingTimer timer = new StandingTimer();
    private final Map<String, GateHouse> houses = new LinkedHashMap<>();
    private final List<ParkedSession> parked = new ArrayList<>();
    private LivePolicy policy;
    private Insight insight;
    private RoutesRig routes;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("words.txt"), "make money\nonline casino\n");
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), INI);
        Services services = Services.temporary(timer);
        policy = new LivePolicy(new PolicyLoader(StockFilters.types()), ini, "conf/dotgate.ini",
                () -> new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services), timer, Runnable::run,
                inForce -> {});
        ChainHouse chains = new ChainHouse(timer, Runnable::run, new Background(1), Memory.NONE, new RunListener() {});
        insight = new Insight(timer);
        houses.put(USUAL, new GateHouse(policy, chains, null, null, null, insight));
        routes = new RoutesRig(groups());
    }

    private List<RouteGroup> groups() {
        return List.of(new StatusRoutes(() -> houses, Map::of, List::of, timer::now, () -> 3, () -> 4), new FilterRoutes(() -> houses),
                new OutcomeRoutes(() -> houses), new ParkedRoutes(() -> parked), new DecisionRoutes(() -> houses),
                new ReloadRoutes(() -> houses));
    }

    @AfterEach
    void close() {
        routes.close();
        policy.close();
    }

    @Test
    void filtersShouldBeToldInTheirOrderWithWhatTheyHaveSaid() throws Exception {
        ended("words", Verdict.fail(REFUSAL, ""), Origin.FILTER, 2);
        ended("words", Verdict.pass(), Origin.TIMEOUT, 10_000);
        ended("gone since", Verdict.pass(), Origin.FILTER, 1);
        judge("make money");

        JsonNode filters = json("/dotgate/filters");

        assertThat(filters.get("since").asText()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(texts(filters.get("filters"), "name")).containsExactly("words", "later");
        JsonNode words = filters.at("/filters/0");
        assertThat(words.get("order").asInt()).isEqualTo(1);
        assertThat(words.get("required").asBoolean()).isTrue();
        assertThat(words.get("timeoutMs").asDouble()).isEqualTo(10_000);
        assertThat(words.get("verdicts")).hasToString("{\"pass\":1,\"accept\":0,\"fail\":1,\"shadow-fail\":0,\"cancelled\":0}");
        assertThat(words.get("timeouts").asInt()).isEqualTo(1);
        assertThat(words.get("count").asInt()).isEqualTo(2);
        assertThat(words.get("maxMs").asDouble()).isEqualTo(10_000);
        assertThat(words.get("p50Ms").asDouble()).isBetween(2.0, 2.5);
        assertThat(words.get("histogram").get(0).get("count").asInt()).isEqualTo(1);
        assertThat(words.get("phrases")).hasToString("[{\"phrase\":\"make money\",\"hits\":1}]");
        JsonNode later = filters.at("/filters/1");
        assertThat(later.get("order").isNull()).isTrue();
        assertThat(later.get("shadow").asBoolean()).isTrue();
        assertThat(later.has("phrases")).isFalse();
        assertThat(later.get("histogram")).isEmpty();
    }

    @Test
    void clientsShouldBeToldByHowTheyLeft() throws Exception {
        decided("Mail1", "ann@example.net", Decision.accepted("chain", List.of()), 20);
        insight.clientLeft(Event.DROP, Duration.ofSeconds(30));
        insight.clientLeft(Event.QUIT, Duration.ofSeconds(9));
        insight.cameBack();

        JsonNode clients = json("/dotgate/clients");

        assertThat(clients.at("/answered/maxMs").asDouble()).isEqualTo(20);
        assertThat(clients.at("/dropped/p99Ms").asDouble()).isEqualTo(30_000);
        assertThat(clients.at("/quit/count").asInt()).isEqualTo(1);
        assertThat(clients.get("cameBack").asInt()).isEqualTo(1);
    }

    @Test
    void outcomesShouldBeToldByTheMinute() throws Exception {
        decided("Mail1", "ann@example.net", Decision.accepted("chain", List.of()), 1);
        timer.turn(Duration.ofMinutes(1));
        insight.refused(Command.RCPT, client("1"), "ann@example.net", List.of("ben@example.org"), "greylist",
                Reply.of(451, "4.7.1", "later"), "new");

        assertThat(json("/dotgate/outcomes?minutes=2")).hasToString("{\"stepSeconds\":60,\"steps\":["
                + "{\"at\":\"2026-11-24T10:00:00Z\",\"accepted\":1,\"refused\":0,\"deferred\":0,\"discarded\":0},"
                + "{\"at\":\"2026-11-24T10:01:00Z\",\"accepted\":0,\"refused\":0,\"deferred\":1,\"discarded\":0}]}");
        assertThat(json("/dotgate/outcomes").get("steps")).hasSize(180);
        assertThat(json("/dotgate/outcomes?minutes=1440").get("steps")).hasSize(1440);
    }

    @Test
    void parkedSessionsShouldBeToldAPageAtATime() throws Exception {
        IntStream.range(0, 3).forEach(number -> {
            parked.add(ParkedSessions.atDot(client("s" + number), new Envelope(HOSTILE, List.of("ben@example.org")), "Mail" + number,
                    "words", timer));
            timer.turn(Duration.ofMillis(1500));
        });

        JsonNode page = json("/dotgate/parked?limit=1&offset=1");

        assertThat(page).hasToString("{\"count\":3,\"entries\":[{\"client\":\"mx.example.net [127.0.0.1]\",\"sender\":\"" + HOSTILE
                + "\",\"recipients\":[\"ben@example.org\"],\"session\":\"s1\",\"id\":\"Mail1\",\"at\":\"DOT\",\"ageMs\":3000.0,"
                + "\"filter\":\"words\"}]}");
        assertThat(texts(json("/dotgate/parked").get("entries"), "id")).containsExactly("Mail0", "Mail1", "Mail2");
        assertThat(json("/dotgate/parked?offset=3").get("entries")).isEmpty();
    }

    @Test
    void decisionShouldBeExplainedWhenItIsRemembered() throws Exception {
        FilterResult result = new FilterResult("words", Verdict.fail(REFUSAL, "three\r\nwords").withScore(3), Origin.FILTER, false,
                Duration.ofMillis(7));
        decided("Mail1", "ann@example.net", Decision.refused(REFUSAL, "words", false, List.of(result)), 9);

        String told = "{\"number\":1,\"at\":\"2026-11-24T10:00:00Z\",\"command\":\"DOT\",\"session\":\"sMail1\",\"id\":\"Mail1\","
                + "\"client\":\"mx.example.net [127.0.0.1]\",\"sender\":\"ann@example.net\",\"recipients\":[\"ben@example.org\"],"
                + "\"outcome\":\"refused\",\"by\":\"words\",\"reply\":\"550 5.7.1 no\",\"reason\":\"\",\"timeMs\":9.0,\"results\":["
                + "{\"filter\":\"words\",\"verdict\":\"fail\",\"origin\":\"filter\",\"shadow\":false,\"timeMs\":7.0,\"score\":3.0,"
                + "\"reason\":\"three??words\",\"reply\":\"550 5.7.1 no\"}]}";
        assertThat(json("/dotgate/decisions/1")).hasToString(told);
        assertThat(json("/dotgate/decisions")).hasToString("{\"entries\":[" + told + "],\"next\":null}");
        RoutesRig.json(routes.get("/dotgate/decisions/2"), 404);
        RoutesRig.json(routes.get("/dotgate/decisions/first"), 400);
        RoutesRig.json(routes.get("/dotgate/decisions/99999999999999999999"), 400);
    }

    @Test
    void decisionsShouldBeFoundByEachOfTheirNamesAndReadAPageAtATime() throws Exception {
        for (int number = 1; number <= 5; number++) {
            decided("Mail" + number, "user" + number + "@example.net", Decision.accepted("chain", List.of()), 1);
        }
        insight.refused(Command.MAIL, client("6c3d9b12"), "eve@example.com", List.of(), "callout", REFUSAL, "not_found");

        assertThat(texts(json("/dotgate/decisions?text=mail3").get("entries"), "id")).containsExactly("Mail3");
        assertThat(texts(json("/dotgate/decisions?text=USER2@").get("entries"), "id")).containsExactly("Mail2");
        assertThat(texts(json("/dotgate/decisions?text=6c3d9b12").get("entries"), "sender")).containsExactly("eve@example.com");
        assertThat(json("/dotgate/decisions?text=ben@").get("entries")).hasSize(5);
        List<String> all = new ArrayList<>();
        String before = "";
        while (before != null) {
            JsonNode page = json("/dotgate/decisions?limit=2" + before);
            all.addAll(texts(page.get("entries"), "number"));
            before = page.get("next").isNull() ? null : "&before=" + page.get("next").asLong();
        }
        assertThat(all).containsExactly("6", "5", "4", "3", "2", "1");
    }

    @Test
    void numberShouldBeLeftOutWhenAFilterHasGivenOneThatJsonHasNot() throws Exception {
        FilterResult result = new FilterResult("own", Verdict.pass().withScore(Double.POSITIVE_INFINITY), Origin.FILTER, false, Duration.ZERO);
        decided("Mail1", "ann@example.net", Decision.accepted("chain", List.of(result)), 1);

        assertThat(json("/dotgate/decisions/1").at("/results/0/score").isNull()).isTrue();
    }

    @Test
    void configurationShouldBeReadAnewWhenItIsAskedFor() throws Exception {
        Files.writeString(folder.resolve("words.txt"), "free lunch\n");

        assertThat(routes.send("POST", "/dotgate/reload").statusCode()).isEqualTo(204);

        judge("free lunch");
        assertThat(json("/dotgate/filters").at("/filters/0/phrases/0/phrase").asText()).isEqualTo("free lunch");
    }

    @Test
    void reloadShouldSayWhereTheErrorIsWhenTheOldConfigurationStays() throws Exception {
        Files.writeString(folder.resolve("dotgate.ini"), INI + "[dott]\n");

        JsonNode error = RoutesRig.json(routes.send("POST", "/dotgate/reload"), 400);

        assertThat(error.get("message").asText()).contains("the old one stays in force", "conf/dotgate.ini:11");
        assertThat(json("/dotgate/status").at("/configurations/0/problem").asText()).contains("conf/dotgate.ini:11");
        assertThat(json("/dotgate/status").at("/configurations/0/dot")).hasToString("[\"words\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/parked?limit=0", "/dotgate/parked?limit=1001", "/dotgate/parked?offset=-1", "/dotgate/parked?offset=x",
        "/dotgate/outcomes?minutes=0", "/dotgate/outcomes?minutes=1441", "/dotgate/outcomes?minutes=", "/dotgate/decisions?limit=ten",
        "/dotgate/decisions?before=0", "/dotgate/decisions?before=99999999999999999999"})
    void listShouldSayWhatIsValidWhenAParameterIsNot(String path) throws Exception {
        assertThat(RoutesRig.json(routes.get(path), 400).get("message").asText()).contains("must be a number from ").doesNotContain("ten");
    }

    @Test
    void textShouldBeRefusedWhenItIsLongerThanAny() throws Exception {
        assertThat(RoutesRig.json(routes.get("/dotgate/decisions?text=" + "a".repeat(513)), 400).get("message").asText())
                .isEqualTo("text must have 512 characters at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/filters", "/dotgate/clients", "/dotgate/outcomes", "/dotgate/decisions", "/dotgate/decisions/1"})
    void requestShouldBeAboutTheConfigurationItNames(String path) throws Exception {
        decided("Mail1", "ann@example.net", Decision.accepted("chain", List.of()), 1);

        json(path + "?config=" + USUAL);
        RoutesRig.json(routes.get(path + "?config=other"), 404);
        houses.clear();
        assertThat(RoutesRig.json(routes.get(path), 404).get("message").asText()).startsWith("Dotgate is not in use");
    }

    @ParameterizedTest
    @CsvSource({"GET, /dotgate/status", "GET, /dotgate/filters", "GET, /dotgate/clients", "GET, /dotgate/outcomes", "GET, /dotgate/parked",
        "GET, /dotgate/decisions", "GET, /dotgate/decisions/1", "POST, /dotgate/reload"})
    void nothingShouldBeToldOrDoneWhenJamesDoesNotKnowWhoAsks(String method, String path) throws Exception {
        routes.close();
        decided("Mail1", "ann@example.net", Decision.accepted("chain", List.of()), 1);
        Object before = policy.current();
        routes = new RoutesRig(groups(), (request, response) -> Spark.halt(401, "No Bearer header."));

        HttpResponse<String> response = routes.send(method, path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain("ann@", "words");
        assertThat(policy.current()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/decisions", "/dotgate/parked"})
    void hostileTextsShouldComeAsJsonThatNoBrowserTakesForAPage(String path) throws Exception {
        decided("Mail1", HOSTILE, Decision.accepted("chain", List.of()), 1);
        parked.add(ParkedSessions.atDot(client("1"), new Envelope(HOSTILE + "\r\n", List.of()), "Mail1", "", timer));

        HttpResponse<String> response = routes.get(path);

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(RoutesRig.json(response, 200).at("/entries/0/sender").asText()).startsWith(HOSTILE).doesNotContain("\r", "\n");
    }

    private JsonNode json(String path) throws Exception {
        return RoutesRig.json(routes.get(path), 200);
    }

    private static List<String> texts(JsonNode entries, String field) {
        return StreamSupport.stream(entries.spliterator(), false).map(entry -> entry.get(field).asText()).collect(Collectors.toList());
    }

    private void ended(String filter, Verdict verdict, Origin origin, int millis) {
        insight.filterEnded(new FilterResult(filter, verdict, origin, false, Duration.ofMillis(millis)));
    }

    private void decided(String id, String sender, Decision decision, int millis) {
        insight.decided(transaction(id, sender, ""), decision, Duration.ofMillis(millis));
    }

    private void judge(String text) throws Exception {
        policy.current().dot().steps().get(0).filter().judge(transaction("Mail0", "ann@example.net", text), new Cancellation());
    }

    private static Client client(String session) {
        return Client.at(InetAddress.getLoopbackAddress()).name("mx.example.net").session(session).build();
    }

    private static Transaction transaction(String id, String sender, String text) {
        return new Transaction(id, Event.DOT, client("s" + id), new Envelope(sender, List.of("ben@example.org")),
                new Letter(("Subject: hello\r\n\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
