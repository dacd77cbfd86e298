package org.dotgate.filter;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.dotgate.time.Timer;

/** What a filter may use of the house it lives in. Made anew for each load of the configuration. Thread-safe. */
public final class FilterHost {
    private final Path directory;
    private final Timer timer;
    private final Executor workers;
    private final ClassLoader extensions;
    private final Services services;
    private final Set<Path> watched = ConcurrentHashMap.newKeySet();

    /** A host whose store and the like are forgotten with it, see {@link Services#temporary}. */
    public FilterHost(Path directory, Timer timer, Executor workers, ClassLoader extensions) {
        this(directory, timer, workers, extensions, Services.temporary(timer));
    }

    /**
     * @param directory James's working directory, where relative paths begin
     * @param timer time
     * @param workers the bounded pool of threads for what takes longer than an instant
     * @param extensions where {@code type = class} finds its classes
     * @param services what outlives this reading
     */
    public FilterHost(Path directory, Timer timer, Executor workers, ClassLoader extensions, Services services) {
        this.directory = directory;
        this.timer = timer;
        this.workers = workers;
        this.extensions = extensions;
        this.services = services;
    }

    /** The file an operator means by this path: relative paths begin at James's working directory. */
    public Path file(String path) {
        return directory.resolve(path).normalize();
    }

    /** James's working directory. */
    public Path directory() {
        return directory;
    }

    /** Has the configuration loaded anew when this file changes. */
    public void watch(Path file) {
        watched.add(file);
    }

    /** The files whose change asks for a new load. */
    public Set<Path> watched() {
        return Set.copyOf(watched);
    }

    public Timer timer() {
        return timer;
    }

    public Executor workers() {
        return workers;
    }

    public ClassLoader extensions() {
        return extensions;
    }

    /** What outlives this reading: the store, DNS, and what filters share. */
    public Services services() {
        return services;
    }
}
