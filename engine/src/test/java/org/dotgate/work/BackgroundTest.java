package org.dotgate.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final List<String> entered = new ArrayList<>();

    @Test
    void tryEnterShouldFailWhenPlacesAreTaken() {
        Background background = new Background(2);

        assertThat(List.of(background.tryEnter(), background.tryEnter(), background.tryEnter()))
                .containsExactly(true, true, false);
        assertThat(background.taken()).isEqualTo(2);
    }

    @Test
    void enterShouldWaitInOrderWhenPlacesAreTaken() {
        Background background = new Background(1);
        background.enter(() -> entered.add("first"));
        background.enter(() -> entered.add("second"));
        background.enter(() -> entered.add("third"));
        assertThat(entered).containsExactly("first");

        background.leave();
        assertThat(entered).containsExactly("first", "second");
        background.leave();
        background.leave();

        assertThat(entered).containsExactly("first", "second", "third");
        assertThat(background.taken()).isZero();
    }

    @Test
    void enterShouldLetOneInWhenThereAreNoPlaces() {
        Background background = new Background(0);

        background.enter(() -> entered.add("required"));

        assertThat(entered).containsExactly("required");
        assertThat(background.tryEnter()).as("optional work").isFalse();
    }

    @Test
    void allShouldBeLetInWhenPlacesAreAdded() {
        Background background = new Background(1);
        for (int i = 0; i < 5; i++) {
            background.enter(() -> entered.add("one"));
        }

        background.resize(4);

        assertThat(entered).hasSize(4);
        assertThat(background.taken()).isEqualTo(4);
    }

    @Test
    void nobodyShouldBeLetInWhenPlacesWereTakenAway() {
        Background background = new Background(3);
        for (int i = 0; i < 4; i++) {
            background.enter(() -> entered.add("one"));
        }

        background.resize(1);
        background.leave();
        background.leave();
        assertThat(entered).as("two are still inside").hasSize(3);
        background.leave();

        assertThat(entered).hasSize(4);
        assertThat(background.taken()).isEqualTo(1);
    }

    @Test
    void isBackloggedShouldTellWhenFiveTimesThePlacesWait() {
        Background background = new Background(2);
        for (int i = 0; i < 2 + 9; i++) {
            background.enter(() -> {});
        }
        assertThat(background.isBacklogged()).isFalse();

        background.enter(() -> {});

        assertThat(background.isBacklogged()).isTrue();
        background.leave();
        assertThat(background.isBacklogged()).isFalse();
    }

    @Test
    void placesShouldNeverBeExceededWhenManyThreadsComeAndGo() throws Exception {
        Background background = new Background(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int visits = 20_000;
        CountDownLatch left = new CountDownLatch(visits);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        for (int i = 0; i < visits; i++) {
            pool.execute(() -> background.enter(() -> pool.execute(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                background.leave();
                left.countDown();
            })));
        }

        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(most.get()).isBetween(1, 3);
        assertThat(background.taken()).isZero();
    }
}
