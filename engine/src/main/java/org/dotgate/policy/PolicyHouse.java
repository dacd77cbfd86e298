package org.dotgate.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.dns.Dns;
import org.dotgate.dns.DnsSettings;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.filter.DotSettings;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Services;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.mail.LocalDomains;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.registry.Stores;
import org.dotgate.time.SystemTimer;
import org.dotgate.time.Timer;
import org.dotgate.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the policies of one James share: time, threads, the spool, and the folder where relative paths begin; and the
 * services of each configuration file. Ends them all when it is closed. Thread-safe: its lock is the object itself.
 */
public final class PolicyHouse implements AutoCloseable {
    /** The configuration of those that name no other. */
    public static final String DEFAULT_CONFIG = "file://conf/dotgate.ini";

    private static final Logger LOGGER = LoggerFactory.getLogger(PolicyHouse.class);
    /** Where James spools to as well, so that its files can be linked. */
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** Stores are shared by all houses of this process, so they may outlive the one that opened them, and its timer. */
    private static final Timer STORES = new SystemTimer();
    /** Those of this process that are not closed; one serves clients, another is behind the mail server. */
    private static final Set<PolicyHouse> STANDING = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final ClassLoader extensions;
    private final SystemTimer timer = new SystemTimer();
    private final Workers workers;
    private final LocalDomains localDomains;
    private final List<LivePolicy> policies = new ArrayList<>();
    private final Map<String, HouseServices> services = new HashMap<>();
    private Spool spool;

    /** A house behind the mail server, where no client waits, and so nobody is asked on account of one. */
    public PolicyHouse(Path directory, ClassLoader extensions, Workers workers) {
        this(directory, extensions, workers, null);
    }

    /**
     * @param directory James's working directory
     * @param extensions where {@code type = class} finds its classes
     * @param workers the threads, which end with this house
     * @param localDomains those of the James around this house
     */
    public PolicyHouse(Path directory, ClassLoader extensions, Workers workers, LocalDomains localDomains) {
        this.localDomains = localDomains;
        this.directory = directory.toAbsolutePath().normalize();
        this.extensions = extensions;
        this.workers = workers;
        STANDING.add(this);
    }

    /**
     * Reads a configuration file, and keeps looking at it.
     *
     * @param config where it is, such as {@code file://conf/dotgate.ini}; {@code file:///} begins an absolute path
     * @param inForce told of each policy that comes into force
     * @throws SettingsException if anything in it is wrong, which has then been logged and told on standard error
     */
    public synchronized LivePolicy open(String config, Consumer<Policy> inForce) throws SettingsException {
        String name = name(config);
        HouseServices lasting = services(name);
        try {
            LivePolicy policy = new LivePolicy(new PolicyLoader(StockFilters.types()), directory.resolve(name), name,
                    () -> new FilterHost(directory, timer, workers, extensions, lasting), timer, workers, inForce);
            policies.add(policy);
            return policy;
        } catch (SettingsException e) {
            HouseServices unused = services.remove(name);
            unused.closeFirst();
            unused.close();
            // James logs this somewhere below other stack traces; whoever starts it by hand should see it at once
            System.err.println("Dotgate cannot start: " + e.getMessage());
            LOGGER.error("Dotgate cannot start: {}", e.getMessage());
            throw e;
        }
    }

    /** What outlives every reading of a configuration file; the same for all who name it so. */
    public synchronized Services lasting(String config) {
        return services(name(config));
    }

    private static String name(String config) {
        return config.replaceFirst("^file://", "");
    }

    /**
     * The configuration files that other houses of the same James have read: those behind the mail server, for one that
     * serves clients.
     */
    public Set<String> readByOthers() {
        return STANDING.stream().filter(other -> other != this && other.directory.equals(directory))
                .flatMap(other -> other.read().stream()).map(name -> "file://" + name).collect(Collectors.toCollection(TreeSet::new));
    }

    private synchronized Set<String> read() {
        return Set.copyOf(services.keySet());
    }

    /** Whether a configuration file, as it is now, has something done while a client waits: at MAIL, at RCPT or at the dot. */
    public boolean concernsClients(String config) {
        String name = name(config);
        try {
            IniFile file = IniFile.read(directory.resolve(name), name);
            return !Section.of(file, "dot").get(DotSettings.RUN).isEmpty()
                    || GreylistSettings.from(Section.of(file, "greylist")).at() == GreylistSettings.At.RCPT
                    || CalloutSettings.from(Section.of(file, CalloutSettings.SECTION)).isEnabled();
        } catch (SettingsException e) {
            // there is none, or it is wrong, which whoever reads it in earnest tells
            return false;
        }
    }

    private HouseServices services(String name) {
        return services.computeIfAbsent(name,
                file -> new HouseServices(this::openStore, server -> openResolver(server, file), localDomains));
    }

    private Store openStore(StoreSettings settings) {
        return Stores.open(settings, directory, STORES);
    }

    private Dns openResolver(String server, String name) throws SettingsException {
        try {
            return new DnsjavaDns(server, timer, workers);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(name, 0, "[" + DnsSettings.SECTION + "] resolver: " + e.getMessage());
        }
    }

    public SystemTimer timer() {
        return timer;
    }

    public Workers workers() {
        return workers;
    }

    /**
     * The spool, made at the first call: a James that does not start, as its configuration is wrong, leaves no folder.
     *
     * @throws SettingsException if its folder cannot be made
     */
    public synchronized Spool spool() throws SettingsException {
        if (spool == null) {
            try {
                spool = new Spool(TEMPORARY);
            } catch (IOException e) {
                throw new SettingsException(TEMPORARY.toString(), 0, "messages cannot be spooled here: " + e
                        + "; give James another folder with -Djava.io.tmpdir=…");
            }
        }
        return spool;
    }

    /** Ends all work: running filters are closed, alarms called off, threads ended, spooled copies removed. */
    @Override
    public synchronized void close() {
        STANDING.remove(this);
        policies.forEach(LivePolicy::close);
        services.values().forEach(HouseServices::closeFirst);
        timer.close();
        workers.close();
        // those who write to it have ended
        services.values().forEach(HouseServices::close);
        if (spool != null) {
            spool.close();
        }
    }
}
