package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dotgate.cli.Json;
import org.dotgate.filter.FilterStep;
import org.dotgate.policy.Policy;
import org.dotgate.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dotgate check-config}: reads a configuration as James would at its start, and says what is wrong. */
@Command(
        name = "check-config",
        description = "Reads dotgate.ini, and the word lists and scripts it names, as James would at its start. What is"
                + " wrong is told as FILE:LINE: problem.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 James would start with it, 1 it would not, 2 the command line was wrong."})
public final class CheckConfig implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file, usually conf/dotgate.ini.")
    private Path file;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "James's working directory, where relative paths begin. Default: the folder above the file's,"
                    + " if that one is called conf; any other folder is taken for conf.")
    private Path directory;

    @Option(names = "--json", description = "One JSON object, on standard output, whether or not something is wrong.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Workshop workshop = new Workshop()) {
            Policy policy = workshop.read(file, directory);
            if (json) {
                out.println(Json.line(told(null, policy.dot().steps().stream().map(FilterStep::name).collect(Collectors.toList()))));
            } else {
                out.println(file + ": no mistakes");
                out.println("  at the dot: " + (policy.dot().isEmpty() ? "nothing" : steps(policy)));
            }
            policy.dot().retire();
            return 0;
        } catch (SettingsException e) {
            if (json) {
                out.println(Json.line(told(e.getMessage(), List.of())));
            } else {
                spec.commandLine().getErr().println(e.getMessage());
            }
            return 1;
        }
    }

    private Map<String, Object> told(String mistake, List<String> steps) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("file", file.toString());
        told.put("mistake", mistake);
        told.put("dot", steps);
        return told;
    }

    private static String steps(Policy policy) {
        StringBuilder steps = new StringBuilder();
        for (FilterStep step : policy.dot().steps()) {
            steps.append(steps.length() == 0 ? "" : ", ").append(step.name());
            steps.append(step.isRequired() ? " (required)" : "").append(step.isShadow() ? " (shadow)" : "");
        }
        return steps.toString();
    }
}
