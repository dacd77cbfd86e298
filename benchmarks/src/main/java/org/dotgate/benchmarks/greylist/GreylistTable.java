package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dotgate.benchmarks.james.Home;
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
    public List<Section> of(String letter, boolean quick) throws IOException {
        return switch (letter) {
            case "a" -> quick
                    ? List.of(new Decisions(Place.Maker.FOLDER, 30_000, 3), new Decisions(Place.Maker.REDIS, 10_000, 3))
                    : List.of(new Decisions(Place.Maker.FOLDER, 100_000, 7), new Decisions(Place.Maker.REDIS, 40_000, 5));
            case "b" -> List.of(new Million(quick ? 200_000 : 1_000_000));
            case "c" -> quick
                    ? List.of(new AtRcpt(Home.find(), Place.Maker.FOLDER, 3, 400))
                    : List.of(new AtRcpt(Home.find(), Place.Maker.FOLDER, 12, 600), new AtRcpt(Home.find(), Place.Maker.REDIS, 8, 600));
            case "e" -> List.of(new Listed(Home.find(), Place.Maker.FOLDER, quick ? 100_000 : 1_000_000),
                    new Listed(Home.find(), Place.Maker.REDIS, quick ? 100_000 : 1_000_000));
            default -> List.of(new Compared(CLIENTS, Duration.ofSeconds(quick ? 2 : 5)));
        };
    }
}
