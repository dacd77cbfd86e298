package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.load.EhloProbe;
import org.dotgate.benchmarks.load.Load;
import org.dotgate.benchmarks.load.LoadResult;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Median;
import org.dotgate.benchmarks.table.Section;

/**
 * Many sessions at their dot at once, each of which a filter holds up: parked, as the same with nothing to hold them up,
 * and with a hook that blocks. Immutable.
 *
 * @param home where the project was built
 * @param sessions how many at once, one message each
 * @param delay how long the filter takes
 * @param pairs how often bare and parked are measured, by turns
 * @param blocked how many messages the blocking hook is given; it takes them a few at a time
 */
record Crowded(Home home, int sessions, Duration delay, int pairs, int blocked) implements Section {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final double MOST_BARE = 1.25;
    private static final int MOST_THREADS = 40;
    private static final Duration MOST_EHLO = Duration.ofMillis(50);

    @Override
    public String title() {
        return "A filter of " + delay.toSeconds() + " s at the dot, " + sessions + " sessions at once, 4 KB each";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        Port bare = Port.bare();
        Port parked = Port.gated("parked", Ini.delay(delay));
        Port blocking = Port.blocking(delay.toMillis());
        progress.now("starting James");
        try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, parked, blocking), Map.of())) {
            int idle = idleThreads(james, List.of(bare, parked, blocking));
            progress.now("warming up");
            for (int i = 0; i < 2; i++) {
                run(james, bare, sessions);
            }
            run(james, parked, sessions);
            List<Run> bares = new ArrayList<>();
            List<Run> parkeds = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                progress.now("bare and parked, " + (i + 1) + " of " + pairs);
                bares.add(run(james, bare, sessions));
                parkeds.add(run(james, parked, sessions));
            }
            progress.now("the blocking hook, " + blocked + " messages");
            return figures(bares, parkeds, run(james, blocking, blocked), idle);
        }
    }

    /** With all threads that James starts for a port, which it does with the first connections. */
    private static int idleThreads(James james, List<Port> ports) throws IOException, InterruptedException {
        for (Port port : ports) {
            try (EhloProbe probe = new EhloProbe(port.address(), 64, Duration.ofMillis(100))) {
                james.vitals().awaitQuiet(Duration.ofSeconds(1));
                probe.stop();
            }
        }
        james.vitals().awaitQuiet(QUIET);
        return james.vitals().threads();
    }

    private record Run(LoadResult load, Times ehlo, int lost, int threads) {}

    private Run run(James james, Port port, int count) throws IOException, InterruptedException {
        james.vitals().awaitQuiet(QUIET);
        james.vitals().watchThreads();
        try (EhloProbe probe = new EhloProbe(port.address(), 8, Duration.ofMillis(50))) {
            LoadResult load = new Load(port.address(), count, 1, Letters.of(4 * 1024), LIMIT).run();
            probe.stop();
            return new Run(load, probe.times(), probe.lost(), james.vitals().mostThreads());
        }
    }

    private List<Figure> figures(List<Run> bares, List<Run> parkeds, Run blocking, int idle) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            double beyond = seconds(parkeds.get(i)) - delay.toNanos() / 1e9;
            ratios.add(beyond / seconds(bares.get(i)));
        }
        double ratio = Median.of(ratios);
        int accepted = parkeds.stream().mapToInt(run -> run.load().accepted()).sum();
        int lost = parkeds.stream().mapToInt(Run::lost).sum();
        int threads = parkeds.stream().mapToInt(Run::threads).max().orElseThrow() - idle;
        Duration ehlo = ehlo(parkeds).percentile(99);
        return List.of(
                Figure.of("bare James", "%.2f s", Median.of(bares.stream().map(Crowded::seconds).toList())),
                Figure.of("parked", "%.2f s", Median.of(parkeds.stream().map(Crowded::seconds).toList())),
                Figure.of("parked, messages accepted", "%d of %d", accepted, sessions * pairs)
                        .wanted("all", accepted == sessions * pairs),
                Figure.of("parked, time beyond the filter's " + delay.toSeconds() + " s", "%.2f x bare (%s)", ratio,
                                Median.spread(ratios))
                        .wanted("<= 1.25", ratio <= MOST_BARE),
                Figure.of("parked, most sessions waiting at once", "%d",
                        parkeds.stream().mapToInt(run -> run.load().mostWaiting()).max().orElseThrow()),
                Figure.of("parked, Java threads above idle (" + idle + ")", "%d", threads).wanted("< 40", threads < MOST_THREADS),
                Figure.of("parked, EHLO on other connections, p99", "%.1f ms of %d%s", millis(ehlo), ehlo(parkeds).count(),
                                lost == 0 ? "" : ", " + lost + " connections lost")
                        .wanted("< 50 ms", lost == 0 && ehlo.compareTo(MOST_EHLO) < 0),
                Figure.of("bare James, EHLO on other connections, p99", "%.1f ms", millis(ehlo(bares).percentile(99))),
                Figure.of("blocking hook, " + blocked + " messages", "%.1f s", seconds(blocking)),
                Figure.of("blocking hook, messages a second", "%.2f; parked %.1f", blocking.load().perSecond(),
                        Median.of(parkeds.stream().map(run -> run.load().perSecond()).toList())),
                Figure.of("blocking hook, EHLO on other connections, p99", "%.0f ms", millis(blocking.ehlo().percentile(99))));
    }

    private static Times ehlo(List<Run> runs) {
        Times all = new Times();
        runs.forEach(run -> all.add(run.ehlo()));
        return all;
    }

    private static double seconds(Run run) {
        return run.load().took().toNanos() / 1e9;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
