package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.callout.probe.MxUse;
import org.dotgate.callout.probe.ProviderFigures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spark.Spark;

/** The routes, asked over HTTP. */
class DotgateRoutesTest {
    private static final String USUAL = "file://conf/dotgate.ini";

    private final FakeCallouts callouts = new FakeCallouts();
    private final Map<String, Callouts> configurations = new LinkedHashMap<>(Map.of(USUAL, callouts));
    private RoutesRig routes = new RoutesRig(configurations);

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void addressShouldBeExplainedWhenItIsRemembered() throws Exception {
        callouts.with("anna@example.test", Answer.NOT_FOUND, "0 * mx.example.test", "12 < 550 5.1.1 <no>");

        HttpResponse<String> response = routes.get("/dotgate/callouts/anna@example.test");

        assertThat(RoutesRig.json(response, 200)).hasToString("{\"address\":\"anna@example.test\",\"answer\":\"not_found\","
                + "\"stage\":\"hard\",\"at\":\"rcpt\",\"mx\":\"mx.example.test\",\"checked\":\"2026-11-24T10:00:00Z\","
                + "\"expires\":\"2026-11-24T22:00:00Z\",\"reason\":\"550 no such user\","
                + "\"transcript\":[\"0 * mx.example.test\",\"12 < 550 5.1.1 <no>\"],"
                + "\"nextProbe\":\"2026-11-24T22:00:00Z\"}");
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(type ->
                assertThat(type).startsWith("application/json"));
    }

    @Test
    void addressShouldSayWhenItIsAskedAboutNext() throws Exception {
        callouts.with("anna@example.test", Answer.FOUND);
        assertThat(RoutesRig.json(routes.get("/dotgate/callouts/anna@example.test"), 200).get("nextProbe").asText())
                .as("a good answer is renewed in the last tenth of its life").isEqualTo("2026-11-24T20:48:00Z");

        Instant since = Instant.parse("2026-11-24T10:00:00Z");
        for (String address : List.of("anna@example.test", "carl@example.test")) {
            callouts.with(new CalloutWork(address, new CalloutQuestion(address, "mx.example.test"), since, since.plusSeconds(600), 2));
        }

        assertThat(RoutesRig.json(routes.get("/dotgate/callouts/anna@example.test"), 200).get("nextProbe").asText())
                .isEqualTo("2026-11-24T10:10:00Z");
        assertThat(RoutesRig.json(routes.get("/dotgate/callouts/carl@example.test"), 200)).hasToString(
                "{\"address\":\"carl@example.test\",\"answer\":\"pending\",\"stage\":null,\"at\":null,\"mx\":null,\"checked\":null,"
                + "\"expires\":null,\"reason\":\"asked about since 2026-11-24T10:00:00Z, with 2 attempts in the background so far\","
                + "\"transcript\":[],\"nextProbe\":\"2026-11-24T10:10:00Z\"}");
    }

    @Test
    void addressShouldBeForgottenWhenItIsDeleted() throws Exception {
        callouts.with("anna@example.test", Answer.FOUND);

        assertThat(routes.send("DELETE", "/dotgate/callouts/anna@example.test").statusCode()).isEqualTo(204);

        RoutesRig.json(routes.send("DELETE", "/dotgate/callouts/anna@example.test"), 404);
        JsonNode error = RoutesRig.json(routes.get("/dotgate/callouts/anna@example.test"), 404);
        assertThat(error.get("statusCode").asInt()).isEqualTo(404);
        assertThat(error.get("type").asText()).isEqualTo("notFound");
        assertThat(error.get("message").asText()).isEqualTo("nothing is remembered of this address");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "plus,        list+tag@example.test,        list+tag@example.test",
        "slash,       a%2Fb@example.test,           a/b@example.test",
        "percent,     a%25b@example.test,           a%b@example.test",
        "semicolon,   a%3Bb@example.test,           a;b@example.test",
        "quoted,      %22a%20b%22@example.test,     '\"a b\"@example.test'",
        "at sign,     anna%40example.test,          anna@example.test",
        "UTF-8,       %C3%A4nne@example.test,       änne@example.test",
    })
    void addressShouldBeReadAsItIsWhenThePathEncodesIt(String label, String encoded, String address) throws Exception {
        callouts.with(address, Answer.FOUND);

        JsonNode explained = RoutesRig.json(routes.get("/dotgate/callouts/" + encoded), 200);

        assertThat(explained.get("address").asText()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "@example.test", "a%0D%0Ab@example.test", "a%00@example.test", "<script>@x", "%zz@example.test",
        "%u0041@x"})
    void nothingShouldBeRepeatedWhenThePathIsNoAddress(String path) throws Exception {
        HttpResponse<String> response = routes.get("/dotgate/callouts/" + path.replace("<", "%3C").replace(">", "%3E")
                .replace("%zz", "%25zz").replace("%u0041", "%25u0041"));

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.body()).doesNotContain("script", "example.test", "zz");
    }

    @Test
    void addressShouldBeRefusedWhenItIsLongerThanAny() throws Exception {
        JsonNode error = RoutesRig.json(routes.get("/dotgate/callouts/" + "a".repeat(600) + "@example.test"), 400);

        assertThat(error.get("type").asText()).isEqualTo("InvalidArgument");
        assertThat(error.get("message").asText()).contains("anna@example.org").doesNotContain("aaaa");
    }

    @Test
    void listShouldGoOnWhereThePageBeforeEnded() throws Exception {
        for (char name = 'a'; name <= 'e'; name++) {
            callouts.with(name + "@example.test", Answer.FOUND);
        }

        List<String> all = new ArrayList<>();
        String after = "";
        int pages = 0;
        while (after != null) {
            JsonNode page = RoutesRig.json(routes.get("/dotgate/callouts?limit=2&after=" + after), 200);
            all.addAll(addresses(page));
            after = page.get("after").textValue();
            pages++;
        }

        assertThat(all).containsExactly("a@example.test", "b@example.test", "c@example.test", "d@example.test", "e@example.test");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listShouldHaveNoTranscripts() throws Exception {
        callouts.with("anna@example.test", Answer.FOUND, "0 * mx.example.test");

        JsonNode page = RoutesRig.json(routes.get("/dotgate/callouts"), 200);

        assertThat(addresses(page)).containsExactly("anna@example.test");
        assertThat(page.get("entries").get(0).has("transcript")).isFalse();
    }

    @Test
    void listShouldHaveOneAnswerOnlyWhenItIsAskedFor() throws Exception {
        callouts.with("a@example.test", Answer.FOUND).with("b@example.test", Answer.NOT_FOUND).with("c@example.test", Answer.FOUND)
                .with("d@example.test", Answer.NOT_FOUND);

        JsonNode page = RoutesRig.json(routes.get("/dotgate/callouts?answer=not_found&limit=1"), 200);
        assertThat(addresses(page)).containsExactly("b@example.test");

        page = RoutesRig.json(routes.get("/dotgate/callouts?answer=not_found&limit=5&after=" + page.get("after").asText()), 200);
        assertThat(addresses(page)).containsExactly("d@example.test");
        assertThat(page.get("after").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "address=@EXAMPLE.test,           anna@example.test ben@example.test",
        "address=@example.test&limit=1,   anna@example.test",
        "address=ann&answer=found,        anna@example.test",
        "address=ann&answer=not_found,    anna@other.test",
        "mx=MX.example,                   anna@example.test ben@example.test anna@other.test",
        "mx=mx.other,                     ''",
        "stage=hard,                      anna@example.test ben@example.test anna@other.test",
        "stage=soft,                      ''",
        "address=&mx=,                    anna@example.test ben@example.test anna@other.test",
    })
    void listShouldBeOfWhatIsAskedFor(String query, String found) throws Exception {
        callouts.with("anna@example.test", Answer.FOUND).with("ben@example.test", Answer.FOUND).with("anna@other.test", Answer.NOT_FOUND);

        JsonNode page = RoutesRig.json(routes.get("/dotgate/callouts?" + query), 200);

        assertThat(addresses(page)).containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(" "));
    }

    @Test
    void noRequestShouldReadTheWholeStoreWhenNothingFits() throws Exception {
        for (int i = 0; i < 25_000; i++) {
            callouts.with(String.format("user%05d@example.test", i), Answer.FOUND);
        }

        JsonNode page = RoutesRig.json(routes.get("/dotgate/callouts?answer=refused"), 200);

        assertThat(addresses(page)).isEmpty();
        assertThat(page.get("after").asText()).isEqualTo("user19999@example.test");
        assertThat(callouts.read()).isEqualTo(Listing.MOST_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=ten", "limit=99999999999", "limit=", "answer=maybe", "answer=",
        "stage=ten", "stage=HARD", "stage=", "address=LONG", "mx=LONG"})
    void listShouldSayWhatIsValidWhenAParameterIsNot(String query) throws Exception {
        JsonNode error = RoutesRig.json(routes.get("/dotgate/callouts?" + query.replace("LONG", "x".repeat(513))), 400);

        assertThat(error.get("type").asText()).isEqualTo("InvalidArgument");
        assertThat(error.get("message").asText()).containsAnyOf("from 1 to 1000", "found, not_found, refused, unknown, catch_all, unroutable",
                        "stage must be one of soft, hard", "must have 512 characters at most")
                .doesNotContain("maybe", "ten");
    }

    @ParameterizedTest
    @CsvSource({"GET, /dotgate/callouts", "GET, /dotgate/callouts/anna@example.test", "DELETE, /dotgate/callouts/anna@example.test"})
    void nothingShouldLeakWhenTheStoreFails(String method, String path) throws Exception {
        callouts.fail();

        JsonNode error = RoutesRig.json(routes.send(method, path), 503);

        assertThat(error.get("message").asText()).contains("the store does not answer");
        assertThat(error.toString()).doesNotContain("secret");
    }

    @Test
    void statusShouldTellHowCallOutsGo() throws Exception {
        callouts.with(new CalloutHealth(3, 12, "3 servers refuse us"));
        configurations.put("file://conf/other.ini", new FakeCallouts());

        assertThat(RoutesRig.json(routes.get("/dotgate/status"), 200).get("callouts")).hasToString("["
                + "{\"config\":\"file://conf/dotgate.ini\",\"probing\":3,\"queued\":12,\"problem\":\"3 servers refuse us\"},"
                + "{\"config\":\"file://conf/other.ini\",\"probing\":0,\"queued\":0,\"problem\":null}]");
    }

    @Test
    void providersShouldBeToldWithWhatTheyAnswered() throws Exception {
        assertThat(RoutesRig.json(routes.get("/dotgate/callout-providers"), 200)).hasToString("{\"providers\":[]}");

        callouts.with(List.of(new ProviderFigures("example.net", Map.of(), 0, 0),
                new ProviderFigures("example.org", Map.of(Answer.NOT_FOUND, 3L), 1, 2).withUse(7, new MxUse("mx.example.org", 1, 30, new PerMx(2, 30))).withBreaker("open until later")));
        assertThat(RoutesRig.json(routes.get("/dotgate/callout-providers"), 200).get("providers")).hasToString(
                "[{\"provider\":\"example.net\",\"answers\":{\"found\":0,\"not_found\":0,\"refused\":0,\"unknown\":0,"
                + "\"catch_all\":0,\"unroutable\":0},\"connections\":0,\"perMinute\":0,\"waiting\":0,\"busiest\":null,\"breaker\":null},"
                + "{\"provider\":\"example.org\",\"answers\":{\"found\":0,\"not_found\":3,\"refused\":0,\"unknown\":0,"
                + "\"catch_all\":0,\"unroutable\":0},\"connections\":1,\"perMinute\":2,\"waiting\":7,\"busiest\":{\"mx\":\"mx.example.org\",\"connections\":1,"
                + "\"limitConnections\":2,\"perMinute\":30,\"limitPerMinute\":30},\"breaker\":\"open until later\"}]");

        configurations.clear();
        JsonNode error = RoutesRig.json(routes.get("/dotgate/callout-providers"), 404);
        assertThat(error.get("message").asText()).startsWith("senders are not asked about");
    }

    @Test
    void requestShouldBeAboutTheConfigurationItNames() throws Exception {
        configurations.put("file://conf/other.ini", new FakeCallouts().with("ben@example.test", Answer.FOUND));

        RoutesRig.json(routes.get("/dotgate/callouts/ben@example.test"), 404);
        RoutesRig.json(routes.get("/dotgate/callouts/ben@example.test?config=file://conf/other.ini"), 200);
        JsonNode error = RoutesRig.json(routes.get("/dotgate/callouts/ben@example.test?config=other"), 404);
        assertThat(error.get("message").asText()).contains("those that have are file://conf/dotgate.ini, file://conf/other.ini");

        configurations.remove(USUAL);
        RoutesRig.json(routes.get("/dotgate/callouts/ben@example.test"), 200);
        configurations.put("file://conf/third.ini", new FakeCallouts());
        RoutesRig.json(routes.get("/dotgate/callouts/ben@example.test"), 400);
    }

    @Test
    void routesShouldSayWhyNothingIsThereWhenNoConfigurationHasCallOuts() throws Exception {
        configurations.clear();

        JsonNode error = RoutesRig.json(routes.get("/dotgate/callouts"), 404);

        assertThat(error.get("message").asText()).startsWith("senders are not asked about");
        assertThat(RoutesRig.json(routes.get("/dotgate/status"), 200).get("callouts")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/status", "/dotgate/callouts", "/dotgate/callouts/anna@example.test", "/dotgate/callouts/anna",
        "/dotgate/callout-providers"})
    void answersShouldNotBeGuessedAtOrKeptByABrowser(String path) throws Exception {
        callouts.with("anna@example.test", Answer.FOUND);

        HttpResponse<String> response = routes.get(path);

        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    /** James's filter stands before the routes whatever a path looks like that leads to them. */
    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/status", "/dotgate/callout-providers", "/dotgate/callouts", "/dotgate/callouts/anna@example.test", "//dotgate/callouts",
        "/dotgate//callouts", "/dotgate/callouts//anna@example.test", "/dotgate/callouts/", "/dotgate/callouts;x=y",
        "/dotgate/%63allouts", "/%64otgate/callouts", "/x/../dotgate/callouts"})
    void nothingShouldBeToldWhenJamesDoesNotKnowWhoAsks(String path) throws Exception {
        routes.close();
        callouts.with("anna@example.test", Answer.FOUND);
        AtomicInteger asked = new AtomicInteger();
        routes = new RoutesRig(configurations, (request, response) -> {
            asked.incrementAndGet();
            throw Spark.halt(401, "No Bearer header.");
        });

        HttpResponse<String> response = routes.get(path);

        assertThat(response.statusCode()).isIn(401, 404);
        assertThat(response.body()).doesNotContain("entries", "mx.example.test", "probing", "providers");
        assertThat(callouts.read()).isZero();
        assertThat(response.statusCode() == 404 || asked.get() > 0).isTrue();
    }

    private static List<String> addresses(JsonNode page) {
        return StreamSupport.stream(page.get("entries").spliterator(), false)
                .map(entry -> entry.get("address").asText()).collect(Collectors.toList());
    }
}
