package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.benchmarks.james.Home;
import org.dotgate.benchmarks.table.Scale;
import org.dotgate.benchmarks.table.Section;
import org.dotgate.benchmarks.table.Table;

/**
 * {@code ./dotgate bench greylist}: measures the greylist and its stores and prints a table.
 *
 * <pre>
 *   ./dotgate bench greylist            all of it, about eight minutes
 *   ./dotgate bench greylist --quick    smaller numbers, about four minutes
 *   ./dotgate bench greylist b          one section: a, b, c, d or e
 * </pre>
 */
public final class GreylistTable implements Table.Sections {
    private static final int CLIENTS = 50;

    private GreylistTable() {}

    public static void main(String[] arguments) {
        System.exit(new Table("greylist", List.of("a", "b", "c", "d", "e"), new GreylistTable()).run(System.out, arguments));
    }

    @Override
    public String heading() throws IOException {
        return "James " + Home.find().jamesVersion() + " and Dotgate";
    }

    @Override
    public List<Section> of(String letter, Scale scale) throws IOException {
        return switch (letter) {
            case "a" -> List.of(
                    new Decisions(Place.Maker.FOLDER, scale.of(100_000, 30_000, 500), scale.of(7, 3, 1)),
                    new Decisions(Place.Maker.REDIS, scale.of(40_000, 10_000, 500), scale.of(5, 3, 1)));
            case "b" -> List.of(new Million(scale.of(1_000_000, 200_000, 2_000)));
            case "c" -> scale == Scale.QUICK
                    ? List.of(atRcpt(Place.Maker.FOLDER, 3, scale))
                    : List.of(atRcpt(Place.Maker.FOLDER, 12, scale), atRcpt(Place.Maker.REDIS, 8, scale));
            case "e" -> List.of(listed(Place.Maker.FOLDER, scale), listed(Place.Maker.REDIS, scale));
            default -> List.of(new Compared(CLIENTS, Duration.ofMillis(scale.of(5_000, 2_000, 200)), scale.of(2_500, 2_500, 100)));
        };
    }

    private static AtRcpt atRcpt(Place.Maker maker, int rounds, Scale scale) throws IOException {
        return new AtRcpt(Home.find(), maker, scale.of(rounds, rounds, 1), scale.of(600, 400, 40), scale.of(12, 12, 0));
    }

    private static Listed listed(Place.Maker maker, Scale scale) throws IOException {
        return new Listed(Home.find(), maker, scale.of(1_000_000, 100_000, 2_000), scale.of(12_000, 12_000, 300));
    }
}
