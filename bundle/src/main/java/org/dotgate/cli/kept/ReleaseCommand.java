package org.dotgate.cli.kept;

import org.dotgate.cli.Failure;
import org.dotgate.cli.james.RunningJames;
import picocli.CommandLine.Command;

/** {@code dotgate kept release}: has James deliver messages after all. */
@Command(
        name = "release",
        description = "Puts kept messages into James's queue, as if they had just been taken. The filters at the dot do not see them"
                + " again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 all are released, 1 one was not there, or could not be, 2 the command line was wrong."})
final class ReleaseCommand extends Deed {
    ReleaseCommand() {
        super("released");
    }

    @Override
    RunningJames.Answer ask(RunningJames running, String path) throws Failure {
        return running.post(path + "/release");
    }
}
