package org.dotgate.hooks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.FilterHost;
import org.dotgate.hooks.gate.Gate;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.kept.KeptMessages;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.policy.StockFilters;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.time.SystemTimer;
import org.dotgate.verdicts.RememberedVerdicts;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all of Dotgate in one James shares: time, threads, the spool, and for each configuration file its policy. James's
 * injector makes one and gives it to every handler. Thread-safe: its lock is the object itself.
 */
@Singleton
public final class Dotgate {
    /** The configuration of handlers that name no other. */
    public static final String DEFAULT_CONFIG = "file://conf/dotgate.ini";

    private static final Logger LOGGER = LoggerFactory.getLogger(Dotgate.class);
    private static final int WORKERS = 24;
    private static final int WAITING = 20_000;

    private final FileSystem files;
    private final MailRepositoryStore repositories;
    private final MetricFactory metrics;
    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(WORKERS, WAITING);
    private final Spool spool;
    private final Map<String, GateHouse> houses = new HashMap<>();
    private final List<LivePolicy> policies = new ArrayList<>();
    private final List<Gate> gates = new CopyOnWriteArrayList<>();

    @Inject
    public Dotgate(FileSystem files, MailRepositoryStore repositories, MetricFactory metrics, GaugeRegistry gauges)
            throws IOException {
        this.files = files;
        this.repositories = repositories;
        this.metrics = metrics;
        this.spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
        gauges.register("dotgate.parked", this::parked);
        gauges.register("dotgate.workers.waiting", workers::waiting);
    }

    /**
     * What belongs to a configuration file, which is read at the first call.
     *
     * @param config where it is, such as {@code file://conf/dotgate.ini}
     * @throws ConfigurationException if anything in it is wrong
     */
    public synchronized GateHouse house(String config) throws ConfigurationException {
        GateHouse house = houses.get(config);
        if (house == null) {
            house = open(config);
            houses.put(config, house);
        }
        return house;
    }

    private GateHouse open(String config) throws ConfigurationException {
        try {
            Path directory = files.getBasedir().toPath().toAbsolutePath().normalize();
            String name = config.replaceFirst("^file://(?!/)", "");
            Path path = directory.resolve(name.replaceFirst("^file://", ""));
            ClassLoader extensions = Dotgate.class.getClassLoader();
            Background background = new Background(0);
            RememberedVerdicts memory = new RememberedVerdicts(timer);
            LivePolicy policy = new LivePolicy(new PolicyLoader(StockFilters.types()), path, name,
                    () -> new FilterHost(directory, timer, workers, extensions), timer, workers, inForce -> {
                        memory.keepFor(inForce.dot().settings().remember());
                        background.resize(inForce.dot().settings().background());
                    });
            policies.add(policy);
            KeptMessages kept = new KeptMessages(repositories, () -> policy.current().dot().settings().kept());
            ChainHouse chains = new ChainHouse(timer, workers, background, memory, new RunReport(metrics, kept));
            return new GateHouse(policy::current, chains, workers, spool, kept);
        } catch (SettingsException e) {
            // James logs this somewhere below other stack traces; whoever starts it by hand should see it at once
            System.err.println("Dotgate cannot start: " + e.getMessage());
            LOGGER.error("Dotgate cannot start: {}", e.getMessage());
            throw new ConfigurationException(e.getMessage(), e);
        } catch (FileNotFoundException e) {
            throw new ConfigurationException("James's working directory is not to be found", e);
        }
    }

    /** Has the gate's sessions counted. */
    void watch(Gate gate) {
        gates.add(gate);
    }

    /** How many sessions are parked at their dot. */
    public long parked() {
        return gates.stream().mapToLong(Gate::parked).sum();
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
