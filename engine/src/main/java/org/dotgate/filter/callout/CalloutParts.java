package org.dotgate.filter.callout;

import java.security.SecureRandom;
import java.util.Optional;
import org.dotgate.callout.CalloutQueue;
import org.dotgate.callout.CalloutService;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.CalloutSettings.Server;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.redis.RedisMxLimits;
import org.dotgate.callout.redis.RedisQueue;
import org.dotgate.callout.route.DnsRoutes;
import org.dotgate.dns.Dns;
import org.dotgate.dns.DnsSettings;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.NeedsThreads;
import org.dotgate.filter.SenderAuthentication;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.redis.RedisCalls;
import org.dotgate.store.registry.Stores;

/**
 * The one call-out service of a configuration, and what it is put together of: made when it is first asked for, and there for
 * as long as James runs, whatever is read meanwhile. Closed before the threads are, on which cut-off attempts go to the queue.
 */
public final class CalloutParts implements NeedsThreads {
    /** Event loops. One is never busy with all dialogues, and a second has nothing to wait for it. */
    private static final int LOOPS = 2;

    private final Server server;
    private final String resolver;
    private final CalloutService service;
    /** Closes them, when nobody asks any more. */
    private final Runnable limits;

    private CalloutParts(CalloutSettings settings, String resolver, Store store, Optional<RedisCalls> redis, Dns dns, FilterHost host) {
        this.server = settings.server();
        this.resolver = resolver;
        LocalMxLimits here = new LocalMxLimits(host.timer());
        if (redis.isPresent()) {
            RedisMxLimits all = new RedisMxLimits(redis.get(), here, host.timer());
            CalloutQueue queue = new RedisQueue(redis.get(), host.timer());
            this.limits = all::close;
            this.service = new CalloutService(store, prober(dns, all, host), host.timer(), host.workers(), settings, queue);
        } else {
            this.limits = here::close;
            this.service = new CalloutService(store, prober(dns, here, host), host.timer(), host.workers(), settings);
        }
    }

    private static Prober prober(Dns dns, MxLimits limits, FilterHost host) {
        return new SmtpProber(new DnsRoutes(dns, host.timer()), limits, host.timer(), new SecureRandom(), LOOPS);
    }

    /** As {@link CalloutFilterType.Maker} has it. */
    public static Callouts of(CalloutSettings settings, Section any, FilterHost host) throws SettingsException {
        Section section = any.sibling(CalloutSettings.SECTION);
        StoreSettings storeSettings = StoreSettings.from(any.sibling("store"));
        Store store = host.services().store(storeSettings);
        Optional<RedisCalls> redis = settings.server() == Server.REDIS ? Stores.server(store) : Optional.empty();
        if (settings.server() == Server.REDIS && redis.isEmpty()) {
            throw section.error(CalloutSettings.SERVER, "'redis' needs [store] url to name a Redis server, such as redis://host:6379/0");
        }
        Dns dns = SenderAuthentication.dns(any, host);
        String resolver = DnsSettings.from(section).resolver();
        CalloutParts parts = host.services().shared(CalloutParts.class,
                () -> new CalloutParts(settings, resolver, store, redis, dns, host));
        if (parts.server != settings.server() || !parts.resolver.equals(resolver)) {
            throw section.error("while senders are asked about, a change of 'server' or 'resolver' needs a restart of James");
        }
        return parts.service;
    }

    @Override
    public void close() {
        service.close();
        limits.run();
    }
}
