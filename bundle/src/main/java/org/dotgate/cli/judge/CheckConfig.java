package org.dotgate.cli.judge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Workshop workshop = new Workshop()) {
            Policy policy = workshop.read(file, directory);
            out.println(file + ": no mistakes");
            out.println("  at the dot: " + (policy.dot().isEmpty() ? "nothing" : steps(policy)));
            policy.dot().retire();
            return 0;
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
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
