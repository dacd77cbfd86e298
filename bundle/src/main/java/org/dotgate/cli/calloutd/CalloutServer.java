package org.dotgate.cli.calloutd;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.HardAttempt;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.redis.RedisMxLimits;
import org.dotgate.callout.redis.RedisWorker;
import org.dotgate.callout.route.DnsRoutes;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.registry.Stores;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Workers;

/** The parts of a callout server: those of the engine that take work from the queue, ask, and store what is told. Thread-safe. */
final class CalloutServer implements AutoCloseable {
    private static final int LOOPS = 2;
    private static final int WAITING = 10_000;

    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(Math.max(2, Runtime.getRuntime().availableProcessors()), WAITING);
    private final DnsjavaDns dns;
    private final Store store;
    private final RedisMxLimits limits;
    private final Prober prober;
    private final HardAttempt attempt;
    private final RedisWorker worker;

    /**
     * Begins.
     *
     * @param resolver the DNS server; empty for the system's
     * @param stored names a Redis server
     * @param name under which it is known there; no other that lives has it
     * @param told is given a line on every probe; null to have none
     */
    CalloutServer(CalloutSettings settings, String resolver, StoreSettings stored, String name, Consumer<String> told) {
        dns = new DnsjavaDns(resolver, timer, workers);
        store = Stores.open(stored, Path.of(""), timer);
        RedisCalls calls = Stores.server(store).orElseThrow(() -> new IllegalArgumentException(stored.url() + " is no server"));
        limits = new RedisMxLimits(calls, new LocalMxLimits(timer), timer);
        Prober smtp = new SmtpProber(new DnsRoutes(dns, timer), limits, timer, new SecureRandom(), LOOPS);
        prober = told == null ? smtp : new ToldProber(smtp, told, Instant::now);
        attempt = new HardAttempt(store, prober, timer, workers);
        worker = new RedisWorker(calls, work -> make(settings, work), name, settings.probes(), RedisWorker.SILENCE, timer, workers);
        worker.start();
    }

    private CompletionStage<Optional<CalloutWork>> make(CalloutSettings settings, CalloutWork work) {
        return attempt.run(settings, work).thenApply(HardAttempt.Outcome::next);
    }

    /** Whether the queue is there, and work would be taken. */
    boolean isReady() {
        return worker.isReady();
    }

    /** What an operator should see to; empty for nothing. */
    Optional<String> problem() {
        return worker.trouble().or(this::storeTrouble).or(attempt::problem);
    }

    private Optional<String> storeTrouble() {
        return store.health().failingSince().flatMap(since -> store.health().problem());
    }

    /** Gives back what it has in hand, and ends. Waits for some seconds at most. */
    @Override
    public void close() {
        // first, so that what ends by the rest is nobody's answer
        worker.close();
        attempt.close();
        prober.close();
        limits.close();
        store.close();
        dns.close();
        workers.close();
        timer.close();
    }
}
