package org.dotgate.cli;

import java.util.OptionalInt;

/**
 * A command cannot do what it was asked for, for a reason that the user can understand and mend. It ends with the exit code that it
 * has for that, 1 in most, unless the failure has one of its own.
 */
public class Failure extends Exception {
    private static final long serialVersionUID = 2L;
    private static final int THE_COMMANDS = 0;

    private final int exitCode;

    /** @param reason one or more lines for the user */
    public Failure(String reason) {
        this(reason, THE_COMMANDS);
    }

    /**
     * @param reason one or more lines for the user
     * @param exitCode how the command ends, from 1 to 125
     */
    public Failure(String reason, int exitCode) {
        super(reason);
        this.exitCode = exitCode;
    }

    /** The exit code that is its own. */
    OptionalInt exitCode() {
        return exitCode == THE_COMMANDS ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }
}
