package org.dotgate.cli.listing;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import org.dotgate.cli.Failure;
import org.dotgate.cli.ProgressBar;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that tells a list, and how it tells it: one entry a line, as it is read. Used by one thread. */
public final class Listing {
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Where pages come from. */
    public interface Source<T> {
        /**
         * A page, in an order of its own.
         *
         * @param after as the page before has it; empty for the first
         * @param most how many at most, from 1 to {@value Page#MOST}; a page may be shorter, even empty, and not the last
         */
        Page<T> page(String after, int most) throws Failure;
    }

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: all.")
    void setLimit(long most) {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 on");
        }
        limit = most;
    }

    /** A time without the fraction of a second, which is nobody's business. */
    public static String seconds(String time) {
        int fraction = time.endsWith("Z") ? time.lastIndexOf('.') : -1;
        return fraction < 0 ? time : time.substring(0, fraction) + "Z";
    }

    /** Whether each line is to be a JSON object. */
    public boolean isJson() {
        return json;
    }

    /**
     * Tells it to its end, or as far as was asked for.
     *
     * @param head what stands above it, unless it is in JSON
     * @param line an entry in one line
     */
    public <T> void tell(String head, Source<T> source, Function<T, String> line) throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar progress = ProgressBar.counting(spec.commandLine().getErr(), ProgressBar.isWatched(), System::nanoTime);
        try {
            // with the first page, so that it does not stand over a failure
            String above = json ? "" : head + System.lineSeparator();
            long left = limit;
            Optional<String> after = Optional.of("");
            // until nobody reads it any more, such as behind a pipe to head
            while (left > 0 && after.isPresent() && !out.checkError()) {
                Page<T> page = source.page(after.get(), (int) Math.min(left, Page.MOST));
                // at once: a line for itself is flushed for itself
                StringBuilder lines = new StringBuilder(above);
                above = "";
                for (Iterator<T> entries = page.entries().iterator(); left > 0 && entries.hasNext(); left--) {
                    lines.append(line.apply(entries.next())).append(System.lineSeparator());
                }
                progress.clear();
                out.print(lines);
                out.flush();
                progress.advance(page.entries().size());
                after = page.after();
            }
        } finally {
            progress.clear();
        }
    }
}
