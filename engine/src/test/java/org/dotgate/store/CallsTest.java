package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final ManualTimer timer = new ManualTimer();
    private final Calls calls = new Calls(timer, Duration.ofSeconds(2));

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
        late.answer("well");
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
}
