package org.dotgate.filter.dkim;

/** What {@code reject =} can say. */
enum Reject {
    /** Every message passes, whatever its signatures say. */
    NEVER,
    /** A message is refused when none of its signatures holds or may yet hold, and at least one is wrong. */
    FAIL
}
