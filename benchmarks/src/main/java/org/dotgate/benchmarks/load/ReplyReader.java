package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;

/** SMTP replies (RFC 5321, section 4.2); each is its code. Owned by one thread. */
final class ReplyReader implements Replies {
    /** An octet more than this in one line, and the server is no SMTP server. */
    static final int LONGEST_LINE = 4096;

    private int column;
    private int code;
    private boolean last;

    @Override
    public int next(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet == '\n') {
                int complete = last ? code : INCOMPLETE;
                boolean empty = column <= 3;
                column = 0;
                if (empty) {
                    return GARBAGE;
                }
                if (complete != INCOMPLETE) {
                    return complete;
                }
                continue;
            }
            if (column < 3) {
                if (octet < '0' || octet > '9') {
                    return GARBAGE;
                }
                code = (column == 0 ? 0 : code) * 10 + octet - '0';
            } else if (column == 3) {
                last = octet != '-';
            }
            if (++column > LONGEST_LINE) {
                return GARBAGE;
            }
        }
        return INCOMPLETE;
    }
}
