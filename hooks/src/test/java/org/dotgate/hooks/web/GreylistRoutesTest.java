package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.dotgate.greylist.Delays;
import org.dotgate.greylist.Greylist;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistCounts;
import org.dotgate.greylist.GreylistRegister;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.mail.Client;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spark.Spark;

/** The greylist's routes, asked over HTTP, and the greylist itself behind them. */
class GreylistRoutesTest {
    private static final String USUAL = "file://conf/dotgate.ini";
    private static final String KEY = "192.0.2.0/24 anna@example.org ben@example.net";

    private final SystemTimer timer = new SystemTimer();
    private final MemoryStore store = new MemoryStore(timer);
    private final Map<String, GreylistCheck> configurations = new LinkedHashMap<>();
    private GreylistCheck check;
    private RoutesRig routes;

    @BeforeEach
    void start() throws Exception {
        IniFile file = IniFile.parse("[greylist]\nat = rcpt\nspf = no\n", "dotgate.ini");
        check = new GreylistCheck(GreylistSettings.from(Section.of(file, "greylist")), StoreSettings.from(Section.of(file, "store")),
                new Greylist(store, timer, Runnable::run), null, null, null, Delays.UNHEARD, new GreylistCounts(), timer,
                Runnable::run);
        configurations.put(USUAL, check);
        routes = new RoutesRig(Map.of(), configurations, new NoAuthenticationFilter());
    }

    @AfterEach
    void close() {
        routes.close();
        timer.close();
    }

    private boolean passes(String sender, String recipient) throws Exception {
        return check.atRecipient(Client.at(InetAddress.getByName("192.0.2.7")).build(), sender, recipient).join().answer().isPass();
    }

    private void put(String key, String line) {
        assertThat(store.replace("greylist", key, null, line, Instant.now().plus(Duration.ofDays(2))).toCompletableFuture().join()).isTrue();
    }

    private static String path(String key) {
        return "/dotgate/greylist/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> keys(JsonNode page) {
        return StreamSupport.stream(page.get("entries").spliterator(), false).map(entry -> entry.get("key").asText())
                .collect(Collectors.toList());
    }

    @Test
    void recordShouldBeExplainedWhenItWaits() throws Exception {
        passes("anna@example.org", "ben@example.net");

        JsonNode told = RoutesRig.json(routes.get(path(KEY)), 200);

        assertThat(told.get("key").asText()).isEqualTo(KEY);
        assertThat(told.get("origin").asText()).isEqualTo("192.0.2.0/24");
        assertThat(told.get("sender").asText()).isEqualTo("anna@example.org");
        assertThat(told.get("recipient").asText()).isEqualTo("ben@example.net");
        assertThat(told.get("state").asText()).isEqualTo("waiting");
        assertThat(told.get("explanation").asText()).startsWith("Nothing has passed yet. One message waits: whatever comes passes from ");
        assertThat(told.get("attempts")).hasSize(1);
        assertThat(told.get("autoPass").get("by").asText()).isEqualTo("network");
        assertThat(told.get("passedSince").isNull()).isTrue();
    }

    @Test
    void recordShouldBeExplainedAndCorrectedWhenItIsNamedAsALogDoes() throws Exception {
        passes("anna@example.org", "ben@example.net");
        String named = path("192.0.2.7 <Anna@Example.org> BEN@example.net");

        assertThat(RoutesRig.json(routes.get(named), 200).get("key").asText()).isEqualTo(KEY);
        assertThat(routes.send("DELETE", named).statusCode()).isEqualTo(204);
        assertThat(RoutesRig.json(routes.get(named), 404).get("message").asText()).contains("begins with spf:");
    }

    @Test
    void mailShouldPassWhenItsRecordIsAllowed() throws Exception {
        assertThat(passes("anna@example.org", "ben@example.net")).isFalse();

        HttpResponse<String> response = routes.send("POST", path(KEY) + "/allow");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(passes("anna@example.org", "ben@example.net")).isTrue();
        assertThat(RoutesRig.json(routes.get(path(KEY)), 200).get("state").asText()).isEqualTo("passed");
        assertThat(routes.send("DELETE", path(KEY)).statusCode()).isEqualTo(204);
        assertThat(passes("anna@example.org", "ben@example.net")).isFalse();
    }

    @Test
    void mailShouldPassWhenItIsAllowedInAdvance() throws Exception {
        JsonNode told = RoutesRig.json(routes.send("POST", "/dotgate/greylist?client=192.0.2.99&sender=Anna%40example.org&recipient=ben%40example.net"), 201);

        assertThat(told.get("key").asText()).isEqualTo(KEY);
        assertThat(passes("anna@example.org", "ben@example.net")).isTrue();
    }

    @Test
    void onlyWhatWaitsShouldExpire() throws Exception {
        passes("anna@example.org", "ben@example.net");
        assertThat(routes.send("POST", path(KEY) + "/expire").statusCode()).isEqualTo(204);
        assertThat(RoutesRig.json(routes.send("POST", path(KEY) + "/expire"), 404).get("message").asText()).startsWith("nothing waits");
        put(KEY, "1 passed 1767225600000 1");
        assertThat(routes.send("POST", path(KEY) + "/expire").statusCode()).isEqualTo(404);
        assertThat(routes.get(path(KEY)).statusCode()).isEqualTo(200);
    }

    @Test
    void originShouldBeToldAndForgottenUnderItsName() throws Exception {
        assertThat(store.replace("greylist-clients", "192.0.2.0/24", null, "1 passes 5 since 1767225600000",
                Instant.now().plus(Duration.ofDays(2))).toCompletableFuture().join()).isTrue();

        JsonNode told = RoutesRig.json(routes.get(path("192.0.2.0/24")), 200);
        assertThat(told.get("regular").asBoolean()).isTrue();
        assertThat(told.get("passes").asInt()).isEqualTo(5);
        assertThat(routes.send("DELETE", path("192.0.2.0/24")).statusCode()).isEqualTo(204);
        assertThat(routes.get(path("192.0.2.0/24")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/24 <> ben@example.net", "2001:db8::/64 <> sha256:5f7c1e0a9b3d24687f01c2d3e4f5a6b7",
        "spf:example.org #_a%25;b?c#d+e/f@x list-*@y", "a ../../b c", "192.0.2.0/24 <script>alert(1)</script>@x b"})
    void recordShouldBeFoundWhateverItsKeyLooksLike(String key) throws Exception {
        put(key, "1 pending -@" + Instant.now().toEpochMilli());

        assertThat(RoutesRig.json(routes.get(path(key)), 200).get("key").asText()).isEqualTo(key);
        assertThat(keys(RoutesRig.json(routes.get("/dotgate/greylist"), 200))).containsExactly(key);
        assertThat(routes.send("POST", path(key) + "/allow").statusCode()).isEqualTo(204);
        assertThat(routes.send("DELETE", path(key)).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"GET, %0D", "GET, a%0Ab", "DELETE, %01", "GET, x%C2%9B"})
    void nothingShouldBeRepeatedWhenThePathIsNoKey(String method, String path) throws Exception {
        JsonNode error = RoutesRig.json(routes.send(method, "/dotgate/greylist/" + path), 400);

        assertThat(error.get("message").asText()).startsWith("the path must have a key such as 192.0.2.0/24");
    }

    @Test
    void keyShouldBeRefusedWhenItIsLongerThanAny() throws Exception {
        assertThat(RoutesRig.json(routes.get("/dotgate/greylist/" + "a".repeat(513)), 400).toString()).doesNotContain("aaaa");
        assertThat(RoutesRig.json(routes.send("POST", "/dotgate/greylist/" + "a".repeat(513) + "/allow"), 400).toString()).doesNotContain("aaaa");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "DELETE, ''", "POST, /allow", "POST, /expire"})
    void unknownShouldBeToldWhenNothingIsThere(String method, String verb) throws Exception {
        assertThat(RoutesRig.json(routes.send(method, path(KEY) + verb), 404).get("type").asText()).isEqualTo("notFound");
    }

    @Test
    void listShouldGoOnWhereThePageBeforeEnded() throws Exception {
        for (char name = 'a'; name <= 'e'; name++) {
            passes(name + "@example.org", "ben@example.net");
        }
        List<String> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = RoutesRig.json(routes.get("/dotgate/greylist?limit=2&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)), 200);
            all.addAll(keys(page));
            after = page.get("after").textValue();
        }

        assertThat(all).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void listShouldHaveWhatIsAskedForOnly() throws Exception {
        passes("anna@example.org", "ben@example.net");
        passes("carl@example.org", "dora@example.net");
        put("10.0.0.0/24 anna@example.org ben@example.net", "1 passed 1767225600000 1");

        assertThat(keys(RoutesRig.json(routes.get("/dotgate/greylist?sender=anna&client=192.0.2.1"), 200))).containsExactly(KEY);
        assertThat(keys(RoutesRig.json(routes.get("/dotgate/greylist?recipient=DORA"), 200))).hasSize(1);
        assertThat(keys(RoutesRig.json(routes.get("/dotgate/greylist?state=passed"), 200))).hasSize(1);
        assertThat(keys(RoutesRig.json(routes.get("/dotgate/greylist?state=waiting&sender=nobody"), 200))).isEmpty();
    }

    @Test
    void noRequestShouldReadTheWholeStoreWhenNothingFits() throws Exception {
        for (int i = 0; i < 25_000; i++) {
            put(String.format("10.0.0.0/24 user%05d@example.org b@example.net", i), "1 pending -@1767225600000");
        }

        JsonNode page = RoutesRig.json(routes.get("/dotgate/greylist?sender=nobody"), 200);

        assertThat(keys(page)).isEmpty();
        assertThat(page.get("after").asText()).contains(String.format("user%05d@", GreylistRegister.MOST_READ - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  limit=0,                                 limit must be a number from 1 to 1000",
        "GET,  limit=1001,                              limit must be a number from 1 to 1000",
        "GET,  limit=ten,                               limit must be a number from 1 to 1000",
        "GET,  state=maybe,                             'state must be one of waiting, passed, unreadable'",
        "GET,  after=%00,                               after must be a key",
        "POST, client=ten&sender=a@b&recipient=c@d,     client must be an address such as 192.0.2.7",
        "POST, client=192.0.2.7&sender=a@b,             sender and recipient must be addresses",
        "POST, client=192.0.2.7&sender=anna&recipient=c@d, sender and recipient must be addresses such as anna@example.org",
        "POST, client=192.0.2.7&sender=a@b&recipient=c+d, sender and recipient must be addresses such as anna@example.org",
        "POST, '',                                      client must be an address",
    })
    void messageShouldSayWhatIsValidWhenAParameterIsNot(String method, String query, String told) throws Exception {
        JsonNode error = RoutesRig.json(routes.send(method, "/dotgate/greylist?" + query), 400);

        assertThat(error.get("type").asText()).isEqualTo("InvalidArgument");
        assertThat(error.get("message").asText()).contains(told).doesNotContain("maybe", "ten");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, KEY", "DELETE, KEY", "POST, KEY/allow", "POST, KEY/expire", "POST, ?client=192.0.2.7&recipient=a@b"})
    void nothingShouldLeakWhenTheStoreFails(String method, String what) throws Exception {
        store.fail("redis://secret@host is gone");
        String path = what.startsWith("KEY") ? path(KEY) + what.substring(3) : "/dotgate/greylist" + what;

        JsonNode error = RoutesRig.json(routes.send(method, path), 503);

        assertThat(error.get("message").asText()).contains("the store does not answer");
        assertThat(error.toString()).doesNotContain("secret");
    }

    @Test
    void costShouldBeTold() throws Exception {
        passes("anna@example.org", "ben@example.net");

        JsonNode told = RoutesRig.json(routes.get("/dotgate/greylist-cost"), 200);

        assertThat(told.get("delayed").asLong()).isEqualTo(1);
        assertThat(told.get("neverRetried").asLong()).isZero();
        assertThat(Instant.parse(told.get("since").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(told.get("domains").get(0).toString()).isEqualTo("{\"domain\":\"example.org\",\"delayed\":1,\"passed\":0,"
                + "\"medianDelayMs\":0,\"maxDelayMs\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dotgate/greylist", "/dotgate/greylist/x%20y%20z", "/dotgate/greylist-cost"})
    void routesShouldSayWhyNothingIsThereWhenNoConfigurationHasAGreylist(String path) throws Exception {
        configurations.clear();

        assertThat(RoutesRig.json(routes.get(path), 404).get("message").asText()).startsWith("nobody is told to come again");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, ''", "GET, KEY", "DELETE, KEY", "POST, KEY/allow", "POST, KEY/expire", "GET, -cost"})
    void nothingShouldBeToldOrDoneWhenJamesDoesNotKnowWhoAsks(String method, String what) throws Exception {
        passes("anna@example.org", "ben@example.net");
        routes.close();
        AtomicInteger asked = new AtomicInteger();
        routes = new RoutesRig(Map.of(), configurations, (request, response) -> {
            asked.incrementAndGet();
            throw Spark.halt(401, "No Bearer header.");
        });
        String path = what.startsWith("KEY") ? path(KEY) + what.substring(3) : "/dotgate/greylist" + what;

        HttpResponse<String> response = routes.send(method, path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain("example");
        assertThat(asked).hasValue(1);
        assertThat(passes("anna@example.org", "ben@example.net")).isFalse();
    }
}
