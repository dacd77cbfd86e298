package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.dotgate.benchmarks.greylist.Asker.Outcome;
import org.dotgate.greylist.Greylist;
import org.dotgate.store.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskerTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private TurnedTimer timer;
    private MemoryStore store;
    private Asker asker;

    @BeforeEach
    void open() throws IOException {
        timer = new TurnedTimer(Duration.ZERO);
        store = new MemoryStore(timer);
        asker = new Asker(new Greylist(store, timer, Runnable::run), House.settings("5m"), 2, 10);
    }

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void askShouldCountEachQuestionOnceWhenAllAreAnswered() throws Exception {
        Outcome first = asker.ask(101, number -> new Triplet(number).request(), AMPLE);
        timer.forward(Duration.ofMinutes(6));
        Outcome second = asker.ask(202, number -> new Triplet(number).request(), AMPLE);

        assertThat(first.mustHave(0, 101).answered()).isEqualTo(101);
        assertThat(second.mustHave(101, 101).perSecond()).isPositive();
        assertThat(second.times().count()).isEqualTo(13);
    }

    @Test
    void askShouldFailWhenOthersPassThanShould() throws Exception {
        Outcome outcome = asker.ask(3, number -> new Triplet(number).request(), AMPLE);

        assertThatThrownBy(() -> outcome.mustHave(3, 0))
                .isInstanceOf(IOException.class)
                .hasMessage("0 passed and 3 were delayed, not 3 and 0");
    }

    @Test
    void askShouldFailAndSayWhyWhenTheStoreDoes() {
        store.fail("the disk is full");

        assertThatThrownBy(() -> asker.ask(100, number -> new Triplet(number).request(), AMPLE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the disk is full");
    }
}
