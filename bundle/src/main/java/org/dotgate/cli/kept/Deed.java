package org.dotgate.cli.kept;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.Refusal;
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
        boolean all = true;
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            try {
                RunningJames.Answer answer = ask(running, KeptCommand.PATH + "/" + RunningJames.part(key));
                all &= answer.isFound();
                tell(key, answer.isFound(), answer.message(), out);
            } catch (Refusal e) {
                // is about this message, and says nothing of the next
                all = false;
                tell(key, false, e.words(), out);
            } catch (Failure e) {
                throw keys.size() == 1 ? e : new Failure(e.getMessage() + System.lineSeparator() + left(i));
            }
        }
        return all ? 0 : 1;
    }

    /** Whether what was asked for last is done, nobody knows. */
    private String left(int last) {
        String others = keys.stream().skip(last + 1L).map(LogText::safe).collect(Collectors.joining(", "));
        return "asked for last: " + LogText.safe(keys.get(last)) + (others.isEmpty() ? "" : "; not asked for: " + others);
    }

    private void tell(String key, boolean isDone, String message, PrintWriter out) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("key", key);
            told.put(done, isDone);
            if (!isDone) {
                told.put("reason", message);
            }
            out.println(Json.line(told));
        } else {
            out.println(LogText.safe(key) + ": " + (isDone ? done : message));
        }
        out.flush();
    }
}
