package org.dotgate.mailets;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Memory;
import org.dotgate.filter.Services;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;

/**
 * What all {@link RunFilters} and {@link LearnCorrespondents} mailets of one James share: the policies with their time,
 * threads and spool, and the store. Their filters are apart from those at the dot, so that neither side can hold up the
 * other. James's injector makes one and gives it to every mailet. Thread-safe: its lock is the object itself.
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
    private final Path directory;
    private final Map<String, NamedFilters> opened = new HashMap<>();

    @Inject
    public SharedFilters(FileSystem files, MetricFactory metrics) throws FileNotFoundException {
        this.metrics = metrics;
        this.directory = files.getBasedir().toPath();
        this.policies = new PolicyHouse(directory, SharedFilters.class.getClassLoader(), new Workers(THREADS, WAITING));
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
            MailetReport report = new MailetReport(metrics);
            LivePolicy policy = policies.open(config, inForce -> report.fromZero(inForce.dot().named().keySet()));
            ChainHouse house = new ChainHouse(policies.timer(), policies.workers(), new Background(PLACES), Memory.NONE, report);
            filters = new NamedFilters(policy, house, policies.workers(), policies.spool());
            opened.put(config, filters);
        }
        return filters;
    }

    /**
     * Where it is kept whom users write to: in the store that the configuration file names.
     *
     * @param config where it is, such as {@code file://conf/dotgate.ini}
     * @throws SettingsException if its {@code [store]} is wrong
     */
    synchronized Learning learning(String config) throws SettingsException {
        String name = config.replaceFirst("^file://", "");
        StoreSettings settings = StoreSettings.from(Section.of(IniFile.read(directory.resolve(name), name), "store"));
        Services services = policies.lasting(config);
        Store store = services.store(settings);
        Correspondents correspondents =
                services.shared(Correspondents.class, () -> new Correspondents(store, policies.timer()));
        return new Learning(correspondents, settings.timeout(), metrics);
    }

    /** Ends all work. */
    @PreDestroy
    public void close() {
        policies.close();
    }
}
