package org.dotgate.dkim;

import java.util.List;
import java.util.Objects;

/** What the signatures of a message say as a whole. Immutable. */
public final class DkimResult {
    /** The best that any signature comes to (RFC 8601, section 2.7.1). */
    public enum Status {
        /** The message bears no signature. */
        NONE,
        /** At least one signature holds. */
        PASS,
        /** None holds or may yet hold, and at least one is wrong. */
        FAIL,
        /** None holds, and at least one could not be verified for now. Better than {@link #FAIL}: it may yet hold. */
        TEMPERROR,
        /** None holds, and none can be verified. */
        PERMERROR
    }

    private final Status status;
    private final List<String> domains;
    private final String detail;

    /**
     * @param domains the signing domains (d=) whose signature holds, lower case
     * @param detail for operators: why none holds; may quote hostile text
     */
    public DkimResult(Status status, List<String> domains, String detail) {
        this.status = Objects.requireNonNull(status);
        this.domains = List.copyOf(domains);
        this.detail = Objects.requireNonNull(detail);
    }

    public Status status() {
        return status;
    }

    /** The signing domains whose signature holds, lower case; empty unless the status is {@link Status#PASS}. */
    public List<String> domains() {
        return domains;
    }

    /** Why none holds, for operators; empty if one does. May quote hostile text. */
    public String detail() {
        return detail;
    }
}
