package org.dotgate.callout.redis;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutService;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.HardAttempt;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.probe.Prober;
import org.dotgate.callout.probe.SmtpProber;
import org.dotgate.callout.route.Route;
import org.dotgate.callout.route.Routes;
import org.dotgate.callout.route.Target;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.StoreUrl;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Workers;

/**
 * A process of its own that asks, as a node does or as a calloutd, until it is killed. What a node says on its standard output
 * is what clients have been told: {@code pending ADDRESS} or {@code known ADDRESS}.
 */
public final class DoomedProcess {
    /** So much silence is death. */
    static final Duration SILENCE = Duration.ofMillis(1500);
    static final int ADDRESSES = 30;
    private static final int AT_ONCE = 50;

    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(2, 1000);
    private final RedisStore store;
    private final Prober prober;
    private final CalloutSettings settings;

    private DoomedProcess(String url, String port) throws Exception {
        store = new RedisStore(StoreUrl.parse(url), Duration.ofSeconds(2), timer);
        RedisMxLimits limits = new RedisMxLimits(store.calls(), new LocalMxLimits(timer), timer, Duration.ofSeconds(2), Duration.ofMinutes(1));
        prober = new SmtpProber(new OneHost(), limits, timer, new SecureRandom(), 1);
        settings = CalloutSettings.from(Section.of(IniFile.parse("[callout]\nsoft = rcpt 400ms\nhard = rcpt 5s\nhelo = mx.example.test\n"
                + "catch-all = no\nallow-private = yes\nper-mx-connections = 100\nper-mx-per-minute = 10000\nserver = redis\nport = "
                + port + "\n", "test"), "callout"));
    }

    /** @param arguments calloutd or node, the store's URL, the exchanger's port, and a name that no other has */
    public static void main(String[] arguments) throws Exception {
        DoomedProcess process = new DoomedProcess(arguments[1], arguments[2]);
        if (arguments[0].equals("calloutd")) {
            process.work(arguments[3]);
        } else {
            process.ask(arguments[3]);
        }
        new CompletableFuture<Void>().join();
    }

    private void work(String name) {
        HardAttempt attempt = new HardAttempt(store, prober, timer, workers);
        new RedisWorker(store.calls(), work -> attempt.run(settings, work).thenApply(HardAttempt.Outcome::next), name, AT_ONCE,
                SILENCE, timer, workers).start();
    }

    /** Every address, three at a time. */
    private void ask(String name) {
        CalloutService service = new CalloutService(store, prober, timer, workers, settings, new RedisQueue(store.calls(), timer));
        for (int i = 0; i < ADDRESSES; i += 3) {
            CompletableFuture.allOf(ask(service, "slow" + i, name), ask(service, "quick" + (i + 1), name),
                    ask(service, "none" + (i + 2), name)).join();
        }
    }

    private CompletableFuture<Void> ask(CalloutService service, String local, String name) {
        String address = local + name + "@example.test";
        return service.ask(settings, new CalloutQuestion(address, "mx")).thenAccept(result -> {
            synchronized (System.out) {
                System.out.println((result.answer().isPresent() ? "known " : "pending ") + address);
                System.out.flush();
            }
        });
    }

    /** Every domain's mail exchanger is this machine. */
    private static final class OneHost implements Routes {
        @Override
        public CompletionStage<Route> find(String domain, boolean allowPrivate) {
            return CompletableFuture.completedFuture(
                    Route.to(List.of(new Target("mx.example.test", InetAddress.getLoopbackAddress()))));
        }

        @Override
        public boolean mayConnect(InetAddress address, boolean allowPrivate) {
            return true;
        }
    }
}
