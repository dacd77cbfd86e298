package org.dotgate.cli.kept;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dotgate kept}: its commands are about messages that were refused and kept. */
@Command(
        name = "kept",
        description = "Lists the messages that filters refused and had kept, shows, releases and deletes them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, ShowCommand.class, ReleaseCommand.class, DeleteCommand.class})
public final class KeptCommand implements Runnable {
    static final String PATH = "/dotgate/kept";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show, release or delete");
    }
}
