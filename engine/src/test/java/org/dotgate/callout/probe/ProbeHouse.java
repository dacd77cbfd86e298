package org.dotgate.callout.probe;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.callout.route.Route;
import org.dotgate.callout.route.Routes;
import org.dotgate.callout.route.Target;
import org.dotgate.time.ManualTimer;

/** A prober whose clock is turned by hand, whose routes are given, and whose limits are counted. */
final class ProbeHouse implements AutoCloseable {
    static final String ANNA = "anna@example.test";
    /** How long a test waits for what takes milliseconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final ManualTimer timer = new ManualTimer();
    final FakeRoutes routes = new FakeRoutes();
    final FakeLimits limits = new FakeLimits();
    final SmtpProber prober = new SmtpProber(routes, limits, timer, new Random(1), 2, ProbeHouse::meaning);
    private int port;

    /** The targets of every domain are these exchangers, in this order. */
    ProbeHouse(ScriptedMx... exchangers) {
        if (exchangers.length > 0) {
            routeTo(exchangers);
        }
    }

    /** From now on these are the targets of every domain. */
    void routeTo(ScriptedMx... exchangers) {
        List<Target> targets = new ArrayList<>();
        for (ScriptedMx mx : exchangers) {
            targets.add(new Target("mx" + (targets.size() + 1) + ".test", mx.address()));
            port = mx.port();
        }
        routes.route = CompletableFuture.completedFuture(Route.to(targets));
    }

    /** Greeting 30s, all else 3s, 20s in all; {@link #ANNA} is asked for from {@code <>}. */
    ProbeRequest.Builder request() {
        return about(ANNA);
    }

    ProbeRequest.Builder about(String address) {
        return ProbeRequest.about(address).helo("dotgate.test").timeouts(timeouts(Duration.ofSeconds(20))).port(port).allowPrivate(true);
    }

    static Timeouts timeouts(Duration total) {
        return timeouts(Duration.ofSeconds(30), total);
    }

    static Timeouts timeouts(Duration greeting, Duration total) {
        Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, Duration.ofSeconds(3));
        }
        stages.put(Stage.GREETING, greeting);
        return new Timeouts(stages, total);
    }

    CompletableFuture<ProbeResult> start() {
        return prober.probe(request().build());
    }

    ProbeResult ask() {
        return ask(request());
    }

    ProbeResult ask(ProbeRequest.Builder request) {
        return result(prober.probe(request.build()));
    }

    static ProbeResult result(CompletableFuture<ProbeResult> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("no result", e);
        }
    }

    /**
     * Turns the clock second by second until there is a result; so slowly that whoever is asked next, and answers, has done so
     * before the clock cuts him off, too.
     */
    ProbeResult turnUntilResult(CompletableFuture<ProbeResult> future) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> {
            timer.turn(Duration.ofSeconds(1));
            return future.isDone();
        });
        return result(future);
    }

    /** Waits until nothing of any probe is left. */
    void waitUntilIdle() {
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE)
                .until(() -> prober.underWay() == 0 && limits.held.get() == 0);
    }

    @Override
    public void close() {
        prober.close();
    }

    /** What replies mean, as far as these tests need it; by the codes only. */
    static Meaning meaning(Stage stage, RemoteReply reply) {
        String enhanced = reply.lines().get(0).split(" ", 2)[0];
        boolean rcpt = stage == Stage.RCPT;
        if (reply.isPositive()) {
            return Meaning.ACCEPTED;
        }
        if (reply.code() / 100 == 4) {
            return reply.code() == 450 ? Meaning.COME_AGAIN : Meaning.TEMPORARY;
        }
        switch (enhanced) {
            case "5.1.10":
                return Meaning.NO_MAIL;
            case "5.1.8":
                return Meaning.BAD_SENDER;
            case "5.1.1":
                return rcpt ? Meaning.NO_SUCH_ADDRESS : Meaning.UNCLEAR;
            case "5.2.2":
                return rcpt ? Meaning.EXISTS : Meaning.UNCLEAR;
            default:
                return enhanced.startsWith("5.7.") || reply.code() / 100 == 5 && !rcpt ? Meaning.REFUSES_US : Meaning.UNCLEAR;
        }
    }

    /** Routes that a test gives. */
    static final class FakeRoutes implements Routes {
        volatile CompletableFuture<Route> route = new CompletableFuture<>();
        final List<String> domains = new CopyOnWriteArrayList<>();
        final Map<InetAddress, Boolean> forbidden = new ConcurrentHashMap<>();

        @Override
        public CompletableFuture<Route> find(String domain, boolean allowPrivate) {
            domains.add(domain);
            return route;
        }

        @Override
        public boolean mayConnect(InetAddress address, boolean allowPrivate) {
            return allowPrivate && !forbidden.containsKey(address);
        }
    }

    /** Lets everybody in, unless told to make wait. */
    static final class FakeLimits implements MxLimits {
        final AtomicInteger held = new AtomicInteger();
        final List<String> entered = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Place>> waiting = new CopyOnWriteArrayList<>();
        volatile boolean full;

        @Override
        public CompletableFuture<Place> enter(String host, InetAddress address, PerMx most) {
            entered.add(host);
            if (full) {
                CompletableFuture<Place> place = new CompletableFuture<>();
                waiting.add(place);
                return place;
            }
            return CompletableFuture.completedFuture(place());
        }

        Place place() {
            held.incrementAndGet();
            AtomicInteger left = new AtomicInteger();
            return () -> {
                if (left.getAndIncrement() == 0) {
                    held.decrementAndGet();
                }
            };
        }
    }
}
