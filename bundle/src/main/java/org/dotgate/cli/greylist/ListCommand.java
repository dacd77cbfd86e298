package org.dotgate.cli.greylist;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.ProgressBar;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.filter.LogText;
import org.dotgate.greylist.GreylistEntry.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dotgate greylist list}: records, one a line, told as they are read. */
@Command(
        name = "list",
        description = "Lists who waits and who has passed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 the list is whole, or as long as it was to be, 1 it could not be read, 2 the command line was"
                + " wrong."})
final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %-20s  %-20s  %s%n";

    @Option(
            names = "--client",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only of this client's address, network, or domain as in spf:example.org; or with this text in the origin.")
    private String client;

    @Option(names = "--sender", paramLabel = "TEXT", defaultValue = "", description = "Only with this sender, or this text in it.")
    private String sender;

    @Option(names = "--recipient", paramLabel = "TEXT", defaultValue = "", description = "Only with this recipient, or this text in it.")
    private String recipient;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = States.class,
            description = "Only those in this state: waiting, passed or unreadable.")
    private State state;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: all.")
    private Long limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private JamesOptions james;

    @Spec
    private CommandSpec spec;

    /** Names as operators know them. */
    static final class States implements ITypeConverter<State> {
        @Override
        public State convert(String text) {
            return Arrays.stream(State.values()).filter(one -> one.label().equals(text)).findFirst().orElseThrow(() ->
                    new TypeConversionException("'" + text + "' is no state; there are waiting, passed and unreadable"));
        }
    }

    @Override
    public Integer call() throws Failure {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 on");
        }
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar progress = ProgressBar.counting(spec.commandLine().getErr(), ProgressBar.isWatched(), System::nanoTime);
        Records.Search search = new Records.Search(client, sender, recipient, state);
        try (Records records = Records.at(james)) {
            if (!json) {
                out.printf(ROW, "STATE", "SINCE", "UNTIL", "KEY");
            }
            long left = limit == null ? Long.MAX_VALUE : limit;
            Optional<String> after = Optional.of("");
            while (left > 0 && after.isPresent()) {
                Records.Page page = records.page(search, after.get(), (int) Math.min(left, Records.MOST));
                progress.clear();
                for (Iterator<JsonObject> entries = page.entries().iterator(); left > 0 && entries.hasNext(); left--) {
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

    private void tell(JsonObject entry, PrintWriter out) {
        if (json) {
            out.println(Json.line(entry.asMap()));
            return;
        }
        String passed = part(entry, "passedSince");
        String allowed = part(entry, "allowed");
        out.printf(ROW, allowed.isEmpty() ? part(entry, "state") : "allowed",
                seconds(!allowed.isEmpty() ? allowed : !passed.isEmpty() ? passed : part(entry, "first")),
                seconds(part(entry, "expires")), part(entry, "key"));
    }

    /** The fraction of a second is nobody's business. */
    static String seconds(String time) {
        return time.replaceFirst("\\.[0-9]+Z$", "Z");
    }

    private static String part(JsonObject entry, String name) {
        return LogText.safe(Json.text(entry, name));
    }
}
