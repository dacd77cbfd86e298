package org.dotgate.benchmarks.load;

import java.nio.ByteBuffer;

/** Finds the replies in what a server sends. Keeps no text. Owned by one thread. */
interface Replies {
    /** More is to be read before there is a reply. */
    int INCOMPLETE = 0;
    /** What was read is no reply. */
    int GARBAGE = -1;

    /** Reads on up to the end of the next reply: a number above 0 that stands for it, {@link #INCOMPLETE} or {@link #GARBAGE}. */
    int next(ByteBuffer in);
}
