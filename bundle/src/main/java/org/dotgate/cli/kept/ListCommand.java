package org.dotgate.cli.kept;

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
import picocli.CommandLine.Spec;

/** {@code dotgate kept list}: the newest first, one a line. */
@Command(
        name = "list",
        description = "Lists kept messages, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 the list is told, 1 it could not be, or not all of it, 2 the command line was wrong."})
final class ListCommand implements Callable<Integer> {
    /** The most that a page may hold. */
    private static final int PAGE = 100;
    private static final String ROW = "%-20s  %8s  %-12s  %s%n";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", description = "How many to leave out before.")
    private int offset;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private WebAdminOptions james;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        if (limit < 1 || offset < 0) {
            throw new ParameterException(spec.commandLine(), "--limit begins at 1, and --offset at 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        RunningJames running = james.running();
        int told = 0;
        String missing = null;
        while (told < limit && !out.checkError()) {
            int wanted = Math.min(PAGE, limit - told);
            RunningJames.Answer answer = running.get(KeptCommand.PATH + "?limit=" + wanted + "&offset=" + (offset + told));
            if (!answer.isFound()) {
                throw new Failure(answer.message());
            }
            List<JsonObject> entries = Json.objects(answer.body(), "entries");
            if (!json && told == 0) {
                out.printf(ROW, "KEPT", "OCTETS", "BY", "KEY, SENDER, SUBJECT");
            }
            entries.forEach(entry -> tell(entry, out));
            out.flush();
            told += entries.size();
            boolean complete = !Json.text(answer.body(), "complete").equals("false");
            if (!complete && Json.text(answer.body(), "asOf").isEmpty()) {
                missing = "James had not looked through all kept messages yet: ask again";
            } else if (!complete && entries.isEmpty() && missing == null) {
                // one that tells some is only cut short, and the next goes on behind them
                missing = "James was too slow in reading the messages that come next: ask again";
            }
            if (entries.isEmpty() || entries.size() < wanted && complete) {
                break;
            }
        }
        if (missing != null) {
            throw new Failure(missing);
        }
        return 0;
    }

    private void tell(JsonObject entry, PrintWriter out) {
        if (json) {
            out.println(Json.line(entry));
            return;
        }
        String at = Json.text(entry, "at").replaceFirst("\\.[0-9]+Z$", "Z");
        String problem = Json.text(entry, "problem");
        String what = problem.isEmpty() ? "<" + Json.text(entry, "sender") + ">  " + Json.text(entry, "subject") : problem;
        out.printf(ROW, LogText.safe(at), LogText.safe(Json.text(entry, "size")), LogText.safe(Json.text(entry, "by")),
                LogText.safe(Json.text(entry, "key")));
        out.println("    " + LogText.safe(what));
    }
}
