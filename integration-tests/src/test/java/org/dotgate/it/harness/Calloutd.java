package org.dotgate.it.harness;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.HardAttempt;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.redis.RedisMxLimits;
import org.dotgate.callout.redis.RedisWorker;
import org.dotgate.callout.route.DnsRoutes;
import org.dotgate.dns.DnsSettings;
import org.dotgate.dns.DnsjavaDns;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.StoreUrl;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Workers;

/** A callout server of the same parts as the command {@code calloutd}, in this JVM. Started and ended by the test. */
public final class Calloutd implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(2, 1000);
    private final DnsjavaDns dns;
    private final RedisStore store;
    private final RedisMxLimits limits;
    private final Prober prober;
    private final HardAttempt attempt;
    private final RedisWorker worker;

    private Calloutd(String url, CalloutSettings settings, String resolver) {
        dns = new DnsjavaDns(resolver, timer, workers);
        store = new RedisStore(StoreUrl.parse(url), Duration.ofSeconds(60), timer);
        limits = new RedisMxLimits(store.calls(), new LocalMxLimits(timer), timer);
        prober = new SmtpProber(new DnsRoutes(dns, timer), limits, timer, new SecureRandom(), 1);
        attempt = new HardAttempt(store, prober, timer, workers);
        worker = new RedisWorker(store.calls(), work -> attempt.run(settings, work).thenApply(HardAttempt.Outcome::next),
                "calloutd-" + NAMES.incrementAndGet(), 100, RedisWorker.SILENCE, timer, workers);
        worker.start();
    }

    /**
     * Starts one.
     *
     * @param url of the Redis server
     * @param ini a dotgate.ini with a {@code [callout]} section
     */
    public static Calloutd start(String url, String ini) throws SettingsException {
        Section section = Section.of(IniFile.parse(ini, "calloutd.ini"), CalloutSettings.SECTION);
        return new Calloutd(url, CalloutSettings.from(section), DnsSettings.from(section).resolver());
    }

    @Override
    public void close() {
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
