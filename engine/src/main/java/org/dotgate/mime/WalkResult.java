package org.dotgate.mime;

import java.util.Optional;

/** How a walk ended. Immutable. */
public final class WalkResult {
    private final Limit limit;

    WalkResult(Limit limit) {
        this.limit = limit;
    }

    /** Whether all was read: every field and every text, and of attachments what the visitor asked for. */
    public boolean isComplete() {
        return limit == null;
    }

    /** The first limit that left something unread. */
    public Optional<Limit> limit() {
        return Optional.ofNullable(limit);
    }

    @Override
    public String toString() {
        return limit == null ? "complete" : "incomplete: " + limit;
    }
}
