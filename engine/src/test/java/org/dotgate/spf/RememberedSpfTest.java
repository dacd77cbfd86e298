package org.dotgate.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RememberedSpfTest {
    private static final InetAddress CLIENT = SpfRig.client("192.0.2.1");
    private static final String ANN = "ann@example.net";

    private final ManualTimer timer = new ManualTimer();
    private int questions;
    private CompletableFuture<SpfResult> answer = new CompletableFuture<>();
    private final Spf spf = new RememberedSpf((client, helo, sender) -> {
        questions++;
        return answer;
    }, timer);

    @ParameterizedTest
    @EnumSource(SpfResult.class)
    void answerShouldBeRememberedForTenMinutesUnlessItIsForNow(SpfResult result) {
        answer = CompletableFuture.completedFuture(result);
        spf.check(CLIENT, "mx", ANN);
        timer.turn(Duration.ofMinutes(9));

        assertThat(spf.check(CLIENT, "mx", ANN).toCompletableFuture().join()).isEqualTo(result);
        assertThat(questions).isEqualTo(result == SpfResult.TEMPERROR ? 2 : 1);
        timer.turn(Duration.ofMinutes(10));
        spf.check(CLIENT, "mx", ANN);
        assertThat(questions).isEqualTo(result == SpfResult.TEMPERROR ? 3 : 2);
    }

    @Test
    void openQuestionShouldBeSharedAndStayOpenWhenOneGivesUp() {
        CompletableFuture<SpfResult> one = spf.check(CLIENT, "mx", ANN).toCompletableFuture();
        CompletableFuture<SpfResult> two = spf.check(CLIENT, "mx", ANN).toCompletableFuture();
        one.cancel(false);

        answer.complete(SpfResult.PASS);

        assertThat(questions).isEqualTo(1);
        assertThat(two).isCompletedWithValue(SpfResult.PASS);
    }

    @Test
    void othersShouldBeAskedAboutOnTheirOwn() {
        spf.check(CLIENT, "mx", ANN);
        spf.check(SpfRig.client("192.0.2.2"), "mx", ANN);
        spf.check(CLIENT, "other", ANN);
        spf.check(CLIENT, "mx", "ben@example.net");

        assertThat(questions).isEqualTo(4);
    }

    @Test
    void hostileNameShouldNotBeRemembered() {
        String name = "a".repeat(1000) + "@example.net";
        spf.check(CLIENT, "mx", name);
        spf.check(CLIENT, "mx", name);

        assertThat(questions).isEqualTo(2);
    }

    @Test
    void nobodyShouldWaitForAQuestionThatCouldNotBePut() {
        Spf broken = new RememberedSpf((client, helo, sender) -> {
            questions++;
            throw new IllegalStateException("test");
        }, timer);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> broken.check(CLIENT, "mx", ANN)).hasMessage("test");
        }
        assertThat(questions).isEqualTo(2);
    }
}
