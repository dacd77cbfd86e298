package org.dotgate.cli.greylist;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.JamesOptions;
import org.dotgate.cli.listing.Listing;
import org.dotgate.filter.LogText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dotgate greylist show}: why one record's mail passes or waits. */
@Command(
        name = "show",
        description = "Tells why a record's mail passes or waits; of an origin alone, how often it has passed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it is told, 1 nothing is remembered under this key, or that could not be found out, 2 the"
                + " command line was wrong."})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private KeyParameter record;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Mixin
    private JamesOptions james;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        String key = record.key(true);
        PrintWriter out = spec.commandLine().getOut();
        try (Records records = Records.at(james)) {
            Optional<JsonObject> found = records.show(key);
            if (found.isEmpty()) {
                spec.commandLine().getErr().println("dotgate: nothing is remembered of " + LogText.safe(key));
                record.hint();
            } else if (json) {
                out.println(Json.line(found.get().asMap()));
            } else if (found.get().has("key")) {
                tell(found.get(), out);
            } else {
                tellOrigin(found.get(), out);
            }
            return found.isPresent() ? 0 : 1;
        }
    }

    private static void tell(JsonObject entry, PrintWriter out) {
        out.println(part(entry, "key") + ": " + part(entry, "state"));
        out.println("  " + part(entry, "explanation"));
        line(out, "first attempt", time(entry, "first"));
        line(out, "last noted", time(entry, "last"));
        line(out, "passed since", time(entry, "passedSince"));
        line(out, "allowed", time(entry, "allowed"));
        line(out, "forgotten", time(entry, "expires"));
        JsonElement attempts = entry.get("attempts");
        if (attempts != null && attempts.isJsonArray()) {
            for (JsonElement one : attempts.getAsJsonArray()) {
                if (one.isJsonObject()) {
                    JsonObject attempt = one.getAsJsonObject();
                    line(out, "waits", time(attempt, "first") + ", passes from " + time(attempt, "passesFrom") + ", until "
                            + time(attempt, "until") + ", content " + part(attempt, "content"));
                }
            }
        }
        JsonElement origin = entry.get("autoPass");
        if (origin != null && origin.isJsonObject()) {
            line(out, "origin", passes(origin.getAsJsonObject()));
        }
    }

    private static void tellOrigin(JsonObject origin, PrintWriter out) {
        out.println(part(origin, "origin") + ": " + (part(origin, "regular").equals("true") ? "regular" : "not regular"));
        line(out, "passes", passes(origin));
        line(out, "since", time(origin, "since"));
        line(out, "forgotten", time(origin, "expires"));
    }

    private static String passes(JsonObject origin) {
        String needed = part(origin, "needed");
        return (part(origin, "by").equals("spf") ? "a domain that SPF vouches for" : "a network") + " with " + part(origin, "passes")
                + (needed.equals("0") ? " passes; auto-pass is off" : " passes; " + needed + " make it a regular");
    }

    private static void line(PrintWriter out, String name, String text) {
        if (!text.isEmpty()) {
            out.printf("  %-14s %s%n", name, text);
        }
    }

    private static String time(JsonObject entry, String name) {
        return Listing.seconds(part(entry, name));
    }

    private static String part(JsonObject entry, String name) {
        return LogText.safe(Json.text(entry, name));
    }
}
