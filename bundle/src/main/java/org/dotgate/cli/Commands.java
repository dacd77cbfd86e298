package org.dotgate.cli;

import java.io.PrintWriter;
import org.dotgate.cli.callout.CalloutCommand;
import org.dotgate.cli.calloutd.Calloutd;
import org.dotgate.cli.completion.CompletionCommand;
import org.dotgate.cli.demo.Demo;
import org.dotgate.cli.greylist.GreylistCommand;
import org.dotgate.cli.insight.DecisionsCommand;
import org.dotgate.cli.insight.StatusCommand;
import org.dotgate.cli.judge.CheckConfig;
import org.dotgate.cli.judge.Judge;
import org.dotgate.cli.kept.KeptCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code dotgate}: its commands, and what becomes of their failures. */
@Command(
        name = "dotgate",
        description = "Decides about a message at the dot, inside Apache James.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Demo.class, CheckConfig.class, Judge.class, CalloutCommand.class, GreylistCommand.class, KeptCommand.class,
            DecisionsCommand.class, StatusCommand.class, Calloutd.class, CompletionCommand.class, Bench.class},
        footer = {"", "Exit codes: 0 what was asked for is so, 1 it is not, 2 the command line was wrong;"
                + " 'callout probe' and 'calloutd' have more.",
            "'dotgate COMMAND --help' tells more about a command."})
public final class Commands implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. A {@link Failure} ends a command with its message and without a stack trace. */
    public static CommandLine commandLine() {
        return new CommandLine(new Commands())
                .setUsageHelpAutoWidth(true)
                // an argument such as @example.org is a text, not the name of a file with more arguments
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    int usual = command.getCommandSpec().exitCodeOnExecutionException();
                    int exit = usual;
                    if (exception instanceof Failure) {
                        err.println("dotgate: " + exception.getMessage());
                        exit = ((Failure) exception).exitCode().orElse(usual);
                    } else {
                        exception.printStackTrace(err);
                    }
                    err.flush();
                    return exit;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version in the manifest of the JAR. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"dotgate " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
