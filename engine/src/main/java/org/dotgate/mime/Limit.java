package org.dotgate.mime;

/** Why a walk left a part of a message unread. */
public enum Limit {
    /** Entities deeper than {@link MimeLimits#depth()} were passed over; the walk went on behind them. */
    DEPTH,
    /** More entities than {@link MimeLimits#parts()}; the walk ended there. */
    PARTS,
    /** Header fields longer than {@link MimeLimits#headerOctets()} together; the walk ended there. */
    HEADER,
    /** Decoded text longer than {@link MimeLimits#textOctets()}; the walk ended there. */
    TEXT,
    /** Attachments, as far as they were read, longer than {@link MimeLimits#attachmentOctets()}; the walk went on. */
    ATTACHMENT,
    /**
     * The structure cannot be told: a Content-Type field or a boundary is longer than any honest one, and what others may
     * read as parts was read as one text; or the parser gave up, and the walk ended there.
     */
    STRUCTURE
}
