package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.James;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.james.Port;
import org.dotgate.benchmarks.james.Vitals;
import org.dotgate.benchmarks.load.Letter;
import org.dotgate.benchmarks.load.Load;
import org.dotgate.benchmarks.load.LoadResult;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Median;
import org.dotgate.benchmarks.table.Section;

/**
 * Messages a second through James and its mailets, bare and with Dotgate, by turns; each pair of rounds gives a ratio.
 * Immutable.
 *
 * @param home where the project was built
 * @param mailets what happens to accepted mail
 * @param sessions how many connections send at once
 * @param batches what is sent in a round, one after the other
 * @param pairs how many, an even number; pairs of rounds for each batch
 * @param warmUp how many rounds through each port there may be, before anything is measured, until the compiler rests; 0 if
 *     nothing is to be warmed
 * @param apart whether each batch has a James of its own, since mailboxes slow it down, and fill its heap
 */
record Throughput(Home home, Mailets mailets, int sessions, List<Batch> batches, int pairs, int warmUp, boolean apart)
        implements Section {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 5;
    private static final double LEAST = 0.95;
    /** How much of a processor the compiler may still take when measuring begins. */
    private static final double COMPILING = 0.1;
    /** A warming round that fills no mailbox may be as much longer. */
    private static final int THROWN_AWAY = 3;
    private static final int WARM_MAILBOX = 4;

    /**
     * Messages of one kind.
     *
     * @param name what a row calls it
     * @param letter the message
     * @param each how many a connection sends in a round
     */
    record Batch(String name, Letter letter, int each) {
        static Batch text(int kilobytes, int each) {
            return new Batch(kilobytes + " KB of text", Letters.of(kilobytes * 1024), each);
        }

        static Batch attaching(int kilobytes, int each) {
            return new Batch(kilobytes + " KB, a third of it text", Letters.attaching(kilobytes * 1024), each);
        }

        Batch thrownAway() {
            return new Batch(name, letter.from(Mailets.WARMER), THROWN_AWAY * each);
        }
    }

    @Override
    public String title() {
        return "Messages a second, " + mailets + ", " + sessions + " sessions, " + pairs + " pairs of rounds";
    }

    @Override
    public List<Figure> measure(Progress progress) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (List<Batch> together : apart ? batches.stream().map(List::of).toList() : List.of(batches)) {
            figures.addAll(measure(together, progress));
        }
        return figures;
    }

    /** In one James. */
    private List<Figure> measure(List<Batch> together, Progress progress) throws IOException, InterruptedException {
        // where all of James's work is done, what counts is the whole; where half is left out, which part costs what
        boolean whole = mailets == Mailets.DELIVER;
        Port bare = Port.bare();
        Port gate = Port.gated("gate", Ini.none());
        Port words = Port.gated("words", Ini.words());
        progress.now("starting James");
        try (James james = James.boot(home, mailets, List.of(bare, gate, words), Map.of(Ini.WORDS, Letters.wordList()))) {
            List<Figure> figures = new ArrayList<>();
            for (Batch batch : together) {
                Progress named = what -> progress.now(batch.name() + ", " + what);
                warmUp(james, whole ? List.of(bare, words) : List.of(bare, words, gate), batch, named);
                Pairs withWords = pairs(james, bare, words, batch, what -> named.now("words, " + what));
                figures.addAll(withWords.figures(batch.name() + ", gate and words (" + Letters.PHRASES + ")", whole));
                if (!whole) {
                    Pairs alone = pairs(james, bare, gate, batch, what -> named.now("gate, " + what));
                    figures.addAll(alone.figures(batch.name() + ", gate without filters", false));
                }
            }
            return figures;
        }
    }

    /**
     * Sends through all ports by turns until the compiler has little left to do with what they share. That is thrown away
     * before the mailbox, since James slows with each mail that it holds; the mailbox is warmed by a few rounds more.
     */
    private void warmUp(James james, List<Port> ports, Batch batch, Progress progress) throws IOException, InterruptedException {
        double compiling = 1;
        for (int i = 0; i < warmUp && compiling > COMPILING; i++) {
            progress.now("warming up, " + (i + 1) + " of at most " + warmUp);
            Duration compiled = james.vitals().compiled();
            long start = System.nanoTime();
            for (Port port : ports) {
                round(james, port, batch.thrownAway());
            }
            compiling = (double) james.vitals().compiled().minus(compiled).toNanos() / (System.nanoTime() - start);
        }
        for (int i = 0; warmUp > 0 && i < WARM_MAILBOX; i++) {
            for (Port port : ports) {
                round(james, port, batch);
            }
        }
    }

    /**
     * @param took from the first connection until James had handled the last mail
     * @param cpu of James, all threads together
     */
    private record Round(int messages, Duration took, Duration cpu) {
        double perSecond() {
            return messages * 1e9 / took.toNanos();
        }

        /** Milliseconds of processor time that a message took James. */
        double cpuMillis() {
            return cpu.toNanos() / 1e6 / messages;
        }
    }

    private Round round(James james, Port port, Batch batch) throws IOException, InterruptedException {
        Vitals vitals = james.vitals();
        Duration cpu = vitals.cpu();
        long spooled = vitals.spooled();
        long start = System.nanoTime();
        LoadResult load = new Load(port.address(), sessions, batch.each(), batch.letter(), LIMIT).run();
        if (!load.isComplete()) {
            throw new IOException(port.name() + ": " + load);
        }
        while (vitals.spooled() - spooled < load.accepted()) {
            if (System.nanoTime() - start > 2 * LIMIT.toNanos()) {
                throw new IOException(port.name() + ": James has not handled all mail after " + LIMIT.multipliedBy(2));
            }
            Thread.sleep(POLL_MILLIS);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        vitals.awaitQuiet(QUIET);
        return new Round(load.accepted(), took, vitals.cpu().minus(cpu));
    }

    private Pairs pairs(James james, Port bare, Port gated, Batch batch, Progress progress)
            throws IOException, InterruptedException {
        Pairs measured = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < pairs; i++) {
            progress.now((i + 1) + " of " + pairs);
            // each goes first as often as the other: the second of a pair finds the machine as the first left it
            boolean bareFirst = i % 2 == 0;
            Round first = round(james, bareFirst ? bare : gated, batch);
            Round second = round(james, bareFirst ? gated : bare, batch);
            measured.bare().add(bareFirst ? first : second);
            measured.gated().add(bareFirst ? second : first);
        }
        return measured;
    }

    private record Pairs(List<Round> bare, List<Round> gated) {
        List<Figure> figures(String name, boolean promised) {
            List<Double> speed = ratios(Round::perSecond);
            List<Double> cpu = ratios(Round::cpuMillis);
            double ratio = Median.of(speed);
            Figure throughput = Figure.of(name + ", messages a second", "%.3f x bare (%s); %.0f to %.0f", ratio,
                    Median.spread(speed), perSecond(gated), perSecond(bare));
            Figure processor = Figure.of(name + ", processor time a message", "%.3f x bare (%s); %.2f ms to %.2f ms",
                    Median.of(cpu), Median.spread(cpu), cpuMillis(gated), cpuMillis(bare));
            return List.of(promised ? throughput.wanted(">= 0.95", ratio >= LEAST) : throughput, processor);
        }

        /**
         * Two pairs make one ratio, their geometric mean: James slows with each mail it holds, so that the second of a
         * pair is at a disadvantage, which the next pair, in the other order, undoes.
         */
        private List<Double> ratios(ToDoubleFunction<Round> figure) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i + 1 < bare.size(); i += 2) {
                ratios.add(Math.sqrt(ratio(i, figure) * ratio(i + 1, figure)));
            }
            return ratios;
        }

        private double ratio(int pair, ToDoubleFunction<Round> figure) {
            return figure.applyAsDouble(gated.get(pair)) / figure.applyAsDouble(bare.get(pair));
        }

        private static double perSecond(List<Round> rounds) {
            return Median.of(rounds.stream().map(Round::perSecond).toList());
        }

        private static double cpuMillis(List<Round> rounds) {
            return Median.of(rounds.stream().map(Round::cpuMillis).toList());
        }
    }
}
