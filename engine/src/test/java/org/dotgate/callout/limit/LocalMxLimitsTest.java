package org.dotgate.callout.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.limit.MxLimits.Place;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LocalMxLimitsTest {
    private static final PerMx ONE = new PerMx(1, 1000);
    private static final PerMx TWO = new PerMx(2, 1000);

    private final ManualTimer timer = new ManualTimer();
    private final LocalMxLimits limits = new LocalMxLimits(timer);

    @Test
    void placeShouldBeThereAtOnceWhenThereIsRoom() {
        assertThat(enter("mx.test", 1, TWO)).isCompleted();
        assertThat(enter("mx.test", 1, TWO)).isCompleted();
        assertThat(timer.pending()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the same name at the same address | a.test | 1 | true
            the same name in capitals         | A.TEST | 1 | true
            the same name at another address  | a.test | 2 | true
            another name at the same address  | b.test | 1 | true
            another name at another address   | b.test | 2 | false
            """)
    void connectionsShouldBeCountedByNameAndByAddress(String label, String host, int address, boolean waits) {
        enter("a.test", 1, ONE);

        CompletableFuture<Place> second = enter(host, address, ONE);

        assertThat(second.isDone()).isEqualTo(!waits);
    }

    @Test
    void thoseWhoWaitShouldBeServedInTheOrderOfArrival() {
        Place place = enter("mx.test", 1, ONE).join();
        List<CompletableFuture<Place>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(enter("mx.test", i, ONE));
        }

        for (CompletableFuture<Place> next : all) {
            assertThat(all.subList(all.indexOf(next), 5)).noneMatch(CompletableFuture::isDone);
            place.leave();
            assertThat(next).isCompleted();
            place = next.join();
        }
        place.leave();
        assertThat(limits.waiting()).isZero();
    }

    @Test
    void placeShouldComeFreeOnceHoweverOftenItIsLeft() {
        Place first = enter("mx.test", 1, ONE).join();
        CompletableFuture<Place> second = enter("mx.test", 1, ONE);
        CompletableFuture<Place> third = enter("mx.test", 1, ONE);

        first.leave();
        first.leave();
        first.leave();

        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void minuteShouldSlide() {
        PerMx three = new PerMx(100, 3);
        leave(enter("mx.test", 1, three));
        timer.turn(Duration.ofSeconds(20));
        leave(enter("mx.test", 1, three));
        timer.turn(Duration.ofSeconds(20));
        leave(enter("mx.test", 1, three));
        CompletableFuture<Place> fourth = enter("mx.test", 1, three);
        CompletableFuture<Place> fifth = enter("mx.test", 1, three);

        timer.turn(Duration.ofSeconds(20).minusNanos(1));
        assertThat(fourth).isNotDone();
        timer.turn(Duration.ofNanos(1));
        assertThat(fourth).isCompleted();
        timer.turn(Duration.ofSeconds(20).minusNanos(1));
        assertThat(fifth).isNotDone();
        timer.turn(Duration.ofNanos(1));
        assertThat(fifth).isCompleted();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void minuteShouldBeCountedByAddressToo() {
        PerMx one = new PerMx(100, 1);
        leave(enter("a.test", 1, one));
        CompletableFuture<Place> second = enter("b.test", 1, one);
        CompletableFuture<Place> third = enter("b.test", 2, one);

        timer.turn(Duration.ofSeconds(60).minusNanos(1));
        assertThat(second).isNotDone();
        assertThat(third).isNotDone();
        timer.turn(Duration.ofNanos(1));
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        timer.turn(Duration.ofSeconds(60));
        assertThat(third).isCompleted();
    }

    @Test
    void minuteShouldCountFromTheConnectionAndNotFromThePlaceAtTheName() {
        PerMx most = new PerMx(2, 2);
        Place busy = enter("other.test", 1, ONE).join();
        CompletableFuture<Place> late = enter("mx.test", 1, ONE);
        timer.turn(Duration.ofSeconds(59));
        busy.leave();
        leave(late);
        leave(enter("mx.test", 2, most));
        CompletableFuture<Place> third = enter("mx.test", 3, most);

        timer.turn(Duration.ofSeconds(59));
        assertThat(third).isNotDone();
        timer.turn(Duration.ofSeconds(1));
        assertThat(third).isCompleted();
    }

    @Test
    void minuteShouldEndWaitingWhileTheConnectionBeforeGoesOn() {
        PerMx most = new PerMx(5, 1);
        enter("other.test", 1, most);
        CompletableFuture<Place> first = enter("mx.test", 1, most);
        CompletableFuture<Place> second = enter("mx.test", 2, most);
        timer.turn(Duration.ofMinutes(1));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();

        timer.turn(Duration.ofMinutes(1));

        assertThat(second).isCompleted();
    }

    @Test
    void busyNameShouldNotStandInTheWayAtAnAddressThatOthersWant() {
        enter("tarpit.test", 1, ONE);
        enter("tarpit.test", 2, ONE);

        assertThat(enter("mx.test", 2, ONE)).isCompleted();
    }

    @Test
    void cancellingShouldEndWaitingAtTheName() {
        Place place = enter("mx.test", 1, ONE).join();
        CompletableFuture<Place> second = enter("mx.test", 1, ONE);
        CompletableFuture<Place> third = enter("mx.test", 1, ONE);

        second.cancel(false);
        assertThat(limits.waiting()).isEqualTo(1);
        place.leave();

        assertThat(third).isCompleted();
    }

    @Test
    void cancellingShouldGiveBackThePlaceAtTheNameWhileWaitingAtTheAddress() {
        enter("a.test", 1, ONE);
        CompletableFuture<Place> second = enter("b.test", 1, ONE);
        CompletableFuture<Place> third = enter("b.test", 2, ONE);
        assertThat(third).isNotDone();

        second.cancel(false);

        assertThat(third).isCompleted();
    }

    @Test
    void cancellingTheFirstShouldLetThoseBehindWhoWantLess() {
        enter("mx.test", 1, ONE);
        CompletableFuture<Place> strict = enter("mx.test", 2, ONE);
        CompletableFuture<Place> other = enter("mx.test", 3, TWO);
        assertThat(other).isNotDone();

        strict.cancel(false);

        assertThat(other).isCompleted();
    }

    @Test
    void cancellingShouldCallOffTheAlarm() {
        PerMx one = new PerMx(100, 1);
        leave(enter("mx.test", 1, one));
        CompletableFuture<Place> second = enter("mx.test", 1, one);
        assertThat(timer.pending()).isEqualTo(1);

        second.cancel(false);

        assertThat(timer.pending()).isZero();
    }

    @Test
    void placeShouldBeGivenBackWhenItComesTooLate() {
        Place place = enter("mx.test", 1, ONE).join();
        CompletableFuture<Place> second = enter("mx.test", 1, ONE);
        CompletableFuture<Place> third = enter("mx.test", 1, ONE);
        CompletableFuture<Place> fourth = enter("mx.test", 1, ONE);
        // while the second is being told, the third has not got its place yet, and is cancelled
        second.thenAccept(own -> {
            own.leave();
            third.cancel(false);
        });

        place.leave();

        assertThat(fourth).isCompleted();
        assertThat(limits.waiting()).isZero();
    }

    @Test
    void thousandsWhoLeaveAtOnceShouldNotExhaustTheStack() {
        Place place = enter("mx.test", 1, new PerMx(1, 100_000)).join();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 30_000; i++) {
            enter("mx.test", 1, new PerMx(1, 100_000)).thenAccept(own -> {
                served.incrementAndGet();
                own.leave();
            });
        }

        place.leave();

        assertThat(served).hasValue(30_000);
    }

    @Test
    void idleNamesAndAddressesShouldBeForgotten() {
        for (int i = 0; i < 1000; i++) {
            leave(enter("mx" + i + ".test", i, TWO));
        }
        assertThat(limits.remembered()).isEqualTo(2000);

        timer.turn(Duration.ofMinutes(1));
        Place held = enter("mx.test", 1, TWO).join();
        assertThat(limits.remembered()).isEqualTo(2);

        timer.turn(Duration.ofMinutes(5));
        enter("other.test", 9, ONE);
        enter("other.test", 9, ONE).cancel(false);
        assertThat(limits.remembered()).isEqualTo(4);
        held.leave();
        assertThat(limits.remembered()).isEqualTo(2);
    }

    @Test
    void thoseWhoOnlyWaitedShouldBeForgottenWithTheirNames() {
        enter("mx.test", 1, ONE);
        for (int i = 0; i < 1000; i++) {
            enter("mx" + i + ".test", 1, ONE).cancel(false);
        }

        assertThat(limits.remembered()).isEqualTo(2);
    }

    @Test
    void thoseWhoWaitShouldBeBounded() {
        enter("mx.test", 1, ONE);
        List<CompletableFuture<Place>> all = new ArrayList<>();
        for (int i = 0; i < LocalMxLimits.MOST_WAITING; i++) {
            all.add(enter("mx.test", 1, ONE));
        }

        assertThatThrownBy(enter("other.test", 2, ONE)::join).hasCauseInstanceOf(RejectedExecutionException.class);
        all.forEach(one -> one.cancel(false));
        assertThat(enter("other.test", 2, ONE)).isCompleted();
    }

    @Test
    void closingShouldEndAllWaitingAndLetNobodyInAnyMore() {
        Place place = enter("a.test", 1, ONE).join();
        CompletableFuture<Place> atAddress = enter("b.test", 1, ONE);
        CompletableFuture<Place> atName = enter("b.test", 2, ONE);

        limits.close();

        assertThat(atAddress).isCompletedExceptionally();
        assertThat(atName).isCompletedExceptionally();
        assertThat(enter("c.test", 3, ONE)).isCompletedExceptionally();
        place.leave();
        assertThat(timer.pending()).isZero();
        assertThat(limits.waiting()).isZero();
    }

    private CompletableFuture<Place> enter(String host, int address, PerMx most) {
        return limits.enter(host, address(address), most);
    }

    private static void leave(CompletableFuture<Place> entered) {
        assertThat(entered).isCompleted();
        entered.join().leave();
    }

    static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 198, 51, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
