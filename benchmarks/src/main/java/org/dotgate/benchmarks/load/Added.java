package org.dotgate.benchmarks.load;

import java.util.List;
import java.util.stream.IntStream;
import org.dotgate.benchmarks.table.Figure;
import org.dotgate.benchmarks.table.Median;

/** By how much replies of one server come later than another's, measured by turns. */
public final class Added {
    private Added() {}

    /**
     * A figure of what a percentile has more, in milliseconds: the median of all rounds, and its spread.
     *
     * @param most what was promised, in milliseconds; 0 for nothing
     */
    public static Figure figure(String label, List<Times> bare, List<Times> judged, double percent, double most) {
        List<Double> millis = differences(bare, judged, percent);
        double median = Median.of(millis);
        Figure figure = Figure.of(label, "%.2f ms (%s)", median, Median.spread(millis));
        return most > 0 ? figure.wanted(String.format("< %.0f ms", most), median < most) : figure;
    }

    /** By how much a percentile of each round lies above that of bare James in the same round, in milliseconds. */
    static List<Double> differences(List<Times> bare, List<Times> judged, double percent) {
        return IntStream.range(0, bare.size())
                .mapToObj(i -> (judged.get(i).percentile(percent).toNanos() - bare.get(i).percentile(percent).toNanos()) / 1e6)
                .toList();
    }

    /** A figure of the times themselves, all rounds together. */
    public static Figure whole(String label, List<Times> rounds) {
        Times all = new Times();
        rounds.forEach(all::add);
        return Figure.of(label, "median %.2f ms, p99 %.2f ms, most %.1f ms", millis(all, 50), millis(all, 99), millis(all, 100));
    }

    private static double millis(Times times, double percent) {
        return times.percentile(percent).toNanos() / 1e6;
    }
}
