package org.dotgate.cli.greylist;

import org.dotgate.cli.Failure;
import picocli.CommandLine.Command;

/** {@code dotgate greylist delete}: forgets a record, or how often an origin has passed. */
@Command(
        name = "delete",
        description = "Forgets a record, so that what comes next is a first attempt; or, of an origin alone, how often it has passed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it is forgotten, 1 nothing was remembered under this key, or that could not be found out, 2 the"
                + " command line was wrong."})
final class DeleteCommand extends Correction {
    DeleteCommand() {
        super(true, "forgotten", "nothing was remembered of it");
    }

    @Override
    boolean correct(Records records, String key) throws Failure {
        return records.delete(key);
    }
}
