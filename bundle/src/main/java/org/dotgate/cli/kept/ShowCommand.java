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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate kept show}: one message as plain text. */
@Command(
        name = "show",
        description = "Shows a kept message: its envelope, what refused it and why, its header fields, and its text as a reader"
                + " sees it. Nothing in it is opened, run or fetched.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it is shown, 1 there is none, or that could not be found out, 2 the command line was wrong."})
final class ShowCommand implements Callable<Integer> {
    /** As much as one safe line holds. */
    private static final int PIECE = 500;

    @Parameters(paramLabel = "KEY", description = "Its key, as the list tells it.")
    private String key;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private WebAdminOptions james;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Failure {
        RunningJames.Answer answer = james.running().get(KeptCommand.PATH + "/" + RunningJames.part(key));
        if (!answer.isFound()) {
            throw new Failure(answer.message());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(answer.body()));
        } else {
            tell(answer.body(), out);
        }
        return 0;
    }

    private static void tell(JsonObject letter, PrintWriter out) {
        fact(out, "kept", Json.text(letter, "at"));
        fact(out, "by", Json.text(letter, "by"));
        fact(out, "why", Json.text(letter, "reason"));
        fact(out, "client", Json.text(letter, "client"));
        fact(out, "sender", "<" + Json.text(letter, "sender") + ">");
        Json.texts(letter, "recipients").forEach(recipient -> fact(out, "recipient", "<" + recipient + ">"));
        fact(out, "octets", Json.text(letter, "size"));
        Json.texts(letter, "attachments").forEach(attachment -> fact(out, "attached", attachment));
        out.println();
        Json.texts(letter, "headers").forEach(field -> out.println(LogText.safe(field)));
        out.println();
        List.of(Json.text(letter, "text").split("\n")).forEach(line -> line(out, line));
        if (Json.text(letter, "whole").equals("false")) {
            out.println("(more of it is not shown)");
        }
    }

    private static void fact(PrintWriter out, String name, String value) {
        out.printf("%-10s %s%n", name, LogText.safe(value));
    }

    private static void line(PrintWriter out, String line) {
        for (int from = 0; from < line.length(); from += PIECE) {
            out.print(LogText.safe(line.substring(from, Math.min(line.length(), from + PIECE)).replace('\t', ' ')));
        }
        out.println();
    }
}
