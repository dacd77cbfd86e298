package org.dotgate.cli.greylist;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.cli.listing.Listing;
import org.dotgate.filter.LogText;
import org.dotgate.greylist.GreylistEntry.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code dotgate greylist list}: records, one a line, told as they are read. */
@Command(
        name = "list",
        description = "Lists who waits and who has passed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 the list is whole, or as long as it was to be, 1 it could not be read, 2 the command line was"
                + " wrong."})
final class ListCommand implements Callable<Integer> {
    private static final int STATE = 10;
    private static final int TIME = 20;

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

    @Mixin
    private Listing listing;

    @Mixin
    private JamesOptions james;

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
        Records.Search search = new Records.Search(client, sender, recipient, state);
        try (Records records = Records.at(james)) {
            listing.tell(row("STATE", "SINCE", "UNTIL", "KEY"), (after, most) -> records.page(search, after, most), this::line);
        }
        return 0;
    }

    private String line(JsonObject entry) {
        if (listing.isJson()) {
            return Json.line(entry.asMap());
        }
        String passed = part(entry, "passedSince");
        String allowed = part(entry, "allowed");
        return row(allowed.isEmpty() ? part(entry, "state") : "allowed",
                Listing.seconds(!allowed.isEmpty() ? allowed : !passed.isEmpty() ? passed : part(entry, "first")),
                Listing.seconds(part(entry, "expires")), part(entry, "key"));
    }

    /** By hand: of a million rows, a format string is a good part of the work. */
    private static String row(String state, String since, String until, String key) {
        StringBuilder row = new StringBuilder();
        column(row, state, STATE);
        column(row, since, TIME);
        column(row, until, TIME);
        return row.append(key).toString();
    }

    private static void column(StringBuilder row, String text, int width) {
        row.append(text).append(" ".repeat(Math.max(0, width - text.length()) + 2));
    }

    private static String part(JsonObject entry, String name) {
        return LogText.safe(Json.text(entry, name));
    }
}
