package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.table.Scale;
import org.dotgate.benchmarks.table.Section;
import org.dotgate.benchmarks.table.Table;

/**
 * {@code ./dotgate bench callout}: measures call-outs and prints a table.
 *
 * <pre>
 *   ./dotgate bench callout            all of it, about four minutes
 *   ./dotgate bench callout --quick    smaller numbers, about two minutes
 *   ./dotgate bench callout b          one section: a or b
 * </pre>
 */
public final class CalloutTable implements Table.Sections {
    private CalloutTable() {}

    public static void main(String[] arguments) {
        System.exit(new Table("callout", List.of("a", "b"), new CalloutTable()).run(System.out, arguments));
    }

    @Override
    public String heading() throws IOException {
        return "James " + Home.find().jamesVersion() + " and Dotgate";
    }

    @Override
    public List<Section> of(String letter, Scale scale) throws IOException {
        Home home = Home.find();
        return letter.equals("a")
                ? List.of(new Stalled(home, scale.of(2_000, 400, 40), Duration.ofSeconds(scale.of(20, 20, 2))))
                : List.of(new Known(home, scale.of(12, 4, 2), scale.of(600, 600, 40), scale.of(12, 12, 0)));
    }
}
