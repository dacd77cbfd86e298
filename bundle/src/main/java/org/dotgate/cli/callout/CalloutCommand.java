package org.dotgate.cli.callout;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dotgate callout}: its commands are about senders' addresses. */
@Command(
        name = "callout",
        description = "Asks about senders' addresses, and tells what is remembered of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ProbeCommand.class, ListCommand.class, ForgetCommand.class})
public final class CalloutCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: probe, list or forget");
    }
}
