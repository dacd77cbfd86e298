package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;

/** Finds the replies in what a server sends (RFC 5321, section 4.2). Keeps no text. Owned by one thread. */
final class ReplyReader {
    /** An octet more than this in one line, and the server is no SMTP server. */
    static final int LONGEST_LINE = 4096;
    /** More is to be read before there is a reply. */
    static final int INCOMPLETE = 0;
    /** What was read is no reply. */
    static final int GARBAGE = -1;

    private int column;
    private int code;
    private boolean last;

    /** Reads on up to the end of the next reply: its code, {@link #INCOMPLETE} or {@link #GARBAGE}. */
    int next(ByteBuffer in) {
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
