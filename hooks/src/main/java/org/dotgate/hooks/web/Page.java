package org.dotgate.hooks.web;

import java.util.List;

/**
 * Some of a list that may be too long for one answer. Immutable.
 *
 * @param <T> what the list is of
 */
public final class Page<T> {
    private final List<T> entries;
    private final String after;

    /** @param after where the next page begins, to be given as {@code ?after=}; null if this is the last one */
    Page(List<T> entries, String after) {
        this.entries = List.copyOf(entries);
        this.after = after;
    }

    public List<T> getEntries() {
        return entries;
    }

    /** Null if there are no more. */
    public String getAfter() {
        return after;
    }
}
