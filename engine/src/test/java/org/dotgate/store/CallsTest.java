package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final ManualTimer timer = new ManualTimer();
    private final HeldStore store = new HeldStore(new MemoryStore(timer));
    private final Calls calls = new Calls(store, timer, Duration.ofSeconds(2));

    @Test
    void callShouldFailWhenItsTimeIsUp() throws StoreException {
        Call<String> early = calls.begin(0);
        timer.turn(Duration.ofSeconds(1));
        Call<String> late = calls.begin(0);
        timer.turn(Duration.ofMillis(999));
        assertThat(early).isNotDone();

        timer.turn(Duration.ofMillis(1));

        assertThat(Answers.trouble(early)).hasMessageContaining("within 2s");
        assertThat(late).isNotDone();
        late.answerPut("well");
        timer.turn(Duration.ofSeconds(5));
        assertThat(late).isCompletedWithValue("well");
        assertThat(timer.pending()).isZero();
        assertThat(calls.health().failures()).isEqualTo(1);
    }

    @Test
    void callShouldBeRefusedWhenTooManyAreUnderWay() throws StoreException {
        List<Call<String>> underWay = new ArrayList<>();
        for (int i = 0; i < Calls.MOST; i++) {
            underWay.add(calls.begin(0));
        }
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> calls.begin(0)).withMessageContaining("too much");

        underWay.get(0).answer("one less");

        assertThat(calls.<String>begin(0)).isNotDone();
    }

    @Test
    void callShouldBeRefusedWhenTheyAreTooLargeTogether() throws StoreException {
        for (int i = 0; i < 240; i++) {
            calls.begin(2 * Store.MAX_VALUE);
        }

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> {
            for (int i = 0; i < 10; i++) {
                calls.begin(2 * Store.MAX_VALUE);
            }
        });
    }

    @Test
    void placeShouldBeFreeWhenACallHasBeenCancelled() throws StoreException {
        for (int i = 0; i < 2 * Calls.MOST; i++) {
            Call<String> call = calls.begin(0);
            assertThat(call.cancel(true)).isTrue();
            assertThat(call.cancel(true)).as("once more").isTrue();
            call.answer("too late");
            assertThat(call).isCancelled();
        }
        for (int i = 0; i < Calls.MOST; i++) {
            calls.begin(0);
        }
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> calls.begin(0)).withMessageContaining("too much");
    }

    @Test
    void callUnderWayShouldFailWhenTheStoreCloses() throws StoreException {
        Call<String> call = calls.begin(0);

        calls.close();

        assertThat(Answers.trouble(call)).hasMessage(Calls.CLOSED);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> calls.begin(0));
    }

    @Test
    void storeShouldFailUntilARecordIsPut() throws StoreException {
        calls.begin(0).fail(new StoreException("disk full"));
        Instant began = timer.now();
        timer.turn(Duration.ofSeconds(1));
        calls.begin(0).fail(new StoreException("disk full, too"));
        calls.begin(0).answer("read");

        assertThat(calls.health().failingSince()).contains(began);
        assertThat(calls.health().problem()).contains("disk full, too");
        calls.begin(0).answerPut("put");
        assertThat(calls.health().failingSince()).isEmpty();
        assertThat(calls.health().problem()).isEmpty();
        assertThat(calls.health().failures()).isEqualTo(2);
    }

    @Test
    void storeShouldFailOnWhenARecordIsPutTooLate() throws StoreException {
        Call<String> late = calls.begin(0);
        timer.turn(Duration.ofSeconds(2));

        late.answerPut("too late");

        assertThat(Answers.trouble(late)).isNotNull();
        assertThat(calls.health().failingSince()).isPresent();
    }

    @Test
    void recordShouldBePutEveryFewSecondsWhileTheStoreFailsAndIsOpen() throws StoreException {
        calls.begin(0).fail(new StoreException("disk full"));
        timer.turn(Duration.ofSeconds(9));
        assertThat(store.replaces).isEqualTo(3);
        assertThat(Answers.of(store.list("trial", "", "", 10))).as("it is never to be seen").isEmpty();

        calls.begin(0).answerPut("put");
        timer.turn(Duration.ofMinutes(1));
        assertThat(store.replaces).isEqualTo(3);
        assertThat(timer.pending()).isZero();

        calls.begin(0).fail(new StoreException("disk full again"));
        calls.close();
        timer.turn(Duration.ofMinutes(1));
        assertThat(store.replaces).isEqualTo(3);
    }

    @Test
    void nextRecordShouldWaitForTheOneBeforeWhenTheStoreIsSlow() throws StoreException {
        store.hold();
        calls.begin(0).fail(new StoreException("no answer"));

        timer.turn(Duration.ofMinutes(1));

        assertThat(store.replaces).isEqualTo(1);
        store.letOneGo();
        timer.turn(Duration.ofSeconds(3));
        assertThat(store.replaces).isEqualTo(2);
    }
}
