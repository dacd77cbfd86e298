package org.dotgate.filter.words;

/** What becomes of a message that was not searched to its end. */
enum OnLimit {
    /** It goes on to the next filter. */
    PASS,
    /** It is refused for now, with a 451. */
    TEMPFAIL,
    /** It is refused as if it had reached the threshold. */
    REJECT
}
