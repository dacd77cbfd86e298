package org.dotgate.mailets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Memory;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all {@link RunFilters} mailets of one James share: time, threads, the spool, and for each configuration file its
 * filters. They are filters of their own, apart from those at the dot, so that neither side can hold up the other.
 * James's injector makes one and gives it to every mailet. Thread-safe: its lock is the object itself.
 */
@Singleton
public final class SharedFilters {
    /** The configuration of mailets that name no other. */
    static final String DEFAULT_CONFIG = "file://conf/dotgate.ini";

    private static final Logger LOGGER = LoggerFactory.getLogger(SharedFilters.class);
    /** A filter that has its verdict when it returns keeps one busy, as it does the mailet thread that waits for it. */
    private static final int WORKERS = 24;
    private static final int WAITING = 1_000;
    /** Each run has a mailet thread that waits for it, so this is never what bounds them. */
    private static final int PLACES = 1_000;

    private final FileSystem files;
    private final MetricFactory metrics;
    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(WORKERS, WAITING);
    private final Spool spool;
    private final Map<String, NamedFilters> opened = new HashMap<>();
    private final List<LivePolicy> policies = new ArrayList<>();

    @Inject
    public SharedFilters(FileSystem files, MetricFactory metrics) throws IOException {
        this.files = files;
        this.metrics = metrics;
        this.spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * The filters of a configuration file, which is read at the first call.
     *
     * @param config where it is, such as {@code file://conf/dotgate.ini}
     * @throws SettingsException if anything in it is wrong
     */
    synchronized NamedFilters of(String config) throws SettingsException {
        NamedFilters filters = opened.get(config);
        if (filters == null) {
            filters = open(config);
            opened.put(config, filters);
        }
        return filters;
    }

    private NamedFilters open(String config) throws SettingsException {
        String name = config.replaceFirst("^file://(?!/)", "");
        try {
            Path directory = files.getBasedir().toPath().toAbsolutePath().normalize();
            Path path = directory.resolve(name.replaceFirst("^file://", ""));
            ClassLoader extensions = SharedFilters.class.getClassLoader();
            LivePolicy policy = new LivePolicy(new PolicyLoader(StockFilters.types()), path, name,
                    () -> new FilterHost(directory, timer, workers, extensions), timer, workers, inForce -> {});
            policies.add(policy);
            ChainHouse house =
                    new ChainHouse(timer, workers, new Background(PLACES), Memory.NONE, new MailetReport(metrics));
            return new NamedFilters(policy::current, house, workers, spool);
        } catch (FileNotFoundException e) {
            throw new SettingsException(name, 0, "cannot be looked for: James's working directory is not to be found");
        } catch (SettingsException e) {
            // James logs this somewhere below other stack traces; whoever starts it by hand should see it at once
            System.err.println("Dotgate cannot start: " + e.getMessage());
            LOGGER.error("Dotgate cannot start: {}", e.getMessage());
            throw e;
        }
    }

    /** Ends all work. */
    @PreDestroy
    public synchronized void close() {
        policies.forEach(LivePolicy::close);
        timer.close();
        workers.close();
        spool.close();
    }
}
