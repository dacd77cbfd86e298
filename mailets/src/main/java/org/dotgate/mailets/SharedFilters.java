package org.dotgate.mailets;

import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Memory;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.settings.SettingsException;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;

/**
 * What all {@link RunFilters} mailets of one James share: the policies with their time, threads and spool. Their filters
 * are apart from those at the dot, so that neither side can hold up the other. James's injector makes one and gives it to
 * every mailet. Thread-safe: its lock is the object itself.
 */
@Singleton
public final class SharedFilters {
    /** A filter that has its verdict when it returns keeps one busy, as it does the mailet thread that waits for it. */
    private static final int THREADS = 24;
    private static final int WAITING = 1_000;
    /** Each run has a mailet thread that waits for it, so this is never what bounds them. */
    private static final int PLACES = 1_000;

    private final MetricFactory metrics;
    private final PolicyHouse policies;
    private final Map<String, NamedFilters> opened = new HashMap<>();

    @Inject
    public SharedFilters(FileSystem files, MetricFactory metrics) throws FileNotFoundException {
        this.metrics = metrics;
        this.policies = new PolicyHouse(
                files.getBasedir().toPath(), SharedFilters.class.getClassLoader(), new Workers(THREADS, WAITING));
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
            LivePolicy policy = policies.open(config, inForce -> {});
            ChainHouse house = new ChainHouse(policies.timer(), policies.workers(), new Background(PLACES), Memory.NONE,
                    new MailetReport(metrics));
            filters = new NamedFilters(policy, house, policies.workers(), policies.spool());
            opened.put(config, filters);
        }
        return filters;
    }

    /** Ends all work. */
    @PreDestroy
    public void close() {
        policies.close();
    }
}
