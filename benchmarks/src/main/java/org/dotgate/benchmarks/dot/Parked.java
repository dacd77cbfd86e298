package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.james.Vitals;
import org.dotgate.benchmarks.load.EhloProbe;
import org.dotgate.benchmarks.load.Load;
import org.dotgate.benchmarks.load.LoadResult;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * As many parked sessions as file limits allow, and what each costs. Immutable.
 *
 * @param home where the project was built
 * @param sessions how many, one message of 4 KB each
 * @param delay how long each is parked; long enough for the last to come before the first leaves
 */
record Parked(Home home, int sessions, Duration delay) implements Section {
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration BEYOND_DELAY = Duration.ofSeconds(120);

    @Override
    public String title() {
        return sessions + " sessions parked for " + delay.toSeconds() + " s, 4 KB each, James with a heap of at most " + Mailets.DISCARD.heap();
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        Port bare = Port.bare();
        Port parked = Port.gated("parked", Ini.delay(delay));
        progress.now("starting James");
        try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, parked), Map.of())) {
            Vitals vitals = james.vitals();
            progress.now("warming up");
            new Load(bare.address(), 100, 5, Letters.of(4 * 1024), BEYOND_DELAY).run();
            vitals.awaitQuiet(QUIET);
            Cost idle = Cost.of(vitals);
            CompletableFuture<Cost> full = new CompletableFuture<>();
            vitals.watchThreads();
            progress.now("parking " + sessions + " sessions");
            Load load = new Load(parked.address(), sessions, 1, Letters.of(4 * 1024), delay.plus(BEYOND_DELAY));
            try (EhloProbe probe = new EhloProbe(parked.address(), 8, Duration.ofMillis(50))) {
                LoadResult result = load.run(waiting -> {
                    if (waiting == sessions) {
                        // off the load's thread, which has replies to read meanwhile
                        full.completeAsync(() -> Cost.of(vitals));
                    }
                });
                probe.stop();
                full.complete(null);
                return figures(result, idle, full.join(), vitals.mostThreads(), probe);
            }
        }
    }

    private record Cost(long heap, int threads) {
        static Cost of(Vitals vitals) {
            return new Cost(vitals.liveHeap(), vitals.threads());
        }
    }

    private List<Figure> figures(LoadResult result, Cost idle, Cost full, int mostThreads, EhloProbe probe) {
        double megabyte = 1024 * 1024;
        Figure heap = full == null
                ? Figure.of("live heap while all are parked", "never were all of them parked at once")
                : Figure.of("live heap while all are parked", "%.0f MB, idle %.0f MB: %.1f KB a session",
                        full.heap() / megabyte, idle.heap() / megabyte, (full.heap() - idle.heap()) / 1024.0 / sessions);
        Figure threads = full == null
                ? Figure.of("Java threads, most", "%d, idle %d", mostThreads, idle.threads())
                : Figure.of("Java threads while all are parked", "%d, most %d, idle %d", full.threads(), mostThreads, idle.threads());
        return List.of(
                Figure.of("parked at once", "%d", result.mostWaiting()).wanted("all", result.mostWaiting() == sessions),
                Figure.of("refused or lost", "%d %s", result.failed(), result.failures().isEmpty() ? "" : result.failures())
                        .wanted("none", result.failed() == 0),
                Figure.of("accepted", "%d of %d, the last after %.1f s", result.accepted(), sessions,
                                result.took().toNanos() / 1e9)
                        .wanted("all", result.isComplete()),
                heap,
                threads,
                Figure.of("EHLO on other connections, p99", "%.1f ms", probe.times().percentile(99).toNanos() / 1e6));
    }
}
