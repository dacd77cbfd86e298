package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.store.HeldStore;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

/** The queue of a process: what is in it, in which order, and what of it the store knows. */
class StoreQueueTest {
    private static final Duration ALL = Duration.ofNanos(-1);

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore memory = new MemoryStore(timer);
    private final HeldStore store = new HeldStore(memory);
    private final StoreQueue queue = queue(1000);

    private StoreQueue queue(int most) {
        return new StoreQueue(store, timer, new StoreTrouble(), most);
    }

    private CalloutWork work(String key, int dueInSeconds) {
        return new CalloutWork(key, new CalloutQuestion(key + "@example.org", "mx"), timer.now(), timer.now().plusSeconds(dueInSeconds), 0);
    }

    private static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isCompleted();
        return stage.toCompletableFuture().join();
    }

    private List<String> taken(StoreQueue from) {
        List<String> taken = new ArrayList<>();
        for (Optional<CalloutWork> work = from.take(); work.isPresent(); work = from.take()) {
            taken.add(work.get().key());
        }
        return taken;
    }

    private String stored(String key) {
        return now(memory.get(StoreQueue.TABLE, key)).map(entry -> entry.value()).orElse(null);
    }

    private void put(String key, String value) {
        now(memory.replace(StoreQueue.TABLE, key, stored(key), value, timer.now().plus(Duration.ofDays(1))));
    }

    @Test
    void workShouldBeTakenWhenItIsDueTheOldestFirst() {
        queue.add(work("c", 30));
        queue.add(work("a", 10));
        queue.add(work("b", 0));
        assertThat(queue.nextDue()).contains(Duration.ZERO);
        assertThat(taken(queue)).containsExactly("b");
        assertThat(queue.nextDue()).contains(Duration.ofSeconds(10));
        timer.turn(Duration.ofSeconds(30));
        assertThat(taken(queue)).containsExactly("a", "c");
        assertThat(queue.nextDue()).isEmpty();
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void workShouldBeStoredBeforeItCountsAsAdded() {
        store.hold();
        CompletableFuture<Boolean> added = queue.add(work("a", 0)).toCompletableFuture();
        assertThat(added).isNotDone();
        assertThat(queue.take()).isEmpty();
        assertThat(now(queue.find("a"))).as("it is on its way").isPresent();
        store.letGo();

        assertThat(now(added)).isTrue();
        assertThat(stored("a")).isNotNull();
    }

    @Test
    void workShouldBeAddedOnceEvenIfItIsUnderWayOrAnotherProcessHasIt() {
        assertThat(now(queue.add(work("a", 0)))).isTrue();
        assertThat(now(queue.add(work("a", 5)))).isFalse();
        queue.take();
        assertThat(now(queue.add(work("a", 5)))).isFalse();
        assertThat(now(queue(10).add(work("a", 5)))).isFalse();
        assertThat(now(queue(10).find("a"))).isPresent();
        queue.done(work("a", 0));
        assertThat(now(queue.find("a"))).isEmpty();
        assertThat(now(queue.add(work("a", 5)))).isTrue();
    }

    @Test
    void workShouldBeRefusedWhenTooMuchWaits() {
        StoreQueue small = queue(2);
        small.add(work("a", 0));
        small.add(work("b", 0));
        CompletableFuture<Boolean> added = small.add(work("c", 0)).toCompletableFuture();

        assertThat(added).isCompletedExceptionally();
        assertThat(added.handle((done, error) -> error).join()).isInstanceOf(QueueFullException.class);
        assertThat(stored("c")).isNull();
        small.take();
        assertThat(small.add(work("c", 0)).toCompletableFuture()).as("what is under way counts").isCompletedExceptionally();
        small.done(work("a", 0));
        assertThat(now(small.add(work("c", 0)))).isTrue();
    }

    @Test
    void workShouldBeInMemoryWhenTheStoreFailsAndStoredWithTheNextTry() {
        memory.fail("disk full");
        assertThat(now(queue.add(work("a", 0)))).isTrue();
        CalloutWork taken = queue.take().orElseThrow();
        assertThat(now(queue.isStill(taken))).isTrue();
        memory.fail(null);
        queue.again(taken.again(timer.now().plusSeconds(60)));

        assertThat(WorkText.read("a", stored("a")).orElseThrow().tries()).isEqualTo(1);
        queue.done(taken);
        assertThat(stored("a")).as("whoever holds it").isNull();
    }

    @Test
    void workThatAnotherProcessHasDoneShouldBeWorkNoMore() {
        queue.add(work("a", 0));
        CalloutWork taken = queue.take().orElseThrow();
        put("a", null);

        assertThat(now(queue.isStill(taken))).isFalse();
        assertThat(now(queue.find("a"))).isEmpty();
        assertThat(taken(queue)).isEmpty();
    }

    @Test
    void workThatAnotherProcessHasPutOffShouldWaitAsLong() {
        queue.add(work("a", 0));
        CalloutWork taken = queue.take().orElseThrow();
        put("a", WorkText.write(taken.again(timer.now().plusSeconds(60))));

        assertThat(now(queue.isStill(taken))).isFalse();
        assertThat(queue.nextDue()).contains(Duration.ofSeconds(60));
        timer.turn(Duration.ofSeconds(60));
        assertThat(queue.take().orElseThrow().tries()).isEqualTo(1);
    }

    @Test
    void whatTheStoreHasShouldBeTakenUpPageByPageAsFarAsThereIsRoom() {
        for (int i = 0; i < 1200; i++) {
            put(String.format("k%04d", i), WorkText.write(work("x", 0)));
        }
        put("k0700", "of another version");
        AtomicInteger calls = new AtomicInteger();
        StoreQueue large = queue(5000);
        large.onArrival(calls::incrementAndGet);
        now(large.takeUp(ALL));
        StoreQueue small = queue(700);
        now(small.takeUp(ALL));

        assertThat(large.waiting()).isEqualTo(1199);
        assertThat(stored("k0700")).isNull();
        assertThat(calls).as("once a page").hasValue(3);
        assertThat(store.lists).isEqualTo(5);
        assertThat(small.waiting()).isEqualTo(700);
        now(large.takeUp(ALL));
        assertThat(large.waiting()).as("nothing twice").isEqualTo(1199);
    }

    @Test
    void onlyWhatIsLateShouldBeTakenUpFromOthers() {
        Instant now = timer.now();
        put("late", WorkText.write(new CalloutWork("late", new CalloutQuestion("a@b", ""), now, now.minusSeconds(121), 0)));
        put("due", WorkText.write(new CalloutWork("due", new CalloutQuestion("a@b", ""), now, now.minusSeconds(119), 0)));
        now(queue.takeUp(Duration.ofMinutes(2)));

        assertThat(taken(queue)).containsExactly("late");
    }

    @Test
    void nothingShouldBeTakenFromAClosedQueueNorLost() {
        queue.add(work("a", 0));
        queue.close();

        assertThat(queue.take()).isEmpty();
        assertThat(queue.add(work("b", 0)).toCompletableFuture()).isCompletedExceptionally();
        assertThat(stored("a")).isNotNull();
    }
}
