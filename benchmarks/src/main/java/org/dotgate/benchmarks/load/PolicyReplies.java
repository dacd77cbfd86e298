package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Answers of a policy server, as Postfix's SMTPD_POLICY_README tells: a line {@code action=…} and an empty one. Owned by
 * one thread.
 */
final class PolicyReplies implements Replies {
    /** The recipient may come. */
    static final int PASS = 1;
    /** It is to come again. */
    static final int DELAY = 2;
    /** An octet more than this in one line, and the server is none. */
    static final int LONGEST_LINE = 4096;

    private static final String ACTION = "action=";

    private final StringBuilder beginning = new StringBuilder();
    private int column;
    private int action;

    @Override
    public int next(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet != '\n') {
                // the beginning tells all
                if (beginning.length() < 32) {
                    beginning.append((char) octet);
                }
                if (++column > LONGEST_LINE) {
                    return GARBAGE;
                }
            } else if (column > 0) {
                action = action(beginning.toString());
                column = 0;
                beginning.setLength(0);
            } else {
                int answered = action;
                action = 0;
                return answered == 0 ? GARBAGE : answered;
            }
        }
        return INCOMPLETE;
    }

    private static int action(String line) {
        if (!line.startsWith(ACTION)) {
            return GARBAGE;
        }
        String action = line.substring(ACTION.length());
        if (action.equals("DUNNO") || action.startsWith("PREPEND ")) {
            return PASS;
        }
        return action.startsWith("DEFER") ? DELAY : GARBAGE;
    }
}
