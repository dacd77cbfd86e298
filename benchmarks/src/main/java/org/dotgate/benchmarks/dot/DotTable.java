package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dotgate.benchmarks.dot.Section.Progress;

/**
 * {@code ./dotgate bench dot}: measures Dotgate in a real James and prints a table.
 *
 * <pre>
 *   ./dotgate bench dot            all of it, about six minutes
 *   ./dotgate bench dot --quick    smaller numbers, about a minute
 *   ./dotgate bench dot b          one section: a, b or c
 * </pre>
 *
 * <p>Ends with 0 when everything could be measured, though a figure may fall short of its promise and be printed so; with
 * 1 when something broke, and with 2 when it was called in a wrong way.
 */
public final class DotTable {
    private static final String USAGE = "usage: ./dotgate bench dot [--quick] [a] [b] [c]";

    private DotTable() {}

    public static void main(String[] arguments) {
        // figures are for reports: a decimal point, whatever the language of the machine
        Locale.setDefault(Locale.ROOT);
        boolean quick = false;
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.matches("[abc]")) {
                names.add(argument);
            } else {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
        System.exit(print(System.out, quick, names.isEmpty() ? List.of("a", "b", "c") : names));
    }

    private static int print(PrintStream out, boolean quick, List<String> names) {
        try {
            Home home = Home.find();
            out.printf("bench dot: James %s and Dotgate on JDK %s, %d processors%n", home.jamesVersion(), Runtime.version(),
                    Runtime.getRuntime().availableProcessors());
            for (String name : names) {
                for (Section section : sections(name, quick)) {
                    out.printf("%n(%s) %s%n", name, section.title());
                    for (Figure figure : section.measure(home, progress())) {
                        out.println(line(figure));
                    }
                }
            }
            return 0;
        } catch (IOException e) {
            System.err.println("bench dot: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static List<Section> sections(String name, boolean quick) throws IOException {
        switch (name) {
            case "a":
                Duration delay = Duration.ofSeconds(4);
                return List.of(quick ? new Crowded(200, delay, 1, 4) : new Crowded(1_000, delay, 5, 40));
            case "b":
                // a memory mailbox keeps what it is given: few messages where they are delivered
                return quick
                        ? List.of(new Throughput(Mailets.DELIVER, 10, batches(30, 20), 4, 1),
                                new Throughput(Mailets.DISCARD, 10, batches(80, 60), 4, 1))
                        : List.of(new Throughput(Mailets.DELIVER, 10, batches(60, 30), 24, 20),
                                new Throughput(Mailets.DISCARD, 10, batches(250, 150), 10, 10));
            default:
                FileLimit.require(quick ? 1_500 : 10_500);
                return List.of(quick ? new Parked(1_000, Duration.ofSeconds(6)) : new Parked(10_000, Duration.ofSeconds(30)));
        }
    }

    private static List<Throughput.Batch> batches(int small, int large) {
        return List.of(Throughput.Batch.text(4, small), Throughput.Batch.attaching(50, large), Throughput.Batch.text(50, large));
    }

    static String line(Figure figure) {
        return String.format("    %-72s %-48s %-10s %s", figure.label(), figure.value(), figure.wanted(), figure.verdict())
                .stripTrailing();
    }

    private static Progress progress() {
        boolean terminal = System.console() != null;
        return what -> {
            if (terminal) {
                System.err.printf("\r    %-70s\r", what);
            }
        };
    }
}
