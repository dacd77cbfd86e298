package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.dotgate.benchmarks.greylist.Asker.Outcome;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Median;
import org.dotgate.benchmarks.table.Section;

/**
 * Greylist decisions a second in this process, which also makes the questions up. Immutable.
 *
 * @param places where the store is
 * @param batch how many first attempts make a round; of known triplets four times as many are asked, of the mix twice
 * @param rounds how many rounds of each kind, by turns
 */
record Decisions(Place.Maker places, int batch, int rounds) implements Section {
    private static final int THREADS = 2;
    private static final int UNDER_WAY = 1_000;
    private static final int PROMISED = 50_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Mix MIX = new Mix(70, 10, 20);

    @Override
    public String title() {
        return "Greylist decisions, " + places + ", " + UNDER_WAY + " under way at once, " + rounds + " rounds";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        try (Place place = places.make(); House house = House.open(place.url())) {
            Asking asking = new Asking(house);
            progress.now("warming up");
            asking.round();
            Rows fresh = new Rows("first attempts, each stored before it counts");
            Rows back = new Rows("retries after the delay, each stored before it counts");
            Rows known = new Rows("triplets that have passed before");
            Rows mix = new Rows(MIX.known() + " % known, " + MIX.early() + " % too early, " + MIX.fresh() + " % first attempts");
            for (int i = 0; i < rounds; i++) {
                progress.now("round " + (i + 1) + " of " + rounds);
                List<Outcome> round = asking.round();
                fresh.add(round.get(0));
                back.add(round.get(1));
                known.add(round.get(2));
                mix.add(round.get(3));
            }
            boolean promised = places.isPromised();
            return List.of(known.figure(promised), mix.figure(promised), fresh.figure(promised), back.figure(false));
        }
    }

    /** Asks round after round, each about new triplets, and about all that have passed so far. */
    private final class Asking {
        private final House house;
        private final Asker asker;
        private final List<Integer> passed = new ArrayList<>();
        private int next;

        Asking(House house) throws IOException {
            this.house = house;
            this.asker = new Asker(house.greylist(), House.settings("5m"), THREADS, UNDER_WAY);
        }

        /** One of each kind. */
        List<Outcome> round() throws IOException, InterruptedException {
            int first = taken(batch);
            Outcome fresh = ask(batch, number -> new Triplet(first + number)).mustHave(0, batch);
            house.letADelayPass();
            Outcome back = ask(batch, number -> new Triplet(first + number)).mustHave(batch, 0);
            passed.add(first);
            Outcome known = ask(4 * batch, this::known).mustHave(4L * batch, 0);
            int earlies = batch / 10;
            int early = taken(earlies);
            ask(earlies, number -> new Triplet(early + number)).mustHave(0, earlies);
            int news = taken(2 * batch);
            long passes = 2L * batch * MIX.known() / 100;
            Outcome mix = ask(2 * batch, number -> switch (MIX.kind(number)) {
                case KNOWN -> known(number);
                case EARLY -> new Triplet(early + number % earlies);
                case FRESH -> new Triplet(news + number);
            }).mustHave(passes, 2L * batch - passes);
            return List.of(fresh, back, known, mix);
        }

        private int taken(int count) {
            int first = next;
            next += count;
            return first;
        }

        /** Any triplet that has passed, in no order. */
        private Triplet known(int number) {
            int any = new SplittableRandom(number).nextInt(passed.size() * batch);
            return new Triplet(passed.get(any / batch) + any % batch);
        }

        private Outcome ask(int count, IntFunction<Triplet> triplets) throws IOException, InterruptedException {
            return asker.ask(count, number -> triplets.apply(number).request(), LIMIT);
        }
    }

    /** The rounds of one kind. */
    private static final class Rows {
        private final String label;
        private final List<Outcome> outcomes = new ArrayList<>();

        Rows(String label) {
            this.label = label;
        }

        void add(Outcome outcome) {
            outcomes.add(outcome);
        }

        Figure figure(boolean promised) {
            List<Double> thousands = outcomes.stream().map(outcome -> outcome.perSecond() / 1e3).toList();
            double median = Median.of(thousands);
            Figure figure = Figure.of(label, "%.0f k/s (%s), %.1f us of processor", median, Median.spread(thousands, 0),
                    Median.of(outcomes.stream().map(Outcome::cpuMicros).toList()));
            return promised ? figure.wanted(">= 50 k/s", median * 1e3 >= PROMISED) : figure;
        }
    }
}
