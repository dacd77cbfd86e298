package org.dotgate.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dotgate.benchmarks.dot.DotTable;

/** {@code ./dotgate bench WHAT …}: runs one of the measurements. */
public final class Main {
    private static final Map<String, Consumer<String[]>> MEASUREMENTS = new TreeMap<>(Map.of("dot", DotTable::main));

    private Main() {}

    public static void main(String[] arguments) {
        Consumer<String[]> measurement = arguments.length == 0 ? null : MEASUREMENTS.get(arguments[0]);
        if (measurement == null) {
            System.err.println("usage: ./dotgate bench " + String.join("|", MEASUREMENTS.keySet()) + " …");
            System.exit(2);
        } else {
            measurement.accept(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
    }
}
