package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dotgate.benchmarks.files.TemporaryFolder;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.load.Added;
import org.dotgate.benchmarks.load.EhloProbe;
import org.dotgate.benchmarks.load.Envelope;
import org.dotgate.benchmarks.load.RcptLoad;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * A whole greylist, listed to its last record: by the command line from the store, over the WebAdmin of a real James, and by the
 * command line from that; and what becomes of the RCPTs that the James answers meanwhile, each of which reads a record.
 * Immutable.
 *
 * @param home where the project was built
 * @param maker of the store
 * @param triplets how many
 * @param known how many triplets of this machine's network there are besides, that pass; each is asked for once
 */
record Listed(Home home, Place.Maker maker, int triplets, int known) implements Section {
    private static final int CONNECTIONS = 8;
    private static final int PER_SECOND = 200;
    private static final int TAKEN = 250;
    private static final int MOST_EHLO_MILLIS = 50;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration EHLO_EVERY = Duration.ofMillis(50);
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String title() {
        return String.format("%,d triplets listed to the last, %s", triplets, maker);
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (Place place = maker.make(); TemporaryFolder folder = TemporaryFolder.make()) {
            progress.now("filling a store");
            fill(place.url());
            Path conf = Files.createDirectories(folder.path().resolve("conf"));
            Path ini = Files.writeString(conf.resolve("dotgate.ini"), AtRcpt.ini(place.url()));
            List<Figure> figures = new ArrayList<>();
            progress.now("listing it from the store");
            figures.add(all("the command line, from the store, with a heap of " + Lister.HEAP,
                    Lister.run(home, folder.path(), "--config", ini.toString())));
            InetSocketAddress webAdmin = Port.free();
            Port judged = Port.atRcpt("greylist", AtRcpt.ini(place.url()));
            progress.now("starting James");
            try (James james = James.boot(home, Mailets.DISCARD, List.of(judged), Map.of("conf/webadmin.properties", "enabled=true\nport="
                    + webAdmin.getPort() + "\nhost=127.0.0.1\nextensions.routes=org.dotgate.hooks.web.DotgateRoutes\n"))) {
                figures.addAll(measure(james, judged, "http://127.0.0.1:" + webAdmin.getPort(), folder.path(), progress));
            }
            return figures;
        }
    }

    private void fill(String url) throws IOException, InterruptedException {
        try (House house = House.open(url)) {
            new Asker(house.greylist(), House.settings("5m"), 2, 1_000)
                    .ask(triplets, number -> new Triplet(number).request(), LIMIT).mustHave(0, triplets);
            for (int i = 0; i < known; i++) {
                Envelope envelope = passing(i);
                house.register().allow("127.0.0.1", envelope.sender(), envelope.recipient())
                        .toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the store could not be filled", e);
        }
    }

    private static Envelope passing(int number) {
        return new Triplet(number).envelope();
    }

    private List<Figure> measure(James james, Port judged, String webAdmin, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Pages pages = new Pages(webAdmin + "/dotgate/greylist?config=file://conf/greylist.ini&limit=1000");
        progress.now("warming up");
        pages.awaitAnswer(LIMIT);
        load(judged, 0, warming(), 1_000);
        pages.list(100);
        long heap = james.vitals().liveHeap();
        progress.now("RCPTs with nothing beside them");
        Times alone = load(judged, warming(), alone(), PER_SECOND);
        progress.now("listing it over WebAdmin, and RCPTs meanwhile");
        CompletableFuture<Times> asked = CompletableFuture.supplyAsync(() -> during(judged));
        Pages.Outcome listed;
        Times ehlo;
        try (EhloProbe probe = new EhloProbe(judged.address(), CONNECTIONS, EHLO_EVERY)) {
            listed = pages.list(Integer.MAX_VALUE);
            while (!asked.isDone()) {
                pages.list(20);
            }
            probe.stop();
            ehlo = probe.times();
        }
        double grown = (james.vitals().liveHeap() - heap) / MEGABYTE;
        progress.now("listing it by the command line");
        Lister.Outcome told = Lister.run(home, folder, "--webadmin", webAdmin);
        double ehloMillis = ehlo.percentile(99).toNanos() / 1e6;
        return List.of(
                all("WebAdmin, pages of 1,000, RCPTs meanwhile", new Lister.Outcome(listed.records(), listed.took())),
                Figure.of("  the longest page", "%.0f ms of %,d pages", listed.longest().toNanos() / 1e6, listed.pages()),
                all("the command line, from a James that runs, with a heap of " + Lister.HEAP, told),
                Added.whole("RCPT to its reply, each reads a record, nothing beside it", List.of(alone)),
                Added.whole("RCPT to its reply while pages are read without a pause", List.of(result(asked))),
                Figure.of("EHLO on other connections meanwhile, p99", "%.1f ms", ehloMillis)
                        .wanted("< 50 ms", ehloMillis < MOST_EHLO_MILLIS),
                Figure.of("live heap of James after all pages, over before", "%.1f MB", grown));
    }

    private Figure all(String label, Lister.Outcome outcome) {
        long wanted = triplets + known;
        return Figure.of(label, "%,d records in %.1f s, %,.0f a second", outcome.records(), outcome.took().toNanos() / 1e9,
                outcome.records() / Math.max(1e-9, outcome.took().toNanos() / 1e9)).wanted("all", outcome.records() == wanted);
    }

    /** How many of those that pass are asked for before anything counts. */
    private int warming() {
        return known / 3;
    }

    /** How many are asked for with nothing beside them; the rest, while pages are read. */
    private int alone() {
        return known / 6;
    }

    private Times during(Port port) {
        try {
            return load(port, warming() + alone(), known - warming() - alone(), PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Times result(CompletableFuture<Times> asked) throws IOException, InterruptedException {
        try {
            return asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the RCPTs were not answered", e);
        }
    }

    private static Times load(Port port, int first, int count, int perSecond) throws IOException {
        return new RcptLoad(port.address(), CONNECTIONS, count, perSecond, number -> passing(first + number), TAKEN, LIMIT).run();
    }
}
