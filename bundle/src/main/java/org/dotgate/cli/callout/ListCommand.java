package org.dotgate.cli.callout;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dotgate.callout.answer.Answer;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.ProgressBar;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.filter.LogText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dotgate callout list}: what is remembered of addresses, one a line, told as it is read. */
@Command(
        name = "list",
        description = "Lists what is remembered of addresses.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 the list is whole, or as long as it was to be, 1 it could not be read, 2 the command line was"
                + " wrong."})
final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %-4s  %-20s  %s%n";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: all.")
    private Long limit;

    @Option(
            names = "--answer",
            paramLabel = "ANSWER",
            converter = Answers.class,
            description = "Only those with this answer: found, not_found, refused, unknown, catch_all or unroutable.")
    private Answer answer;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private JamesOptions james;

    @Spec
    private CommandSpec spec;

    /** Names as operators know them. */
    static final class Answers implements ITypeConverter<Answer> {
        @Override
        public Answer convert(String text) {
            return Arrays.stream(Answer.values()).filter(one -> one.text().equals(text)).findFirst().orElseThrow(() ->
                    new TypeConversionException("'" + text + "' is no answer; there are found, not_found, refused, unknown,"
                            + " catch_all and unroutable"));
        }
    }

    @Override
    public Integer call() throws Failure {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 on");
        }
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar progress = ProgressBar.counting(spec.commandLine().getErr(), ProgressBar.isWatched(), System::nanoTime);
        try (Remembered remembered = Remembered.at(james)) {
            long left = limit == null ? Long.MAX_VALUE : limit;
            Optional<String> after = Optional.of("");
            boolean headed = json;
            // until nobody reads it any more, such as behind a pipe to head
            while (left > 0 && after.isPresent() && !out.checkError()) {
                Remembered.Page page = remembered.page(after.get(), (int) Math.min(left, Remembered.MOST), answer);
                progress.clear();
                if (!headed) {
                    // not before, so that it does not stand over a failure
                    out.printf(ROW, "ANSWER", "HOW", "UNTIL", "ADDRESS");
                    headed = true;
                }
                for (Iterator<Map<String, String>> entries = page.entries().iterator(); left > 0 && entries.hasNext(); left--) {
                    tell(entries.next(), out);
                }
                out.flush();
                progress.advance(page.entries().size());
                after = page.after();
            }
        } finally {
            progress.clear();
        }
        return 0;
    }

    private void tell(Map<String, String> entry, PrintWriter out) {
        if (json) {
            out.println(Json.line(entry));
            return;
        }
        // the fraction of a second is nobody's business
        String until = part(entry, "expires").replaceFirst("\\.[0-9]+Z$", "Z");
        String mx = part(entry, "mx");
        out.printf(ROW, part(entry, "answer"), part(entry, "stage"), until, part(entry, "address")
                + (mx.isEmpty() ? "" : "  (" + part(entry, "at") + " of " + mx + ")"));
    }

    private static String part(Map<String, String> entry, String name) {
        return LogText.safe(entry.getOrDefault(name, ""));
    }
}
