package org.dotgate.cli.kept;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** What is done with kept messages, one after the other. */
@Command
abstract class Deed implements Callable<Integer> {
    private final String done;

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "Keys, as the list tells them.")
    private List<String> keys;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private WebAdminOptions james;

    @Spec
    private CommandSpec spec;

    /** @param done how it is called when it is done */
    Deed(String done) {
        this.done = done;
    }

    /** Has it done; the answer tells whether there was such a message. */
    abstract RunningJames.Answer ask(RunningJames running, String path) throws Failure;

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        RunningJames running = james.running();
        int exit = 0;
        for (String key : keys) {
            RunningJames.Answer answer = ask(running, KeptCommand.PATH + "/" + RunningJames.part(key));
            if (!answer.isFound()) {
                exit = 1;
            }
            tell(key, answer, out);
        }
        return exit;
    }

    private void tell(String key, RunningJames.Answer answer, PrintWriter out) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("key", key);
            told.put(done, answer.isFound());
            out.println(Json.line(told));
        } else {
            out.println(LogText.safe(key) + ": " + (answer.isFound() ? done : answer.message()));
        }
        out.flush();
    }
}
