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
import picocli.CommandLine.Spec;

/** {@code dotgate status}: how it goes at this moment. */
@Command(
        name = "status",
        description = "Tells how it goes in a James that runs, and what you should see to.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 there is no problem, 1 there is one, or James does not answer, 2 the command line was wrong."})
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object, as WebAdmin tells it.")
    private boolean json;

    @Mixin
    private WebAdminOptions james;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        RunningJames.Answer answer = james.running().get("/dotgate/status");
        if (!answer.isFound()) {
            throw new Failure(answer.message());
        }
        PrintWriter out = spec.commandLine().getOut();
        List<JsonObject> problems = Json.objects(answer.body(), "problems");
        if (json) {
            out.println(Json.line(answer.body()));
        } else {
            tell(answer.body(), out);
            problems.forEach(problem -> out.println(LogText.safe("problem: " + problem(problem))));
            if (problems.isEmpty()) {
                out.println("no problem");
            }
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private static void tell(JsonObject status, PrintWriter out) {
        for (String name : List.of("version", "parked", "workersWaiting")) {
            String value = Json.text(status, name);
            if (!value.isEmpty()) {
                out.println(LogText.safe(name.replace("workersWaiting", "waiting for a worker") + ": " + value));
            }
        }
        for (JsonObject one : Json.objects(status, "configurations")) {
            out.println(LogText.safe(Json.text(one, "config") + ": at the dot " + orNothing(String.join(", ", Json.texts(one, "dot")))
                    + at(one, "greylistAt", "greylist") + at(one, "calloutReplyAt", "call-outs")));
        }
        for (JsonObject one : Json.objects(status, "callouts")) {
            out.println(LogText.safe(Json.text(one, "config") + ": " + Json.text(one, "probing") + " call-outs under way, "
                    + Json.text(one, "queued") + " queued"));
        }
    }

    private static String orNothing(String names) {
        return names.isEmpty() ? "nothing" : names;
    }

    private static String at(JsonObject one, String name, String what) {
        String at = Json.text(one, name);
        return at.isEmpty() ? "" : "; " + what + " at " + at;
    }

    private static String problem(JsonObject problem) {
        String config = Json.text(problem, "config");
        String detail = Json.text(problem, "detail");
        return (config.isEmpty() ? "" : config + ": ") + Json.text(problem, "text") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
