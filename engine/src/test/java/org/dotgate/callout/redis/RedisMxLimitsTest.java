package org.dotgate.callout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.limit.LocalMxLimits;
import org.dotgate.callout.limit.MxLimits.Place;
import org.dotgate.callout.limit.PerMx;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/**
 * Time passes by itself here, for it is the server's. Places are held for long, and the minute has sixty, but where a test waits
 * for their end: a machine that pauses must end neither before its time.
 */
class RedisMxLimitsTest {
    private static final Duration HELD = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofHours(1);
    private static final Duration SHORT_MINUTE = Duration.ofMillis(1500);
    private static final String HOST = "mx.example.test";
    private static RealRedis server;

    private final SystemTimer timer = new SystemTimer();
    private final List<AutoCloseable> open = new ArrayList<>();
    private InetAddress address;
    private RedisMxLimits one;
    private RedisMxLimits two;

    @BeforeAll
    static void startServer() throws IOException {
        server = new RealRedis();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() throws UnknownHostException {
        server.ask(Command.FLUSHALL);
        address = InetAddress.getByName("192.0.2.1");
        one = node();
        two = node();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        timer.close();
    }

    private RedisMxLimits node() {
        return node(HELD, MINUTE);
    }

    private RedisMxLimits node(Duration held, Duration minute) {
        RedisStore store = new RedisStore(server.url(), Duration.ofSeconds(60), timer);
        open.add(store);
        RedisMxLimits node = new RedisMxLimits(store.calls(), new LocalMxLimits(timer), timer, held, minute);
        open.add(node);
        return node;
    }

    private static Place got(CompletableFuture<Place> place) throws InterruptedException, ExecutionException, TimeoutException {
        return place.get(60, TimeUnit.SECONDS);
    }

    private static void awaitWaiting(CompletableFuture<Place> place) {
        await().during(Duration.ofMillis(150)).until(() -> !place.isDone());
    }

    /** Until when, by the server's clock, the one place of the host is held, in milliseconds. */
    private static double heldUntil() {
        List<?> place = (List<?>) server.ask(Command.ZRANGE, "dotgate:callout.held:host:" + HOST, "0", "0", "WITHSCORES");
        return Double.parseDouble(new String((byte[]) place.get(1), StandardCharsets.US_ASCII));
    }

    private static long members(String set) {
        return (Long) server.ask(Command.ZCARD, set);
    }

    @Test
    void connectionsOfAllNodesShouldBeCounted() throws Exception {
        PerMx most = new PerMx(2, 100);
        Place first = got(one.enter(HOST, address, most));
        got(two.enter(HOST, address, most));

        CompletableFuture<Place> third = two.enter(HOST, address, most);
        awaitWaiting(third);
        first.leave();

        got(third);
    }

    @Test
    void connectionsShouldBeCountedByAddressTooWhateverTheNameAndItsCase() throws Exception {
        PerMx most = new PerMx(1, 100);
        Place first = got(one.enter("MX.example.test", address, most));
        CompletableFuture<Place> byName = two.enter(HOST, InetAddress.getByName("192.0.2.2"), most);
        CompletableFuture<Place> byAddress = two.enter("other.example.test", address, most);
        got(two.enter("third.example.test", InetAddress.getByName("192.0.2.3"), most));
        awaitWaiting(byName);
        awaitWaiting(byAddress);

        first.leave();

        got(byName);
        got(byAddress);
    }

    @Test
    void beginningsOfAllNodesShouldBeCountedWithinAMinute() throws Exception {
        PerMx most = new PerMx(10, 3);
        RedisMxLimits first = node(HELD, SHORT_MINUTE);
        RedisMxLimits second = node(HELD, SHORT_MINUTE);
        long begin = System.nanoTime();
        got(first.enter(HOST, address, most)).leave();
        got(second.enter(HOST, address, most)).leave();
        got(first.enter(HOST, address, most)).leave();

        got(second.enter(HOST, address, most));

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SHORT_MINUTE.toNanos() - 5_000_000);
    }

    @Test
    void thoseOfOneNodeShouldBeServedInTheOrderOfArrival() throws Exception {
        PerMx most = new PerMx(1, 100);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        Place first = got(two.enter(HOST, address, most));
        for (int i = 0; i < 8; i++) {
            int number = i;
            all.add(one.enter(HOST, address, most).thenAccept(place -> {
                order.add(number);
                place.leave();
            }));
        }
        first.leave();

        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void placesShouldStayTakenWhileTheyAreHeld() throws Exception {
        PerMx most = new PerMx(1, 100);
        // held again every two seconds
        Duration held = Duration.ofSeconds(6);
        got(node(held, MINUTE).enter(HOST, address, most));
        double begun = heldUntil();

        CompletableFuture<Place> other = two.enter(HOST, address, most);

        await().until(() -> heldUntil() >= begun + held.toMillis());
        assertThat(other).isNotDone();
    }

    @Test
    void placesShouldComeFreeWhenTheirNodeIsGone() throws Exception {
        PerMx most = new PerMx(1, 100);
        RedisStore doomed = new RedisStore(server.url(), Duration.ofSeconds(60), timer);
        RedisMxLimits gone = new RedisMxLimits(doomed.calls(), new LocalMxLimits(timer), timer, Duration.ofMillis(600), MINUTE);
        got(gone.enter(HOST, address, most));
        doomed.close();

        got(one.enter(HOST, address, most));
    }

    @Test
    void nobodyShouldBeCountedWhenWaitingWasCancelled() throws Exception {
        PerMx most = new PerMx(1, 100);
        Place first = got(one.enter(HOST, address, most));
        CompletableFuture<Place> here = one.enter(HOST, address, most);
        CompletableFuture<Place> there = two.enter(HOST, address, most);
        awaitWaiting(there);

        here.cancel(false);
        there.cancel(false);
        CompletableFuture<Place> next = two.enter(HOST, address, most);
        awaitWaiting(next);
        first.leave();
        first.leave();

        got(next).leave();
        await().until(() -> members("dotgate:callout.held:host:" + HOST) == 0);
        assertThat(members("dotgate:callout.begun:address:192.0.2.1")).isEqualTo(2);
    }

    @Test
    void limitsOfThisProcessShouldHoldWhenTheServerIsGone() throws Exception {
        PerMx most = new PerMx(2, 100);
        // told again every second, so that the server hears of them when it comes back
        one = node(Duration.ofSeconds(3), MINUTE);
        two = node(Duration.ofSeconds(3), MINUTE);
        Place first = got(one.enter(HOST, address, most));
        server.stop();
        try {
            got(one.enter(HOST, address, most));
            CompletableFuture<Place> third = one.enter(HOST, address, most);
            awaitWaiting(third);
            first.leave();
            got(third);
            got(two.enter(HOST, address, most));
        } finally {
            server.start();
        }
        await().until(() -> members("dotgate:callout.held:host:" + HOST) == 3);
    }

    @Test
    void waitingShouldFailAndPlacesComeFreeWhenTheLimitsAreClosed() throws Exception {
        PerMx most = new PerMx(1, 100);
        got(one.enter(HOST, address, most));
        CompletableFuture<Place> here = one.enter(HOST, address, most);
        CompletableFuture<Place> there = two.enter(HOST, address, most);
        awaitWaiting(there);

        one.close();
        assertThat(here).isCompletedExceptionally();
        Place got = got(there);
        CompletableFuture<Place> next = two.enter(HOST, address, most);
        two.close();
        assertThat(next).isCompletedExceptionally();
        assertThat(two.enter(HOST, address, most)).isCompletedExceptionally();
        got.leave();
    }

    @Test
    void noMoreThanTheLimitShouldBeConnectedWhenManyNodesHurry() throws Exception {
        PerMx most = new PerMx(3, 10_000);
        AtomicInteger connected = new AtomicInteger();
        AtomicInteger mostConnected = new AtomicInteger();
        Random random = new Random(4711);
        List<CompletableFuture<Place>> all = new ArrayList<>();
        List<CompletableFuture<?>> done = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Place> place = (i % 2 == 0 ? one : two).enter(HOST, address, most);
            all.add(place);
            if (i % 10 == 0) {
                place.cancel(false);
            } else {
                long micros = random.nextInt(4000);
                done.add(place.thenCompose(taken -> {
                    mostConnected.accumulateAndGet(connected.incrementAndGet(), Math::max);
                    CompletableFuture<Void> left = new CompletableFuture<>();
                    timer.in(Duration.ofNanos(micros * 1000), () -> {
                        connected.decrementAndGet();
                        taken.leave();
                        left.complete(null);
                    });
                    return left;
                }));
            }
        }
        CompletableFuture.allOf(done.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
        assertThat(mostConnected).hasValueLessThanOrEqualTo(3);
        await().until(() -> members("dotgate:callout.held:host:" + HOST) == 0);
    }
}
