package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

class UnchangedStoreTest {
    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore real = new MemoryStore(timer);
    private final UnchangedStore view = new UnchangedStore(real);
    private final Instant later = timer.now().plus(Duration.ofHours(1));

    @Test
    void viewShouldTellWhatIsThere() {
        real.replace("table", "a", null, "1", later);

        assertThat(view.get("table", "a").toCompletableFuture().join().map(Entry::value)).hasValue("1");
        assertThat(view.list("table", "", "", 10).toCompletableFuture().join()).hasSize(1);
    }

    @Test
    void nothingShouldChangeWhenItIsAnsweredAsIfItHad() {
        real.replace("table", "a", null, "1", later);

        assertThat(view.replace("table", "a", "1", "2", later).toCompletableFuture().join()).isTrue();
        assertThat(view.replace("table", "a", "1", null, null).toCompletableFuture().join()).isTrue();
        assertThat(view.replace("table", "b", null, "1", later).toCompletableFuture().join()).isTrue();
        assertThat(view.replace("table", "a", "other", "2", later).toCompletableFuture().join()).isFalse();

        assertThat(real.get("table", "a").toCompletableFuture().join().map(Entry::value)).hasValue("1");
        assertThat(real.get("table", "b").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void otherShouldStayOpenWhenTheViewIsClosed() {
        view.close();

        assertThat(real.get("table", "a").toCompletableFuture()).isCompletedWithValueMatching(found -> found.isEmpty());
    }

    @Test
    void troubleShouldBeTheSame() {
        real.fail("no disk");

        assertThat(view.replace("table", "a", null, "1", later).toCompletableFuture()).isCompletedExceptionally();
        assertThat(view.health().problem()).hasValue("no disk");
    }
}
