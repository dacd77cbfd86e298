package org.dotgate.hooks;

import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.IsStartedProbe;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.dotgate.callout.Callouts;
import org.dotgate.filter.ChainHouse;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistCounts;
import org.dotgate.hooks.gate.Gate;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.ParkedSession;
import org.dotgate.hooks.kept.KeptIndexes;
import org.dotgate.hooks.kept.KeptMessages;
import org.dotgate.hooks.trouble.HandlerChains;
import org.dotgate.hooks.trouble.Problem;
import org.dotgate.hooks.trouble.Problems;
import org.dotgate.insight.Insight;
import org.dotgate.insight.MetricName;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.Timer;
import org.dotgate.verdicts.RememberedVerdicts;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;

/**
 * What all of Dotgate's hooks in one James share: the policies with their time, threads and spool, and the gates. James's
 * injector makes one and gives it to every handler. Thread-safe: its lock is the object itself.
 */
@Singleton
public final class Dotgate {
    private static final int THREADS = 16;
    /** Enough for ten thousand sessions that park at once. */
    private static final int WAITING = 20_000;

    private final MailRepositoryStore repositories;
    private final Counters counters;
    private final DotTimes times;
    private final Measures measures;
    private final OwnDomains domains;
    private final PolicyHouse policies;
    private final KeptIndexes kept;
    private final Map<String, GateHouse> houses = new HashMap<>();
    private final List<Gate> gates = new CopyOnWriteArrayList<>();
    private final HandlerChains chains;
    private final Problems problems;

    @Inject
    public Dotgate(FileSystem files, MailRepositoryStore repositories, MetricFactory metrics, GaugeRegistry gauges,
            DomainList domains, IsStartedProbe james) throws FileNotFoundException {
        this.repositories = repositories;
        this.counters = new Counters(metrics);
        Workers workers = new Workers(THREADS, WAITING);
        this.domains = new OwnDomains(domains, this::nanos, workers);
        this.policies = new PolicyHouse(files.getBasedir().toPath(), Dotgate.class.getClassLoader(), workers, this.domains);
        this.kept = new KeptIndexes(repositories, policies.timer());
        this.times = new DotTimes(gauges, policies.timer());
        this.chains = new HandlerChains(
                james::isStarted, () -> houses().keySet(), policies::readByOthers, policies::concernsClients);
        this.problems = new Problems(chains, this::houses, this::callouts);
        this.measures = new Measures(gauges);
        measures.gauge(MetricName.PARKED.only(), this::parked);
        measures.gauge(MetricName.WAITING.only(), workers::waiting);
        measures.gauge(MetricName.CHAIN_PROBLEM.only(), () -> chains.problems().size());
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
            try {
                house = open(config);
            } catch (SettingsException e) {
                throw new ConfigurationException(e.getMessage(), e);
            }
            houses.put(config, house);
        }
        return house;
    }

    private GateHouse open(String config) throws SettingsException {
        Background background = new Background(0);
        AtomicReference<RememberedVerdicts> made = new AtomicReference<>();
        LivePolicy policy = policies.open(config, inForce -> {
            // with the first policy, for its store is the one of all that follow
            made.compareAndSet(null, new RememberedVerdicts(inForce.store(), policies.workers(), policies.timer()));
            made.get().keepFor(inForce.dot().settings().remember());
            background.resize(inForce.dot().settings().background());
            counters.fromZero(inForce.dot().named().keySet());
            if (inForce.callouts().isPresent()) {
                // before the first client is there, or on a worker
                domains.read();
            }
        });
        RememberedVerdicts memory = made.get();
        KeptMessages keeper = new KeptMessages(repositories, () -> policy.current().dot().settings().kept(), kept);
        Insight insight = new Insight(policies.timer());
        ChainHouse chains =
                new ChainHouse(policies.timer(), policies.workers(), background, memory, new RunReport(counters, times, keeper, insight));
        measures.watch(policy, background, memory, policies.lasting(config).shared(GreylistCounts.class, GreylistCounts::new));
        return new GateHouse(policy, chains, policies.workers(), policies.spool(), keeper, insight);
    }

    private long nanos() {
        return policies.timer().nanos();
    }

    /** Who is told of verdicts about senders. */
    SenderReport senders(GateHouse house) {
        return new SenderReport(counters, house.insight());
    }

    /** Who is told of verdicts at RCPT. */
    RecipientReport recipients(GateHouse house) {
        return new RecipientReport(counters, house.insight());
    }

    /** The configuration files that have been read, by name, and what belongs to them. */
    public synchronized Map<String, GateHouse> houses() {
        return Map.copyOf(houses);
    }

    /** The call-outs of each configuration that has some, by the configuration's name. */
    public Map<String, Callouts> callouts() {
        Map<String, Callouts> callouts = new HashMap<>();
        houses().forEach((config, house) ->
                house.policy().callouts().ifPresent(check -> callouts.put(config, check.callouts())));
        return callouts;
    }

    /** Where each configuration has messages kept, by the configuration's name. */
    public Map<String, String> keptPlaces() {
        Map<String, String> places = new HashMap<>();
        houses().forEach((config, house) -> places.put(config, house.policy().dot().settings().kept()));
        return places;
    }

    /** The names that WebAdmin may be asked for without https, of all configurations. */
    public Set<String> webAdminNames() {
        return houses().values().stream().flatMap(house -> house.policy().webAdminNames().stream()).collect(Collectors.toSet());
    }

    /** The time of day. */
    public Instant now() {
        return policies.timer().now();
    }

    /** The time that all goes by. */
    public Timer timer() {
        return policies.timer();
    }

    /** What is known of the repositories of kept messages. */
    public KeptIndexes kept() {
        return kept;
    }

    /** What asks clients to come again, of each configuration that has such, by the configuration's name. */
    public Map<String, GreylistCheck> greylists() {
        Map<String, GreylistCheck> greylists = new HashMap<>();
        houses().forEach((config, house) -> house.policy().greylist().ifPresent(check -> greylists.put(config, check)));
        return greylists;
    }

    /** Takes note of a hook whose chain has no gate, so that it has read a configuration itself. */
    void withoutGate(String config, Class<?> hook) {
        chains.withoutGate(config, hook);
    }

    /** What an operator should see to. */
    public List<Problem> problems() {
        return problems.now();
    }

    /** Has the gate's sessions counted. */
    void watch(Gate gate) {
        gates.add(gate);
    }

    /** How many sessions are parked, at their dot or at a command. */
    public long parked() {
        return gates.stream().mapToLong(Gate::parked).sum();
    }

    /** The sessions that are parked now, the one that has waited longest first. */
    public List<ParkedSession> parkedSessions() {
        return gates.stream().flatMap(gate -> gate.parkedSessions().stream())
                .sorted(Comparator.comparingLong(ParkedSession::since)).collect(Collectors.toList());
    }

    /** How many tasks wait for one of the threads that all sessions share. */
    public long workersWaiting() {
        return policies.workers().waiting();
    }

    /** Ends all work. */
    @PreDestroy
    public void close() {
        kept.close();
        policies.close();
    }
}
