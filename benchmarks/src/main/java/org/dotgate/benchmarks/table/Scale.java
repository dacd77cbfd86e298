package org.dotgate.benchmarks.table;

import java.io.PrintStream;

/** How much is measured. */
public enum Scale {
    /** As much as a figure needs that is to be relied on. */
    FULL,
    /** Smaller numbers, as {@code --quick} asks for. */
    QUICK,
    /** So little that all of it runs within seconds: every section, every line of a table, and no figure means anything. */
    REHEARSAL;

    /** The variable of the environment that makes a rehearsal of whatever is asked for, if it is {@code yes}. */
    static final String VARIABLE = "DOTGATE_REHEARSAL";

    /**
     * What was asked for.
     *
     * @param quick whether {@code --quick} was
     */
    public static Scale asked(boolean quick) {
        return "yes".equals(System.getenv(VARIABLE)) ? REHEARSAL : quick ? QUICK : FULL;
    }

    /** Says so if nothing that will be printed means anything. */
    public static void say(PrintStream out) {
        if (asked(false) == REHEARSAL) {
            out.println("a rehearsal: no figure means anything");
        }
    }

    /** The one of three numbers that is for this. */
    public int of(int full, int quick, int rehearsal) {
        return this == FULL ? full : this == QUICK ? quick : rehearsal;
    }
}
