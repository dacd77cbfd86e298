package org.dotgate.callout.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.limit.MxLimits.Place;
import org.dotgate.time.ManualTimer;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at a few names and addresses: never more than there may be, nobody forgotten, nothing left behind. */
@Timeout(60)
class LocalMxLimitsRaceTest {
    private static final int THREADS = 8;
    private static final int EACH = 2000;
    private static final int HOSTS = 5;
    private static final int ADDRESSES = 4;
    private static final PerMx MOST = new PerMx(3, 1_000_000);

    private final ManualTimer timer = new ManualTimer();
    private final LocalMxLimits limits = new LocalMxLimits(timer);
    private final Map<Object, AtomicInteger> present = new ConcurrentHashMap<>();
    private final AtomicInteger tooMany = new AtomicInteger();

    @RepeatedTest(5)
    void limitsShouldHoldWhileThreadsEnterLeaveAndCancel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ExecutorService leavers = Executors.newFixedThreadPool(2);
        AtomicInteger served = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(THREADS * EACH);
        List<Future<?>> all = new ArrayList<>();
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                all.add(threads.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        String host = "mx" + random.nextInt(HOSTS) + ".test";
                        int address = random.nextInt(ADDRESSES);
                        boolean cancels = random.nextInt(4) == 0;
                        boolean leavesAtOnce = random.nextBoolean();
                        CompletableFuture<Place> entered = limits.enter(host, LocalMxLimitsTest.address(address), MOST);
                        entered.whenComplete((place, failure) -> {
                            if (failure != null) {
                                cancelled.incrementAndGet();
                                ended.countDown();
                                return;
                            }
                            come(host);
                            come(address);
                            Runnable leaving = () -> {
                                go(host);
                                go(address);
                                served.incrementAndGet();
                                place.leave();
                                place.leave();
                                ended.countDown();
                            };
                            if (leavesAtOnce) {
                                leaving.run();
                            } else {
                                leavers.execute(leaving);
                            }
                        });
                        if (cancels) {
                            entered.cancel(false);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).as("all served or cancelled; waiting %s", limits.waiting()).isTrue();
        } finally {
            threads.shutdownNow();
            leavers.shutdown();
            leavers.awaitTermination(60, TimeUnit.SECONDS);
        }

        assertThat(tooMany).hasValue(0);
        assertThat(served.get() + cancelled.get()).isEqualTo(THREADS * EACH);
        assertThat(limits.waiting()).isZero();
        timer.turn(Duration.ofMinutes(1));
        limits.enter("last.test", LocalMxLimitsTest.address(99), MOST).join().leave();
        assertThat(limits.remembered()).isEqualTo(2);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void allShouldBeServedWhenTheMinuteOpensOnTheTimersThread() throws Exception {
        PerMx few = new PerMx(2, 10);
        AtomicInteger served = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        try {
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        limits.enter("mx.test", LocalMxLimitsTest.address(1), few).thenAccept(place -> {
                            served.incrementAndGet();
                            place.leave();
                        });
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        for (int minute = 1; minute <= 20; minute++) {
            assertThat(served).hasValue(10 * minute);
            timer.turn(Duration.ofMinutes(1));
        }
        assertThat(limits.waiting()).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void placesShouldBeGivenBackWhenCancellingMeetsGiving() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (SystemTimer clock = new SystemTimer(); LocalMxLimits real = new LocalMxLimits(clock)) {
            PerMx one = new PerMx(1, 1_000_000);
            for (int i = 0; i < 5000; i++) {
                Place place = real.enter("mx.test", LocalMxLimitsTest.address(1), one).get(60, TimeUnit.SECONDS);
                CompletableFuture<Place> second = real.enter("mx.test", LocalMxLimitsTest.address(1), one);
                Future<?> leaving = threads.submit(place::leave);
                Future<?> cancelling = threads.submit(() -> second.cancel(false));
                leaving.get();
                cancelling.get();
                if (!second.isCancelled()) {
                    second.join().leave();
                }
            }
            assertThat(real.waiting()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private void come(Object what) {
        if (present.computeIfAbsent(what, made -> new AtomicInteger()).incrementAndGet() > MOST.connections()) {
            tooMany.incrementAndGet();
        }
    }

    private void go(Object what) {
        present.get(what).decrementAndGet();
    }
}
