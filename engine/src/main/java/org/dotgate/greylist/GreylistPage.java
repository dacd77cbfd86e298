package org.dotgate.greylist;

import java.util.List;
import java.util.Optional;

/** Some of a greylist's records. Immutable. */
public final class GreylistPage {
    private final List<GreylistEntry> entries;
    private final String after;

    /** @param after null if there are no more */
    GreylistPage(List<GreylistEntry> entries, String after) {
        this.entries = List.copyOf(entries);
        this.after = after;
    }

    public List<GreylistEntry> entries() {
        return entries;
    }

    /** What the next page begins after; empty if this is the last. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }
}
