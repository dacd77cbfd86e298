package org.dotgate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dotgate.filter.LogText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that changes one thing tells whether it has: to people or to machines. Used by one thread. */
public final class Done {
    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Tells it.
     *
     * @param kind what the subject is in JSON, such as {@code key}
     * @param subject a stranger's text, perhaps
     * @param deed what has been done or not, in JSON
     * @param words the same in words
     * @return the exit code, 0 or 1
     */
    public int tell(String kind, String subject, String deed, boolean done, String words) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(kind, subject);
        told.put(deed, done);
        spec.commandLine().getOut().println(json ? Json.line(told) : LogText.safe(subject) + ": " + words);
        return done ? 0 : 1;
    }
}
