package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dotgate.benchmarks.files.TemporaryFolder;
import org.dotgate.benchmarks.load.PolicyLoad;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * Postgrey, and Dotgate behind the same protocol, asked the same by the same clients one after the other: first attempts,
 * then triplets that have passed. Immutable.
 *
 * @param clients how many connections ask
 * @param limit how long each kind of question is asked
 * @param known how many triplets have passed; so many that each comes up again in another second, since fewer would spare
 *     postgrey its writes
 */
record Compared(int clients, Duration limit, int known) implements Section {
    private static final Duration DELAY = Duration.ofSeconds(1);
    /** Postgrey counts whole seconds. */
    private static final long BEYOND_DELAY_MILLIS = 2_100;
    private static final int MOST = 2_000_000;
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public String title() {
        return "Postfix's policy protocol, " + clients + " clients that wait for each answer";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Optional<Path> program = Postgrey.program();
        Speed postgrey = null;
        Speed inMemory = null;
        if (program.isEmpty()) {
            figures.add(Figure.of("postgrey", "not installed; benchmarks/postgrey.sh does that on Debian"));
        } else {
            progress.now("postgrey");
            postgrey = postgrey(program.get(), TemporaryFolder.make());
            figures.addAll(postgrey.figures("postgrey", null, null));
            if (Files.isWritable(MEMORY)) {
                progress.now("postgrey, its database in memory");
                inMemory = postgrey(program.get(), TemporaryFolder.in(MEMORY));
                figures.addAll(inMemory.figures("postgrey, its database in memory", null, null));
            }
        }
        progress.now("Dotgate, to warm it up");
        dotgate();
        progress.now("Dotgate");
        figures.addAll(dotgate().figures("Dotgate, file store", postgrey, inMemory));
        return figures;
    }

    private Speed postgrey(Path program, TemporaryFolder folder) throws IOException, InterruptedException {
        try (Postgrey postgrey = Postgrey.start(program, folder, DELAY)) {
            return ask(postgrey.address(), () -> Thread.sleep(BEYOND_DELAY_MILLIS));
        }
    }

    private Speed dotgate() throws IOException, InterruptedException {
        try (Place place = Place.Maker.FOLDER.make();
                House house = House.open(place.url());
                PolicyServer server = new PolicyServer(house.greylist(), House.settings(DELAY.toSeconds() + "s"))) {
            return ask(server.address(), house::letADelayPass);
        }
    }

    /** What came of both kinds of question. */
    private record Speed(PolicyLoad.Result fresh, PolicyLoad.Result known) {
        List<Figure> figures(String who, Speed postgrey, Speed inMemory) {
            return List.of(
                    figure(who + ", first attempts", fresh, postgrey == null ? null : postgrey.fresh,
                            inMemory == null ? null : inMemory.fresh),
                    figure(who + ", triplets that have passed", known, postgrey == null ? null : postgrey.known,
                            inMemory == null ? null : inMemory.known));
        }

        private static Figure figure(String label, PolicyLoad.Result result, PolicyLoad.Result postgrey, PolicyLoad.Result inMemory) {
            StringBuilder value = new StringBuilder(String.format("%,.0f/s, p99 %.1f ms", result.perSecond(),
                    result.times().percentile(99).toNanos() / 1e6));
            if (postgrey != null) {
                value.append(String.format("; %.0f x postgrey", result.perSecond() / postgrey.perSecond()));
            }
            if (inMemory != null) {
                value.append(String.format(", %.0f x in memory", result.perSecond() / inMemory.perSecond()));
            }
            return Figure.of(label, "%s", value);
        }
    }

    /** Has the delay of a first attempt go by. */
    private interface Wait {
        void beyondDelay() throws InterruptedException;
    }

    private Speed ask(InetSocketAddress address, Wait wait) throws IOException, InterruptedException {
        // what was asked to warm up is what will be known
        must(new PolicyLoad(address, clients, known, number -> new Triplet(number).question(), limit.multipliedBy(10)).run(),
                false, known);
        wait.beyondDelay();
        must(new PolicyLoad(address, clients, known, number -> new Triplet(number).question(), limit.multipliedBy(10)).run(),
                true, known);
        PolicyLoad.Result fresh =
                new PolicyLoad(address, clients, MOST, number -> new Triplet(known + number).question(), limit).run();
        PolicyLoad.Result again =
                new PolicyLoad(address, clients, MOST, number -> new Triplet(number % known).question(), limit).run();
        return new Speed(must(fresh, false, 1), must(again, true, 1));
    }

    /** @throws IOException if not all were answered alike */
    private static PolicyLoad.Result must(PolicyLoad.Result result, boolean pass, int least) throws IOException {
        int right = pass ? result.passed() : result.delayed();
        if (right < result.answered() || right < least) {
            throw new IOException(result.passed() + " passed, " + result.delayed() + " were delayed; all were to "
                    + (pass ? "pass" : "be delayed"));
        }
        return result;
    }
}
