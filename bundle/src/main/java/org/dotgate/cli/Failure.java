package org.dotgate.cli;

/** A command cannot do what it was asked for, for a reason that the user can understand and mend. Exit code 1. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason one or more lines for the user */
    public Failure(String reason) {
        super(reason);
    }
}
