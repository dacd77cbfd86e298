package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.james.Vitals;
import org.dotgate.benchmarks.load.EhloProbe;
import org.dotgate.benchmarks.load.Envelope;
import org.dotgate.benchmarks.load.SenderLoad;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * Many sessions at once whose senders' servers fall silent, at each stage a quarter of them. Immutable.
 *
 * @param home where the project was built
 * @param sessions how many, one sender each
 */
record Stalled(Home home, int sessions) implements Section {
    private static final int HOSTS = 40;
    private static final Duration SOFT_TOTAL = Duration.ofSeconds(20);
    private static final Duration STAGE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MOST_THREADS = 24;
    private static final Duration MOST_EHLO = Duration.ofMillis(50);
    private static final long MOST_HEAP = 100;
    private static final double MEGABYTE = 1024 * 1024;

    @Override
    public String title() {
        return sessions + " senders at once whose servers stall, soft-total = " + SOFT_TOTAL.toSeconds() + "s";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (RemoteMx mx = new RemoteMx(HOSTS, true); MxDns dns = new MxDns()) {
            Port bare = Port.bare();
            Port verifying = Port.verifying("callouts", Ini.callouts(dns, mx, STAGE, SOFT_TOTAL));
            progress.now("starting James");
            try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, verifying), Map.of())) {
                return measure(progress, james.vitals(), bare, verifying, mx);
            }
        }
    }

    /** While all wait. */
    private record Full(int connections, long heap) {}

    private List<Figure> measure(Progress progress, Vitals vitals, Port bare, Port verifying, RemoteMx mx)
            throws IOException, InterruptedException {
        progress.now("warming up");
        load(bare).run(waiting -> {});
        try (EhloProbe probe = new EhloProbe(verifying.address(), 64, Duration.ofMillis(20))) {
            vitals.awaitQuiet(QUIET);
            probe.stop();
        }
        vitals.awaitQuiet(QUIET);
        long idleHeap = vitals.liveHeap();
        int idleThreads = vitals.threads();
        CompletableFuture<Full> full = new CompletableFuture<>();
        vitals.watchThreads();
        progress.now("naming " + sessions + " senders");
        try (EhloProbe probe = new EhloProbe(verifying.address(), 8, Duration.ofMillis(50))) {
            SenderLoad.Result result = load(verifying).run(waiting -> {
                if (waiting == sessions) {
                    // their probes are begun, but not all are connected yet
                    full.completeAsync(() -> new Full(mx.open(), vitals.liveHeap()),
                            CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
                }
            });
            probe.stop();
            int threads = vitals.mostThreads() - idleThreads;
            full.complete(new Full(0, Long.MAX_VALUE));
            return figures(result, full.join(), threads, idleThreads, idleHeap, probe);
        }
    }

    private SenderLoad load(Port port) {
        return new SenderLoad(port.address(), sessions,
                number -> new Envelope("user" + number + "@" + MxDns.domain(number % HOSTS), "ben" + number % 1000 + "@dotgate.test"),
                LIMIT);
    }

    private List<Figure> figures(SenderLoad.Result result, Full full, int threads, int idle, long idleHeap,
            EhloProbe probe) {
        long heap = full.heap() - idleHeap;
        Duration longest = result.times().percentile(100);
        Duration ehlo = probe.times().percentile(99);
        boolean told = result.replies().equals(Map.of("450", sessions));
        return List.of(
                Figure.of("replies to RCPT", "%s", result.replies()).wanted("450 to all", told),
                Figure.of("most sessions waiting at once", "%d", result.mostWaiting()).wanted("all", result.mostWaiting() == sessions),
                Figure.of("connections to stalled servers while all wait", "%d", full.connections()),
                Figure.of("from MAIL to the reply to RCPT, longest", "%.2f s", longest.toMillis() / 1e3)
                        .wanted("<= 21 s", longest.compareTo(SOFT_TOTAL.plusSeconds(1)) <= 0),
                Figure.of("Java threads above idle (" + idle + "), most", "%d", threads).wanted("< 24", threads < MOST_THREADS),
                Figure.of("EHLO on other connections, p99", "%.1f ms of %d%s", ehlo.toNanos() / 1e6, probe.times().count(),
                                probe.lost() == 0 ? "" : ", " + probe.lost() + " connections lost")
                        .wanted("< 50 ms", probe.lost() == 0 && ehlo.compareTo(MOST_EHLO) < 0),
                Figure.of("live heap above idle while all wait, their sessions included", "%.0f MB", heap / MEGABYTE)
                        .wanted("< 100 MB", heap < MOST_HEAP * MEGABYTE));
    }
}
