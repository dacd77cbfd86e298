package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.filter.Services;
import org.dotgate.hooks.StandingTimer;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.insight.Insight;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.store.MemoryStore;
import org.dotgate.work.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page asks every few seconds and no list of the store's is in is told from memory, so that it costs the store nothing. */
class PollsTest {
    private static final String USUAL = "file://conf/dotgate.ini";
    private static final List<String> POLLED =
            List.of("status", "filters", "clients", "outcomes", "parked", "decisions", "decisions?text=anna", "greylist-cost");

    @TempDir
    private Path folder;
    private final StandingTimer timer = new StandingTimer();
    private LivePolicy policy;
    private RoutesRig routes;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("words.txt"), "make money\n");
        Path ini = Files.writeString(folder.resolve("dotgate.ini"),
                "[dot]\nrun = words\n[filter words]\ntype = words\nlist = words.txt\n[greylist]\nat = rcpt\nspf = no\n");
        Services services = Services.temporary(timer);
        policy = new LivePolicy(new PolicyLoader(StockFilters.types()), ini, "conf/dotgate.ini",
                () -> new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), services), timer, Runnable::run,
                inForce -> {});
        GateHouse house = new GateHouse(policy, new ChainHouse(timer, Runnable::run, new Background(1), Memory.NONE, new RunListener() {}),
                null, null, null, new Insight(timer));
        Map<String, GateHouse> houses = Map.of(USUAL, house);
        routes = new RoutesRig(List.of(new StatusRoutes(() -> houses, Map::of, List::of, timer::now, () -> 0, () -> 0),
                new FilterRoutes(() -> houses), new OutcomeRoutes(() -> houses), new ParkedRoutes(List::of), new DecisionRoutes(() -> houses),
                new GreylistRoutes(() -> Map.of(USUAL, policy.current().greylist().orElseThrow()), new Listing(timer::nanos))));
    }

    @AfterEach
    void close() {
        routes.close();
        policy.close();
    }

    @Test
    void figuresShouldAskTheStoreForNothing() throws Exception {
        MemoryStore store = (MemoryStore) policy.current().store();
        store.fail("lost");
        long failures = store.health().failures();

        for (String polled : POLLED) {
            assertThat(routes.get("/dotgate/" + polled).statusCode()).as(polled).isEqualTo(200);
        }

        assertThat(store.health().failures()).as("calls of the store").isEqualTo(failures);
        assertThat(routes.get("/dotgate/greylist").statusCode()).as("a list of the store's").isEqualTo(503);
        assertThat(store.health().failures()).as("which was asked").isGreaterThan(failures);
    }
}
