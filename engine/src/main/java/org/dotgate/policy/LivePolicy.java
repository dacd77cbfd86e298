package org.dotgate.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dotgate.filter.FilterHost;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force. Every few seconds the files it came from are looked at; when one has changed, the whole is read
 * anew and takes the old one's place at once, or, if anything is wrong, the old one stays and the error is logged and
 * kept. Thread-safe: its lock is the object itself; another, {@code reading}, keeps two readings from overtaking each other.
 */
public final class LivePolicy implements AutoCloseable {
    /** How often the files are looked at. */
    public static final Duration LOOK = Duration.ofSeconds(2);

    private static final Logger LOGGER = LoggerFactory.getLogger(LivePolicy.class);

    private final PolicyLoader loader;
    private final Path path;
    private final String name;
    private final Supplier<FilterHost> hosts;
    private final Timer timer;
    private final Executor workers;
    private final Consumer<Policy> inForce;
    /** Held while the files are read, and what was read brought into force; never waited for under the other lock. */
    private final ReentrantLock reading = new ReentrantLock();

    private Policy current;
    private Map<Path, String> stamps;
    private String problem;
    private Alarm alarm = () -> {};
    private boolean closed;

    /**
     * Reads the file for the first time.
     *
     * @param inForce told of each policy that comes into force
     * @throws SettingsException if anything in it is wrong
     */
    public LivePolicy(PolicyLoader loader, Path path, String name, Supplier<FilterHost> hosts, Timer timer,
            Executor workers, Consumer<Policy> inForce) throws SettingsException {
        this.loader = loader;
        this.path = path;
        this.name = name;
        this.hosts = hosts;
        this.timer = timer;
        this.workers = workers;
        this.inForce = inForce;
        Map<Path, String> seen = stamps(Set.of(path));
        this.current = loader.load(path, name, hosts.get());
        this.stamps = stamps(current.files());
        // what changed while it was read is to be noticed next time
        this.stamps.putAll(seen);
        inForce.accept(current);
        lookLater();
    }

    /** The policy in force. */
    public synchronized Policy current() {
        return current;
    }

    /**
     * The policy in force, its chain taken into use; whoever gets it must release the chain.
     *
     * @return empty when this has been closed, and nothing is to be judged any more
     */
    public Optional<Policy> acquire() {
        Policy policy = current();
        while (!policy.dot().acquire()) {
            Policy now = current();
            if (now == policy) {
                return Optional.empty();
            }
            policy = now;
        }
        return Optional.of(policy);
    }

    /** What was wrong with the file when it was last read; empty when it is the one in force. */
    public synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Looks at the files now, on the calling thread, and reads them anew if one has changed; but not while somebody else is
     * reading them.
     */
    public void look() {
        if (!reading.tryLock()) {
            return;
        }
        try {
            look(false);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Reads the files anew, on the calling thread, whether or not one has changed: what a filter reads that nobody watches
     * may have.
     *
     * @return what is wrong, so that the old policy stays in force; empty if what was read is in force
     */
    public Optional<String> reload() {
        reading.lock();
        try {
            look(true);
            return problem();
        } finally {
            reading.unlock();
        }
    }

    private void look(boolean whatever) {
        Set<Path> files;
        synchronized (this) {
            files = stamps.keySet();
        }
        Map<Path, String> seen = stamps(files);
        synchronized (this) {
            if (closed || !whatever && seen.equals(stamps)) {
                return;
            }
        }
        FilterHost host = hosts.get();
        try {
            replace(loader.load(path, name, host), seen);
        } catch (SettingsException e) {
            stay(host, seen, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.debug("Reading {} failed", name, e);
            stay(host, seen, name + ": cannot be brought into force: " + e);
        }
    }

    private void stay(FilterHost host, Map<Path, String> seen, String wrong) {
        // the remedy may be in a file that only the failed reading knows
        Set<Path> all = new HashSet<>(seen.keySet());
        all.addAll(host.watched());
        synchronized (this) {
            stamps = stamps(all);
            stamps.putAll(seen);
            problem = wrong;
        }
        LOGGER.error("The changed configuration is wrong, so the old one stays in force: {}", wrong);
    }

    private void replace(Policy policy, Map<Path, String> seen) {
        Policy old;
        synchronized (this) {
            old = current;
            if (closed) {
                old = policy;
            } else {
                current = policy;
                stamps = stamps(policy.files());
                // what changed while it was read is to be noticed next time
                seen.forEach((file, stamp) -> stamps.replace(file, stamp));
                problem = null;
            }
        }
        if (old != policy) {
            inForce.accept(policy);
            LOGGER.info("The changed configuration {} is in force", name);
        }
        old.dot().retire();
    }

    private void lookLater() {
        Alarm next = timer.in(LOOK, () -> workers.execute(() -> {
            try {
                look();
            } finally {
                lookLater();
            }
        }));
        boolean late;
        synchronized (this) {
            alarm = next;
            late = closed;
        }
        if (late) {
            next.cancel();
        }
    }

    private static Map<Path, String> stamps(Set<Path> files) {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path file : files) {
            stamps.put(file, stamp(file));
        }
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    /** Ends the looking, and closes the filters of the policy in force, whoever still uses them. */
    @Override
    public void close() {
        Policy last;
        Alarm due;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = current;
            due = alarm;
        }
        due.cancel();
        last.dot().close();
    }
}
