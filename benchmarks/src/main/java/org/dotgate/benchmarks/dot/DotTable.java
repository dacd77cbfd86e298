package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.table.Section;
import org.dotgate.benchmarks.table.Table;

/**
 * {@code ./dotgate bench dot}: measures Dotgate in a real James and prints a table.
 *
 * <pre>
 *   ./dotgate bench dot            all of it, about nine minutes
 *   ./dotgate bench dot --quick    smaller numbers, about a minute
 *   ./dotgate bench dot b          one section: a, b or c
 * </pre>
 */
public final class DotTable implements Table.Sections {
    private DotTable() {}

    public static void main(String[] arguments) {
        System.exit(new Table("dot", List.of("a", "b", "c"), new DotTable()).run(System.out, arguments));
    }

    @Override
    public String heading() throws IOException {
        return "James " + Home.find().jamesVersion() + " and Dotgate";
    }

    @Override
    public List<Section> of(String letter, boolean quick) throws IOException {
        Home home = Home.find();
        switch (letter) {
            case "a":
                Duration delay = Duration.ofSeconds(4);
                return List.of(quick ? new Crowded(home, 200, delay, 1, 4) : new Crowded(home, 1_000, delay, 5, 40));
            case "b":
                // a memory mailbox keeps what it is given: few messages where they are delivered
                return quick
                        ? List.of(new Throughput(home, Mailets.DELIVER, 10, batches(30, 20), 4, 1),
                                new Throughput(home, Mailets.DISCARD, 10, batches(80, 60), 4, 1))
                        : List.of(new Throughput(home, Mailets.DELIVER, 10, batches(150, 100), 16, 20),
                                new Throughput(home, Mailets.DISCARD, 10, batches(250, 150), 10, 10));
            default:
                FileLimit.require(quick ? 1_500 : 10_500);
                Duration parked = Duration.ofSeconds(quick ? 6 : 30);
                return List.of(new Parked(home, quick ? 1_000 : 10_000, parked));
        }
    }

    private static List<Throughput.Batch> batches(int small, int large) {
        return List.of(Throughput.Batch.text(4, small), Throughput.Batch.attaching(50, large), Throughput.Batch.text(50, large));
    }
}
