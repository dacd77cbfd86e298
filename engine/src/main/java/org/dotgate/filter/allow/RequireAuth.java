package org.dotgate.filter.allow;

/** What must vouch for a sender's domain before the sender counts, since anybody can write anything there. */
enum RequireAuth {
    /** The client may use the domain (RFC 7208), or else the domain has signed the message (RFC 6376). */
    SPF_OR_DKIM,
    SPF,
    DKIM,
    /** Nothing: the reverse-path is believed. */
    NONE;

    boolean asksSpf() {
        return this == SPF_OR_DKIM || this == SPF;
    }

    boolean asksDkim() {
        return this == SPF_OR_DKIM || this == DKIM;
    }
}
