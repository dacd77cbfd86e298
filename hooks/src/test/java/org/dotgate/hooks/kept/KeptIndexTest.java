package org.dotgate.hooks.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.james.mailrepository.api.MailKey;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a repository is looked through, and who waits for it. */
@Timeout(60)
class KeptIndexTest {
    private final ManualTimer timer = new ManualTimer();
    private final SlowListing listing = new SlowListing();
    private final KeptIndex index = new KeptIndex(listing, timer);

    /** Gives a key for each permit that it gets. */
    private static final class SlowListing implements KeptIndex.Listing {
        private final ConcurrentSkipListSet<String> there = new ConcurrentSkipListSet<>(List.of("a", "b", "c"));
        private final Semaphore permits = new Semaphore(1_000_000);
        private final AtomicInteger lists = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();
        private volatile RuntimeException trouble;
        private volatile RuntimeException troubleLater;

        @Override
        public Iterator<MailKey> list() {
            lists.incrementAndGet();
            if (trouble != null) {
                throw trouble;
            }
            Iterator<String> keys = there.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    permits.acquireUninterruptibly();
                    if (troubleLater != null) {
                        throw troubleLater;
                    }
                    return keys.hasNext();
                }

                @Override
                public MailKey next() {
                    told.incrementAndGet();
                    return new MailKey(keys.next());
                }
            };
        }
    }

    @AfterEach
    void end() {
        index.close();
        listing.permits.release(1_000_000);
        await(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().equals(KeptIndex.THREAD)).count();
    }

    private static void await(BooleanSupplier so) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("given up").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    /** How many looks there have been, when none goes on. */
    private int looks() {
        await(() -> threads() == 0);
        return listing.lists.get();
    }

    private CompletableFuture<KeptIndex.View> request() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return index.view(0, 10);
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void repositoryShouldBeLookedThroughOnceWhenManyAsk() throws Exception {
        listing.permits.drainPermits();
        List<CompletableFuture<KeptIndex.View>> requests = List.of(request(), request(), request());
        await(() -> timer.pending() == 3 && listing.lists.get() == 1);
        listing.permits.release(1_000_000);

        for (CompletableFuture<KeptIndex.View> request : requests) {
            assertThat(request.get(20, TimeUnit.SECONDS).keys()).containsExactly("c", "b", "a");
        }
        for (int at = 0; at < 100; at++) {
            assertThat(index.view(0, 10).asOf()).contains(timer.now());
        }
        assertThat(looks()).isEqualTo(1);
        assertThat(listing.told).hasValue(3);
    }

    @Test
    void requestShouldWaitNoLongerThanItsPatienceWhenTheFirstLookIsSlow() throws Exception {
        listing.permits.drainPermits();
        CompletableFuture<KeptIndex.View> request = request();
        await(() -> timer.pending() == 1 && listing.lists.get() == 1);
        index.kept("own");
        timer.turn(KeptIndex.PATIENCE);

        KeptIndex.View view = request.get(20, TimeUnit.SECONDS);
        assertThat(view.asOf()).as("not all may be known").isEmpty();
        assertThat(view.keys()).containsExactly("own");
        listing.permits.release(1_000_000);
        await(() -> threads() == 0);
        assertThat(index.view(0, 10).keys()).containsExactly("own", "c", "b", "a");
        assertThat(looks()).as("the first look was enough").isEqualTo(1);
    }

    @Test
    void requestShouldNotWaitWhenItIsTheFirstForLong() throws Exception {
        index.view(0, 10);
        listing.there.remove("c");
        listing.there.add("d");
        timer.turn(KeptIndex.REFRESH.minusMillis(1));
        assertThat(index.view(0, 10).keys()).containsExactly("c", "b", "a");
        assertThat(looks()).isEqualTo(1);
        timer.turn(Duration.ofMillis(1));
        listing.permits.drainPermits();

        KeptIndex.View old = index.view(0, 10);

        assertThat(old.keys()).containsExactly("c", "b", "a");
        assertThat(old.asOf()).contains(timer.now().minus(KeptIndex.REFRESH));
        listing.permits.release(1_000_000);
        await(() -> threads() == 0);
        KeptIndex.View fresh = index.view(0, 10);
        assertThat(fresh.keys()).containsExactly("d", "b", "a");
        assertThat(fresh.asOf()).contains(timer.now());
    }

    @Test
    void looksShouldBeRarerWhenEachTakesLong() throws Exception {
        listing.permits.drainPermits();
        CompletableFuture<KeptIndex.View> first = request();
        await(() -> listing.lists.get() == 1 && timer.pending() == 1);
        timer.turn(Duration.ofSeconds(10));
        first.get(20, TimeUnit.SECONDS);
        listing.permits.release(1_000_000);
        await(() -> threads() == 0);

        timer.turn(Duration.ofSeconds(10 * KeptIndex.REST).minusMillis(1));
        index.view(0, 10);
        assertThat(looks()).isEqualTo(1);
        timer.turn(Duration.ofMillis(1));
        index.view(0, 10);
        await(() -> listing.lists.get() == 2);
    }

    @Test
    void whatIsKnownShouldStayWhenALookFails() throws Exception {
        index.view(0, 10);
        listing.trouble = new IllegalStateException("down");
        timer.turn(KeptIndex.REFRESH);
        index.view(0, 10);
        await(() -> threads() == 0);

        KeptIndex.View old = index.view(0, 10);

        assertThat(old.keys()).containsExactly("c", "b", "a");
        assertThat(old.asOf()).contains(timer.now().minus(KeptIndex.REFRESH));
        assertThat(looks()).as("tried again no sooner").isEqualTo(2);
    }

    @Test
    void requestShouldFailWhenNothingIsKnownAndTheNextTryAgain() throws Exception {
        listing.trouble = new IllegalStateException("down");
        assertThatThrownBy(() -> index.view(0, 10)).isInstanceOf(ExecutionException.class);
        listing.trouble = null;

        assertThat(index.view(0, 10).keys()).containsExactly("c", "b", "a");
    }

    @Test
    void failureShouldBeToldWhenItTookLongerThanARequestWaits() throws Exception {
        listing.permits.drainPermits();
        CompletableFuture<KeptIndex.View> request = request();
        await(() -> timer.pending() == 1 && listing.lists.get() == 1);
        timer.turn(KeptIndex.PATIENCE);
        assertThat(request.get(20, TimeUnit.SECONDS).asOf()).as("not known yet").isEmpty();
        listing.troubleLater = new IllegalStateException("down");
        listing.permits.release(1_000_000);
        await(() -> threads() == 0);

        assertThatThrownBy(() -> index.view(0, 10)).hasRootCauseMessage("down");
        assertThatThrownBy(() -> index.view(0, 10)).hasRootCauseMessage("down");
        assertThat(looks()).as("it rests for as long as the look took").isEqualTo(1);
        listing.troubleLater = null;
        timer.turn(KeptIndex.PATIENCE);
        index.view(0, 10);
        await(() -> threads() == 0);
        assertThat(index.view(0, 10).keys()).containsExactly("c", "b", "a");
        assertThat(looks()).isEqualTo(2);
    }

    @Test
    void lookShouldEndWhenJamesStops() throws Exception {
        for (int at = 0; at < 2_000; at++) {
            listing.there.add("m" + at);
        }
        listing.permits.drainPermits();
        CompletableFuture<KeptIndex.View> request = request();
        await(() -> timer.pending() == 1 && listing.lists.get() == 1);
        index.close();
        listing.permits.release(600);

        await(() -> threads() == 0);
        assertThat(listing.told.get()).isLessThan(600);
        assertThatThrownBy(() -> request.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> index.view(0, 10)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(looks()).as("there is no other").isEqualTo(1);
    }
}
