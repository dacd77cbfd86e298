package org.dotgate.cli.insight;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.RunningJames;
import org.dotgate.cli.james.WebAdminOptions;
import org.dotgate.filter.LogText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate decisions}: the last ones, the newest first, and why. */
@Command(
        name = "decisions",
        description = "Tells the last decisions of a James that runs, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 there are some, 1 there is none, or that could not be found out, 2 the command line was wrong."})
public final class DecisionsCommand implements Callable<Integer> {
    private static final String PATH = "/dotgate/decisions";
    /** The most that is asked for at once. */
    private static final int PAGE = 100;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those whose queue id, session, sender, recipients or client contain it.")
    private String text;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--why", description = "With what each filter found.")
    private boolean why;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private WebAdminOptions james;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit begins at 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        RunningJames running = james.running();
        int told = 0;
        String before = "";
        do {
            RunningJames.Answer answer = running.get(query(Math.min(PAGE, limit - told), before));
            if (!answer.isFound()) {
                throw new Failure(answer.message());
            }
            List<JsonObject> entries = Json.objects(answer.body(), "entries");
            entries.forEach(entry -> tell(entry, out));
            out.flush();
            told += entries.size();
            String next = Json.text(answer.body(), "next");
            // whatever a server says, this comes to an end
            before = entries.isEmpty() || next.equals(before) ? "" : next;
        } while (told < limit && !before.isEmpty());
        if (told == 0 && !json) {
            out.println(text.isEmpty() ? "no decision yet" : "no decision that is remembered has to do with it");
        }
        return told == 0 ? 1 : 0;
    }

    private String query(int wanted, String before) {
        return PATH + "?limit=" + wanted + (text.isEmpty() ? "" : "&text=" + RunningJames.part(text))
                + (before.isEmpty() ? "" : "&before=" + RunningJames.part(before));
    }

    private void tell(JsonObject entry, PrintWriter out) {
        if (json) {
            out.println(Json.line(entry));
            return;
        }
        String id = Json.text(entry, "id");
        String by = Json.text(entry, "by");
        String reply = Json.text(entry, "reply");
        out.println(LogText.safe(Json.text(entry, "at").replaceFirst("\\.[0-9]+Z$", "Z") + "  " + Json.text(entry, "outcome")
                + (by.isEmpty() ? "" : " by " + by) + " at " + Json.text(entry, "command") + (id.isEmpty() ? "" : "  " + id)));
        out.println(LogText.safe("    " + Json.text(entry, "client") + "  <" + Json.text(entry, "sender") + "> -> "
                + String.join(", ", Json.texts(entry, "recipients"))));
        if (!reply.isEmpty()) {
            out.println(LogText.safe("    " + reply));
        }
        if (why) {
            reason("    ", entry, out);
            Json.objects(entry, "results").forEach(result -> tellResult(result, out));
        }
    }

    private static void tellResult(JsonObject result, PrintWriter out) {
        String origin = Json.text(result, "origin");
        out.println(LogText.safe("    " + Json.text(result, "filter") + ": " + Json.text(result, "verdict")
                + (origin.equals("filter") || origin.isEmpty() ? "" : " (" + origin + ")") + " " + Json.text(result, "timeMs") + " ms"));
        reason("        ", result, out);
    }

    private static void reason(String indent, JsonObject of, PrintWriter out) {
        String reason = Json.text(of, "reason");
        if (!reason.isEmpty()) {
            out.println(LogText.safe(indent + reason));
        }
    }
}
