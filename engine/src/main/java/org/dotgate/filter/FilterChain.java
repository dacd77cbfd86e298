package org.dotgate.filter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The filters of one configuration, in their order. The filters are closed when the chain is retired and the last run
 * that uses it has ended, so that a reload never pulls a filter out from under a message. Thread-safe: its lock is the
 * object itself.
 */
public final class FilterChain implements AutoCloseable {
    private final DotSettings settings;
    private final List<FilterStep> steps;
    private final Map<String, FilterStep> named;
    private int users;
    private boolean retired;
    private boolean closed;

    /**
     * @param steps the filters that run at the dot, in order
     * @param named all filters there are, by name
     */
    public FilterChain(DotSettings settings, List<FilterStep> steps, Map<String, FilterStep> named) {
        this.settings = settings;
        this.steps = List.copyOf(steps);
        this.named = Map.copyOf(named);
    }

    public DotSettings settings() {
        return settings;
    }

    public List<FilterStep> steps() {
        return steps;
    }

    /** All filters there are, by name: those that run at the dot and those that run elsewhere. */
    public Map<String, FilterStep> named() {
        return named;
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * The chain for messages that nobody sends, whose filters leave nothing behind: see {@link Filter#rehearsal}. It holds
     * none of them, so this chain must stay in use for as long as that one is.
     */
    public FilterChain rehearsal() {
        return new FilterChain(settings, steps.stream().map(FilterStep::rehearsal).collect(Collectors.toList()), Map.of());
    }

    /** Takes the chain into use, unless its filters are closed already; whoever gets true must {@link #release}. */
    public synchronized boolean acquire() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    /** Gives the chain back. */
    public void release() {
        boolean close;
        synchronized (this) {
            users--;
            close = closesNow();
        }
        if (close) {
            closeFilters();
        }
    }

    /** Tells that no further message will be given to this chain by whoever made it. */
    public void retire() {
        boolean close;
        synchronized (this) {
            retired = true;
            close = closesNow();
        }
        if (close) {
            closeFilters();
        }
    }

    /** Closes the filters now, though messages may be with them: for the end of the process, which nothing may outlive. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        closeFilters();
    }

    private boolean closesNow() {
        boolean now = retired && users == 0 && !closed;
        closed |= now;
        return now;
    }

    private void closeFilters() {
        named.values().forEach(FilterStep::close);
    }
}
