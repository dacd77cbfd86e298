package org.dotgate.callout.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dotgate.callout.route.Route.Kind;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link DnsRoutes} with a DNS server on a real socket, and what can be wrong with one. */
@Timeout(30)
class DnsRoutesServerTest {
    private final ManualTimer timer = new ManualTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private ScriptedDns server;
    private DnsRoutes routes;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedDns.start(Map.of());
        routes = DnsRoutesTest.routes(new DnsjavaDns(server.address(), timer, workers));
    }

    @AfterEach
    void stop() {
        server.close();
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(value = ScriptedDns.Fault.class, names = {"SERVFAIL", "REFUSED", "GARBAGE", "WRONG_QUESTION", "CUT_OFF", "POINTER_LOOP"})
    void routeShouldBeUnknownWhenTheServerMisbehaves(ScriptedDns.Fault fault) throws Exception {
        server.zone().put("example.test", "MX 10 mx.test", "A 9.9.9.9");
        server.zone().put("mx.test", "A 9.9.9.9");
        server.fault("example.test", fault);
        DnsRoutesTest.assertRoute(find("example.test"), Kind.UNKNOWN, "no mail exchangers are known");

        server.heal("example.test");
        server.fault("mx.test", fault);
        DnsRoutesTest.assertRoute(find("example.test"), Kind.UNKNOWN, "the address of mx.test is not known");

        server.heal("mx.test");
        DnsRoutesTest.assertRoute(find("example.test"), Kind.TARGETS, "mx.test[9.9.9.9]");
    }

    @Test
    void routeShouldBeUnknownWhenTheServerIsSilent() throws Exception {
        server.zone().put("example.test", "MX 10 mx.test");
        server.fault("mx.test", ScriptedDns.Fault.SILENCE);

        CompletableFuture<Route> route = routes.find("example.test", false).toCompletableFuture();
        Awaitility.await().until(() -> server.asked().stream().anyMatch(what -> what.contains("mx.test AAAA")));
        timer.turn(DnsjavaDns.PATIENCE);

        DnsRoutesTest.assertRoute(route.get(60, TimeUnit.SECONDS), Kind.UNKNOWN, "no answer within 5s");
    }

    @Test
    void halfAFailureShouldNotHideTheOtherKindOfAddress() throws Exception {
        server.zone().put("example.test", "MX 10 half.test", "MX 20 none.test");
        server.zone().put("half.test", "A 9.9.9.9");
        server.fault("half.test AAAA", ScriptedDns.Fault.SERVFAIL);
        server.zone().put("none.test", "TXT nothing");
        DnsRoutesTest.assertRoute(find("example.test"), Kind.TARGETS, "half.test[9.9.9.9]");

        server.zone().put("other.test", "MX 10 six.test");
        server.zone().put("six.test", "TXT nothing that is known");
        server.fault("six.test AAAA", ScriptedDns.Fault.SERVFAIL);
        DnsRoutesTest.assertRoute(find("other.test"), Kind.UNKNOWN, "the address of six.test is not known");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            null MX             | MX 0 .             | UNROUTABLE | null MX
            script as a name    | MX 0 <script>.test | UNKNOWN    | a name that a host can have
            literal in brackets | MX 0 [127.0.0.1]   | UNKNOWN    | a name that a host can have
            literal             | MX 0 127.0.0.1     | UNKNOWN    | '127.0.0.1' is no name
            long chain          | MX 0 chain0.test   | UNKNOWN    | its aliases do not end
            short chain         | MX 0 chain26.test  | TARGETS    | chain26.test[9.9.9.9]
            loopback            | MX 0 local.test    | UNKNOWN    | (loopback)
            """)
    void exchangersShouldBeTakenAsTheServerTellsThem(String label, String exchange, Kind kind, String text) throws Exception {
        server.zone().put("example.test", exchange, "A 8.8.8.8");
        for (int i = 0; i < 30; i++) {
            server.zone().put("chain" + i + ".test", "CNAME chain" + (i + 1) + ".test");
        }
        server.zone().put("chain30.test", "A 9.9.9.9");
        server.zone().put("local.test", "A 127.0.0.1");

        DnsRoutesTest.assertRoute(find("example.test"), kind, text);
    }

    @Test
    void fiftyExchangersShouldFitAndNoMoreThanEightBeAsked() throws Exception {
        List<String> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exchanges.add("MX " + i + " a-rather-long-name-of-a-mail-exchanger-" + i + ".example.test");
            server.zone().put("a-rather-long-name-of-a-mail-exchanger-" + i + ".example.test", "A 9.9.9." + i);
        }
        server.zone().put("example.test", exchanges);

        assertThat(find("example.test").targets()).hasSize(DnsRoutes.MAX_HOSTS);
        assertThat(server.asked()).filteredOn(what -> what.endsWith(" A")).hasSize(DnsRoutes.MAX_HOSTS);
    }

    @Test
    void thousandsOfDomainsAtOnceShouldAllBeAnswered() throws Exception {
        List<CompletableFuture<Route>> all = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            server.zone().put("d" + i + ".test", "MX 10 mx" + i + ".test");
            server.zone().put("mx" + i + ".test", "A 9.9." + i / 250 + "." + i % 250);
        }
        for (int i = 0; i < 3000; i++) {
            all.add(routes.find("d" + i + ".test", false).toCompletableFuture());
        }

        for (CompletableFuture<Route> one : all) {
            Route route = one.get(20, TimeUnit.SECONDS);
            assertThat(route.kind()).as(route.reason()).isEqualTo(Kind.TARGETS);
        }
    }

    private Route find(String domain) throws Exception {
        return routes.find(domain, false).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
