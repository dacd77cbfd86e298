package org.dotgate.cli.kept;

import org.dotgate.cli.Failure;
import org.dotgate.cli.james.RunningJames;
import picocli.CommandLine.Command;

/** {@code dotgate kept delete}: ends what was only kept to be looked at. */
@Command(
        name = "delete",
        description = "Deletes kept messages. Nothing brings them back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 all are deleted, 1 one was not there, or could not be, 2 the command line was wrong."})
final class DeleteCommand extends Deed {
    DeleteCommand() {
        super("deleted");
    }

    @Override
    RunningJames.Answer ask(RunningJames running, String path) throws Failure {
        return running.delete(path);
    }
}
