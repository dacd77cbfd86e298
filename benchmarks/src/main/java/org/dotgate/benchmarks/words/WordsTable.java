package org.dotgate.benchmarks.words;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.dotgate.benchmarks.table.Scale;

/**
 * Prints what the word matcher was built to reach, in about a minute: its speed beside Hyperscan and a double-array trie
 * on the same decoded text, its speed with 100,000 phrases, the time to build those, and the time from a raw message of
 * 50 KB to its verdict. Ends with status 1 if contenders disagree about what is found.
 */
public final class WordsTable {
    private static final Scale SCALE = Scale.asked(false);
    private static final int LENGTH = SCALE.of(2_000_000, 2_000_000, 100_000);
    private static final int FEW = SCALE.of(5_000, 5_000, 200);
    private static final int MANY = SCALE.of(100_000, 100_000, 2_000);
    /** Nanoseconds of each. */
    private static final long WARM_UP = SCALE.of(1_500_000_000, 1_500_000_000, 1_000_000);
    private static final int ROUNDS = SCALE.of(25, 25, 3);

    private WordsTable() {}

    public static void main(String[] arguments) throws Exception {
        Scale.say(System.out);
        line("%,d phrases, %,d characters of decoded text, one thread; MB/s by processor time, median of %d rounds in turns",
                FEW, LENGTH, ROUNDS);
        line("Dotgate folds case, accents and white space within its time; all others are given folded text.");
        line("");
        double few = compare("few hits: a phrase in 400 words", 400);
        double many = compare("many hits: a phrase in 8 words", 8);
        line("%,d phrases", MANY);
        large("few hits", 400, few);
        large("many hits", 8, many);
        messages();
    }

    private static double compare(String label, int wordsBetweenHits) {
        Sample sample = Sample.of(FEW, LENGTH, wordsBetweenHits);
        List<Contender> contenders = Contenders.all(sample);
        BitSet found = contenders.get(0).search();
        line("%s; %,d phrases found", label, found.cardinality());
        for (Contender contender : contenders) {
            if (!contender.search().equals(found)) {
                line("%s finds others than %s", contender.name(), contenders.get(0).name());
                System.exit(1);
            }
        }
        Runnable[] works = contenders.stream().map(contender -> (Runnable) contender::search).toArray(Runnable[]::new);
        double[] times = Stopwatch.medians(works, WARM_UP, ROUNDS);
        for (int i = 0; i < times.length; i++) {
            line("  %-24s %6.0f MB/s   Dotgate is %.1f times as fast",
                    contenders.get(i).name(), 1e3 * LENGTH / times[i], times[i] / times[0]);
        }
        line("");
        contenders.forEach(WordsTable::close);
        return 1e3 * LENGTH / times[0];
    }

    private static void large(String label, int wordsBetweenHits, double speedWithFew) {
        Sample sample = Sample.of(MANY, LENGTH, wordsBetweenHits);
        Contender contender = Contenders.dotgate(sample);
        double[] times = Stopwatch.medians(new Runnable[] {contender::search}, WARM_UP, ROUNDS);
        double speed = 1e3 * LENGTH / times[0];
        line("  %-24s %6.0f MB/s   %.2f of its speed with %,d", "Dotgate, " + label, speed, speed / speedWithFew, FEW);
        close(contender);
    }

    private static void messages() throws Exception {
        Sample sample = Sample.of(MANY, LENGTH, 400);
        long start = System.nanoTime();
        Contenders.matcher(sample);
        line("  %-24s %6d ms", "Dotgate, reading a list", (System.nanoTime() - start) / 1_000_000);
        line("");
        line("from a raw message of %,d octets to its verdict, %,d phrases", SampleMessages.SIZE, FEW);
        Sample small = Sample.of(FEW, LENGTH, 400);
        try (Judge judge = new Judge(small)) {
            List<byte[]> messages = SampleMessages.of(small);
            Runnable[] works = messages.stream().map(message -> (Runnable) () -> judge(judge, message)).toArray(Runnable[]::new);
            double[] times = Stopwatch.medians(works, WARM_UP, 20 * ROUNDS);
            String[] kinds = {"both quoted-printable", "both base64", "7bit and q-p HTML", "q-p and base64 HTML"};
            for (int i = 0; i < times.length; i++) {
                line("  %-24s %6.2f ms", kinds[i], times[i] / 1e6);
            }
        }
    }

    private static void judge(Judge judge, byte[] message) {
        try {
            judge.judge(message);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(Contender contender) {
        try {
            contender.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
