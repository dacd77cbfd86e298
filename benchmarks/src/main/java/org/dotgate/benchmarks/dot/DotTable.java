package org.dotgate.benchmarks.dot;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.james.Mailets;
import org.dotgate.benchmarks.table.Scale;
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
    public List<Section> of(String letter, Scale scale) throws IOException {
        Home home = Home.find();
        switch (letter) {
            case "a":
                return List.of(new Crowded(home, scale.of(1_000, 200, 20), Duration.ofSeconds(scale.of(4, 4, 1)), scale.of(5, 1, 1),
                        scale.of(40, 4, 2)));
            case "b":
                // a memory mailbox keeps what it is given: few messages where they are delivered
                return List.of(
                        new Throughput(home, Mailets.DELIVER, 10, batches(scale.of(150, 30, 1), scale.of(100, 20, 1)),
                                scale.of(16, 4, 2), scale.of(20, 1, 0), scale != Scale.REHEARSAL),
                        new Throughput(home, Mailets.DISCARD, 10, batches(scale.of(250, 80, 1), scale.of(150, 60, 1)),
                                scale.of(10, 4, 2), scale.of(10, 1, 0), scale != Scale.REHEARSAL));
            default:
                FileLimit.require(scale.of(10_500, 1_500, 300));
                return List.of(new Parked(home, scale.of(10_000, 1_000, 50), Duration.ofSeconds(scale.of(30, 6, 2))));
        }
    }

    private static List<Throughput.Batch> batches(int small, int large) {
        return List.of(Throughput.Batch.text(4, small), Throughput.Batch.attaching(50, large), Throughput.Batch.text(50, large));
    }
}
