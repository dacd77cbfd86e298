package org.dotgate.likeness;

/** What makes a retry the same message, as {@code match =} names it. */
public enum Match {
    /** The envelope alone; the content is not looked at. */
    ENVELOPE,
    /** Every octet behind the Received field that this server puts on top. */
    EXACT,
    /** What stays the same when a message is built anew, see {@link CanonicalContent}. */
    CANONICAL,
    /** As {@link #CANONICAL}, but small differences in the text do not matter, see {@link SimilarContent}. */
    SIMILAR
}
