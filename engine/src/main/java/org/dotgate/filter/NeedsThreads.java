package org.dotgate.filter;

/** One of the {@linkplain Services#shared shared services} that is closed while clock and threads still run, and needs both. */
public interface NeedsThreads extends AutoCloseable {
    /** Ends it, and sees to what has to be stored; waits some seconds at most. */
    @Override
    void close();
}
