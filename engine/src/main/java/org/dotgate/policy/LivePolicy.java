package org.dotgate.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
 * The policy in force. Every second the files it came from are looked at; when one has changed, and does not change any more,
 * the whole is read anew and takes the old one's place at once, or, if anything is wrong, the old one stays and the error is
 * logged and kept. Thread-safe: its lock is the object itself, which those wait for whom a client waits for, so no file is
 * touched under it; another, {@code reading}, keeps two readings from overtaking each other.
 */
public final class LivePolicy implements AutoCloseable {
    /** How often the files are looked at. What has changed is in force after one more look. */
    public static final Duration LOOK = Duration.ofSeconds(1);

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
    /** Guarded by {@link #reading}. */
    private final WatchedFiles files;

    private Policy current;
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
        this(loader, path, name, hosts, timer, workers, inForce, new WatchedFiles(path));
    }

    /** @param files what is looked at, so far this path alone */
    LivePolicy(PolicyLoader loader, Path path, String name, Supplier<FilterHost> hosts, Timer timer,
            Executor workers, Consumer<Policy> inForce, WatchedFiles files) throws SettingsException {
        this.loader = loader;
        this.path = path;
        this.name = name;
        this.hosts = hosts;
        this.timer = timer;
        this.workers = workers;
        this.inForce = inForce;
        this.files = files;
        this.current = loader.load(path, name, hosts.get());
        files.haveBeenRead(current.files());
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
     * Looks at the files now, on the calling thread, and reads them anew if one has changed, and none has since the look
     * before; but not while somebody else is reading them.
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
     * Reads the files anew, on the calling thread, as they are, whether or not one has changed: what a filter reads that
     * nobody watches may have.
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

    /** @param whatever whether they are read even if nothing has changed, or not come to rest */
    private void look(boolean whatever) {
        boolean changed = files.look();
        synchronized (this) {
            if (closed || !whatever && !changed) {
                return;
            }
        }
        FilterHost host = hosts.get();
        try {
            Policy policy = loader.load(path, name, host);
            if (whatever || files.isAtRest(policy.files())) {
                replace(policy);
            } else {
                policy.dot().retire();
            }
        } catch (SettingsException e) {
            stay(host, whatever, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.debug("Reading {} failed", name, e);
            stay(host, whatever, name + ": cannot be brought into force: " + e);
        }
    }

    private void stay(FilterHost host, boolean whatever, String wrong) {
        if (!whatever && !files.isAtRest(host.watched())) {
            return;
        }
        // the remedy may be in a file that only the failed reading knows
        Set<Path> all = new HashSet<>(files.files());
        all.addAll(host.watched());
        files.haveBeenRead(all);
        synchronized (this) {
            problem = wrong;
        }
        LOGGER.error("The changed configuration is wrong, so the old one stays in force: {}", wrong);
    }

    private void replace(Policy policy) {
        files.haveBeenRead(policy.files());
        Policy old;
        synchronized (this) {
            old = current;
            if (closed) {
                old = policy;
            } else {
                current = policy;
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
