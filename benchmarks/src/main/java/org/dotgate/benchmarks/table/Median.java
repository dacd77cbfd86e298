package org.dotgate.benchmarks.table;

import java.util.List;
import java.util.Locale;

/** The middle of a few measurements, and how far apart they lie. */
public final class Median {
    private Median() {}

    /** @param values at least one */
    public static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** From the least to the greatest. */
    public static String spread(List<Double> values) {
        return spread(values, 2);
    }

    /** The same, with so many decimal places. */
    public static String spread(List<Double> values, int places) {
        List<Double> sorted = values.stream().sorted().toList();
        String number = "%." + places + "f";
        return String.format(Locale.ROOT, number + " to " + number, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
