package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * @param softTotal how long each is let wait; attempts in the background last as long
 */
record Stalled(Home home, int sessions, Duration softTotal) implements Section {
    private static final int HOSTS = 40;
    private static final Duration STAGE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MOST_THREADS = 24;
    private static final Duration MOST_EHLO = Duration.ofMillis(50);
    private static final long MOST_HEAP = 100;
    private static final double MEGABYTE = 1024 * 1024;

    @Override
    public String title() {
        return sessions + " senders at once whose servers stall, soft-total = " + softTotal.toSeconds() + "s";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (RemoteMx mx = new RemoteMx(HOSTS, true); MxDns dns = new MxDns()) {
            Port bare = Port.bare();
            Port verifying = Port.verifying("callouts", Ini.callouts(dns, mx, STAGE, softTotal));
            progress.now("starting James");
            try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, verifying), Map.of())) {
                return measure(progress, james.vitals(), bare, verifying, mx);
            }
        }
    }

    private List<Figure> measure(Progress progress, Vitals vitals, Port bare, Port verifying, RemoteMx mx)
            throws IOException, InterruptedException {
        progress.now("warming up");
        load(bare, 0).run(waiting -> {});
        // James starts threads for a port with the first connections
        try (EhloProbe probe = new EhloProbe(verifying.address(), 64, Duration.ofMillis(100))) {
            vitals.awaitQuiet(Duration.ofSeconds(1));
            probe.stop();
        }
        vitals.awaitQuiet(QUIET);
        int idleThreads = vitals.threads();
        long idleHeap = vitals.liveHeap();
        progress.now("naming " + sessions + " senders, for the heap");
        // to measure the heap stops all threads, which is not to be held against the replies that are timed below
        long heap = whileAllWait(verifying, sessions, vitals::liveHeap, new CompletableFuture<>()).join() - idleHeap;
        progress.now("waiting for the attempts in the background to end");
        Thread.sleep(softTotal.multipliedBy(5).dividedBy(4).toMillis());
        vitals.awaitQuiet(QUIET);
        vitals.watchThreads();
        progress.now("naming " + sessions + " senders, for the times");
        CompletableFuture<SenderLoad.Result> result = new CompletableFuture<>();
        try (EhloProbe probe = new EhloProbe(verifying.address(), 8, Duration.ofMillis(50))) {
            long asked = whileAllWait(verifying, 0, () -> (long) mx.open(), result).join();
            probe.stop();
            return figures(result.join(), asked, vitals.mostThreads() - idleThreads, idleThreads, heap, probe);
        }
    }

    /** Names as many senders, and looks at something a while after the last of them has begun to wait. */
    private CompletableFuture<Long> whileAllWait(Port port, int first, Supplier<Long> look, CompletableFuture<SenderLoad.Result> result)
            throws IOException {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        result.complete(load(port, first).run(waiting -> {
            if (waiting == sessions) {
                seen.completeAsync(look, CompletableFuture.delayedExecutor(softTotal.toMillis() / 7, TimeUnit.MILLISECONDS));
            }
        }));
        seen.complete(0L);
        return seen;
    }

    private SenderLoad load(Port port, int first) {
        return new SenderLoad(port.address(), sessions,
                number -> new Envelope("user" + (first + number) + "@" + MxDns.domain(number % HOSTS), "ben" + number % 1000 + "@dotgate.test"),
                LIMIT);
    }

    private List<Figure> figures(SenderLoad.Result result, long asked, int threads, int idle, long heap,
            EhloProbe probe) {
        Duration longest = result.times().percentile(100);
        Duration ehlo = probe.times().percentile(99);
        boolean told = result.replies().equals(Map.of("450", sessions));
        return List.of(
                Figure.of("replies to RCPT", "%s", result.replies()).wanted("450 to all", told),
                Figure.of("most sessions waiting at once", "%d", result.mostWaiting()).wanted("all", result.mostWaiting() == sessions),
                Figure.of("connections to stalled servers while all wait", "%d", asked),
                Figure.of("from MAIL to the reply to RCPT, longest", "%.2f s", longest.toMillis() / 1e3)
                        .wanted("<= " + softTotal.plusSeconds(1).toSeconds() + " s", longest.compareTo(softTotal.plusSeconds(1)) <= 0),
                Figure.of("Java threads above idle (" + idle + "), most", "%d", threads).wanted("< 24", threads < MOST_THREADS),
                Figure.of("EHLO on other connections, p99", "%.1f ms of %d%s", ehlo.toNanos() / 1e6, probe.times().count(),
                                probe.lost() == 0 ? "" : ", " + probe.lost() + " connections lost")
                        .wanted("< 50 ms", probe.lost() == 0 && ehlo.compareTo(MOST_EHLO) < 0),
                Figure.of("live heap above idle while all wait, their sessions included", "%.0f MB", heap / MEGABYTE)
                        .wanted("< 100 MB", heap < MOST_HEAP * MEGABYTE));
    }
}
