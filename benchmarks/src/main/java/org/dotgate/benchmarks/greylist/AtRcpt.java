package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.load.Added;
import org.dotgate.benchmarks.load.Envelope;
import org.dotgate.benchmarks.load.RcptLoad;
import org.dotgate.benchmarks.load.Times;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Section;

/**
 * What a greylist at RCPT adds to the time to RCPT's reply, in a real James: bare James, triplets that have passed and first
 * attempts take turns, and each turn gives a difference. Immutable.
 *
 * @param home where the project was built
 * @param maker of the store
 * @param rounds how many turns each has
 * @param each how many RCPTs in a turn
 * @param warmUp how many turns come before that count for nothing. Together with what is measured, first attempts stay below
 *     three quarters of what may be pending, and above a half: whenever another quarter has come from one network, all of it is
 *     looked through, and here all is of one.
 */
record AtRcpt(Home home, Place.Maker maker, int rounds, int each, int warmUp) implements Section {
    private static final int CONNECTIONS = 8;
    private static final int PER_SECOND = 200;
    private static final int WARMING_PER_SECOND = 2_000;
    private static final int WARMING = 2_200;
    private static final int KNOWN = 500;
    private static final int TAKEN = 250;
    private static final int DELAYED = 451;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final double MOST_MILLIS = 1;

    /** All clients are of one network here, which must neither be let through for that, nor lose what is pending. */
    static String ini(String url) {
        return """
                [store]
                url = %s

                [dot]
                run =

                [greylist]
                at = rcpt
                delay = %ds
                auto-pass = 0
                pending = 50000
                spf = no
                """.formatted(url, DELAY.toSeconds());
    }

    @Override
    public String title() {
        return "A greylist at RCPT in James, " + maker + ", " + PER_SECOND + " RCPTs/s, " + rounds + " rounds of " + each
                + ", by turns";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (Place place = maker.make()) {
            return measure(place, progress);
        }
    }

    private List<Figure> measure(Place place, Progress progress) throws IOException, InterruptedException {
        Port bare = Port.bare();
        Port judged = Port.atRcpt("greylist", ini(place.url()));
        progress.now("starting James");
        try (James james = James.boot(home, Mailets.DISCARD, List.of(bare, judged), Map.of())) {
            Numbers numbers = new Numbers();
            progress.now("warming up");
            int known = numbers.take(KNOWN);
            load(judged, KNOWN, WARMING_PER_SECOND, known, DELAYED);
            Thread.sleep(DELAY.toMillis() + 100);
            load(judged, KNOWN, WARMING_PER_SECOND, known, TAKEN);
            for (int i = 0; i < warmUp; i++) {
                // a compiler at work keeps a second thread waiting for milliseconds, on few processors
                load(bare, WARMING, WARMING_PER_SECOND, known, TAKEN);
                load(judged, WARMING, WARMING_PER_SECOND, number -> new Triplet(known + number % KNOWN).envelope(), TAKEN);
                load(judged, WARMING, WARMING_PER_SECOND, numbers.take(WARMING), DELAYED);
            }
            List<Round> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                progress.now("round " + (i + 1) + " of " + rounds);
                james.vitals().awaitQuiet(QUIET);
                all.add(round(i, bare, judged, known, numbers.take(each)));
            }
            return figures(all, maker.isPromised() ? MOST_MILLIS : 0);
        }
    }

    /** Gives out numbers of triplets, none twice. Owned by one thread. */
    private static final class Numbers {
        private int next;

        int take(int count) {
            int first = next;
            next += count;
            return first;
        }
    }

    private record Round(Times bare, Times known, Times fresh) {}

    private Round round(int number, Port bare, Port judged, int known, int fresh) throws IOException {
        Times[] times = new Times[3];
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        // each goes first, second and last as often as the others
        Collections.rotate(order, number);
        for (int which : order) {
            times[which] = switch (which) {
                case 0 -> load(bare, each, PER_SECOND, known, TAKEN);
                case 1 -> load(judged, each, PER_SECOND, i -> new Triplet(known + i % KNOWN).envelope(), TAKEN);
                default -> load(judged, each, PER_SECOND, fresh, DELAYED);
            };
        }
        return new Round(times[0], times[1], times[2]);
    }

    private static Times load(Port port, int count, int perSecond, int first, int wanted) throws IOException {
        return load(port, count, perSecond, number -> new Triplet(first + number).envelope(), wanted);
    }

    private static Times load(Port port, int count, int perSecond, IntFunction<Envelope> envelopes, int wanted)
            throws IOException {
        return new RcptLoad(port.address(), CONNECTIONS, count, perSecond, envelopes, wanted, LIMIT).run();
    }

    private static List<Figure> figures(List<Round> rounds, double most) {
        List<Times> bare = rounds.stream().map(Round::bare).toList();
        List<Times> known = rounds.stream().map(Round::known).toList();
        List<Times> fresh = rounds.stream().map(Round::fresh).toList();
        return List.of(
                Added.figure("p99 that a decision adds, triplets that have passed", bare, known, 99, most),
                Added.figure("p99 that a decision adds, first attempts, each stored", bare, fresh, 99, most),
                Added.figure("median that a decision adds, triplets that have passed", bare, known, 50, 0),
                Added.figure("median that a decision adds, first attempts, each stored", bare, fresh, 50, 0),
                Added.whole("RCPT to its reply, bare James", bare),
                Added.whole("RCPT to its reply, triplets that have passed", known),
                Added.whole("RCPT to its reply, first attempts", fresh));
    }
}
