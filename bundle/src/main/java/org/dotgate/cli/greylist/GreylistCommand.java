package org.dotgate.cli.greylist;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dotgate greylist}: its commands are about records of the greylist. */
@Command(
        name = "greylist",
        description = "Tells who is asked to come again and who has passed, and corrects it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, ShowCommand.class, DeleteCommand.class, ExpireCommand.class, AllowCommand.class})
public final class GreylistCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show, delete, expire or allow");
    }
}
