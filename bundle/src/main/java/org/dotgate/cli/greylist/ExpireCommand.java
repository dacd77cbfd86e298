package org.dotgate.cli.greylist;

import org.dotgate.cli.Failure;
import picocli.CommandLine.Command;

/** {@code dotgate greylist expire}: ends a record that waits, and no other. */
@Command(
        name = "expire",
        description = "Ends a record that waits, as if its window were over. One that has passed stays as it is.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it has ended, 1 nothing waits under this key, or that could not be found out, 2 the command line"
                + " was wrong."})
final class ExpireCommand extends Correction {
    ExpireCommand() {
        super(false, "ended", "nothing waits there");
    }

    @Override
    boolean correct(Records records, String key) throws Failure {
        return records.expire(key);
    }
}
