package org.dotgate.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.dotgate.benchmarks.callout.CalloutTable;
import org.dotgate.benchmarks.dot.DotTable;
import org.dotgate.benchmarks.greylist.GreylistTable;
import org.dotgate.benchmarks.similar.SimilarTable;
import org.dotgate.benchmarks.words.WordsTable;

/** {@code ./dotgate bench WHAT …}: runs one of the measurements. */
public final class Main {
    private static final Map<String, Measurement> MEASUREMENTS =
            new TreeMap<>(Map.of(
                    "callout", CalloutTable::main,
                    "dot", DotTable::main,
                    "greylist", GreylistTable::main,
                    "similar", SimilarTable::main,
                    "words", WordsTable::main));

    private interface Measurement {
        void run(String[] arguments) throws Exception;
    }

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Measurement measurement = arguments.length == 0 ? null : MEASUREMENTS.get(arguments[0]);
        if (measurement == null) {
            System.err.println("usage: ./dotgate bench " + String.join("|", MEASUREMENTS.keySet()) + " …");
            System.exit(2);
        } else {
            measurement.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
    }
}
