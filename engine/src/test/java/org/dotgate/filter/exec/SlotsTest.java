package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    final List<String> admitted = new ArrayList<>();
    final Slots<String> slots = new Slots<>(2, admitted::add);

    @Test
    void leaveShouldAdmitInOrderOfArrival() {
        assertThat(slots.enter("a")).isTrue();
        assertThat(slots.enter("b")).isTrue();
        assertThat(slots.enter("c")).isFalse();
        assertThat(slots.enter("d")).isFalse();
        slots.leave();
        slots.leave();
        assertThat(admitted).containsExactly("c", "d");
        assertThat(slots.enter("e")).isFalse();
    }

    @Test
    void withdrawShouldLetTheNextPass() {
        slots.enter("a");
        slots.enter("b");
        slots.enter("c");
        slots.enter("d");
        assertThat(slots.withdraw("c")).isTrue();
        assertThat(slots.withdraw("c")).isFalse();
        slots.leave();
        assertThat(admitted).containsExactly("d");
    }

    @Test
    void leaveShouldFreeThePlaceWhenNobodyWaits() {
        slots.enter("a");
        slots.enter("b");
        slots.leave();
        assertThat(slots.enter("c")).isTrue();
        assertThat(slots.enter("d")).isFalse();
    }

    @Test
    void enterShouldRefuseWhenTheQueueIsFull() {
        slots.enter("a");
        slots.enter("b");
        for (int i = 0; i < Slots.MAX_WAITING; i++) {
            slots.enter("waiter " + i);
        }
        assertThatThrownBy(() -> slots.enter("one too many"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("10000 messages wait");
    }

    @Test
    void closeShouldGiveBackWhoWaitsAndAdmitNobody() {
        slots.enter("a");
        slots.enter("b");
        slots.enter("c");
        assertThat(slots.close()).containsExactly("c");
        slots.leave();
        assertThat(admitted).isEmpty();
        assertThatThrownBy(() -> slots.enter("d")).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }
}
