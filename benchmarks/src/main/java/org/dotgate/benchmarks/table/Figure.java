package org.dotgate.benchmarks.table;

/**
 * One line of the table. Immutable.
 *
 * @param label what was measured
 * @param value what came out
 * @param wanted what was promised, or empty where nothing was
 * @param met whether that was kept; of no meaning where nothing was promised
 */
public record Figure(String label, String value, String wanted, boolean met) {
    /** A figure nothing was promised about. */
    public static Figure of(String label, String format, Object... values) {
        return new Figure(label, String.format(format, values), "", true);
    }

    /** Adds what was promised, and whether it was kept. */
    public Figure wanted(String promise, boolean kept) {
        return new Figure(label, value, promise, kept);
    }

    public String verdict() {
        return wanted.isEmpty() ? "" : met ? "ok" : "SHORT";
    }
}
