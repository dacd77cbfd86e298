package org.dotgate.greylist;

import java.util.List;
import java.util.Optional;

/** Some of a greylist's records. Immutable. */
public final class GreylistPage {
    private final List<GreylistEntry> entries;
    private final int read;
    private final String after;

    /**
     * @param read how many records were read to find these
     * @param after null if there are no more
     */
    GreylistPage(List<GreylistEntry> entries, int read, String after) {
        this.entries = List.copyOf(entries);
        this.read = read;
        this.after = after;
    }

    public List<GreylistEntry> entries() {
        return entries;
    }

    /** How many records were read to find these. */
    public int read() {
        return read;
    }

    /** What the next page begins after; empty if this is the last. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }
}
