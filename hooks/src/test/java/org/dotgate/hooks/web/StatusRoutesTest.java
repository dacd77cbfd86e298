package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Services;
import org.dotgate.hooks.StandingTimer;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.trouble.HandlerChains;
import org.dotgate.hooks.trouble.Problems;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.store.MemoryStore;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /dotgate/status} tells, asked over HTTP. */
class StatusRoutesTest {
    private static final String INI = "[dot]\nrun = words\n[filter words]\ntype = words\nlist = words.txt\n";

    @TempDir
    private Path folder;
    private final StandingTimer timer = new StandingTimer();
    private final Map<String, GateHouse> houses = new LinkedHashMap<>();
    private LivePolicy policy;
    private RoutesRig routes;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("words.txt"), "make money\n");
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), INI);
        Services services = Services.temporary(timer);
        policy = new LivePolicy(new PolicyLoader(StockFilters.types()), ini, "conf/dotgate.ini",
                () -> new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services), timer, Runnable::run,
                inForce -> {});
        ChainHouse runs = new ChainHouse(timer, Runnable::run, new Background(1), Memory.NONE, new RunListener() {});
        houses.put("file://conf/dotgate.ini", new GateHouse(policy, runs, null, null, null));
        Problems problems = new Problems(new HandlerChains(() -> true, houses::keySet, List::of, config -> true), () -> houses, Map::of);
        routes = new RoutesRig(List.of(new StatusRoutes(() -> houses, Map::of, problems::now, timer::now, () -> 3, () -> 4)));
    }

    @AfterEach
    void close() {
        routes.close();
        policy.close();
    }

    @Test
    void statusShouldTellHowEachConfigurationFares() throws Exception {
        ((MemoryStore) policy.current().store()).fail("disk full");

        assertThat(status()).hasToString("{\"time\":\"2026-11-24T10:00:00Z\",\"version\":null,\"problems\":["
                + "{\"config\":\"file://conf/dotgate.ini\",\"text\":\"the store has failed since 2026-11-24T10:00:00Z, so that mail "
                + "it has something to say about passes\",\"detail\":\"disk full\"}],\"parked\":3,"
                + "\"workersWaiting\":4,\"configurations\":[{\"config\":\"file://conf/dotgate.ini\",\"problem\":null,"
                + "\"dot\":[\"words\"],\"greylistAt\":null,\"calloutReplyAt\":null,\"store\":{\"failures\":"
                + policy.current().store().health().failures() + ",\"failingSince\":\"2026-11-24T10:00:00Z\","
                + "\"problem\":\"disk full\",\"lostAt\":null}}],\"callouts\":[]}");
    }

    @Test
    void statusShouldTellThatNothingIsWrongOnceTheStoreWorksAgain() throws Exception {
        MemoryStore store = (MemoryStore) policy.current().store();
        store.fail("disk full");
        assertThat(status().get("problems")).hasSize(1);
        store.fail(null);

        JsonNode status = status();

        assertThat(status.get("problems")).isEmpty();
        assertThat(status.at("/configurations/0/store/problem").isNull()).isTrue();
    }

    @Test
    void statusShouldTellOfALossForADay() throws Exception {
        ((MemoryStore) policy.current().store()).lose();

        assertThat(status().at("/problems/0/text").asText()).isEqualTo("what the store held was lost at 2026-11-24T10:00:00Z");
        timer.turn(Duration.ofDays(1));
        assertThat(status().get("problems")).isEmpty();
    }

    @Test
    void statusShouldTellWhatToDoWhenNoHandlerHasReadAConfiguration() throws Exception {
        houses.clear();

        JsonNode status = status();

        assertThat(status.get("configurations")).isEmpty();
        assertThat(status.at("/problems/0/text").asText()).startsWith("no handler of smtpserver.xml has read it");
        assertThat(status.at("/problems/0/detail").asText()).contains("<handler class=\"org.dotgate.hooks.SessionGate\"/>");
    }

    @ParameterizedTest
    @CsvSource({"'[greylist]\nat = rcpt\n', rcpt", "'[filter g]\ntype = greylist\n', dot"})
    void statusShouldTellWhereTheGreylistIs(String lines, String at) throws Exception {
        Files.writeString(folder.resolve("dotgate.ini"), INI.replace("run = words", at.equals("dot") ? "run = words, g" : "run = words") + lines);
        policy.reload();

        assertThat(status().at("/configurations/0/greylistAt").asText()).isEqualTo(at);
    }

    private JsonNode status() throws Exception {
        return RoutesRig.json(routes.get("/dotgate/status"), 200);
    }
}
