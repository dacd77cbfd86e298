package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

/** What is shown of breakers, by provider. */
class BreakersTest {
    private final ManualTimer timer = new ManualTimer();
    private final Breakers breakers = new Breakers(timer);

    @Test
    void providerShouldBeShownAsSparedWhileADomainOfItsIs() {
        assertThat(breakers.openAt("provider.test")).isEmpty();
        for (int i = 0; i < 20; i++) {
            breakers.note("victim.test", result(Answer.NOT_FOUND, "mx1.provider.test"));
        }

        assertThat(breakers.openAt("provider.test").orElseThrow()).isEqualTo(
                "open until 2026-01-01T01:00:00Z for victim.test: hardly any sender in it exists");
        assertThat(breakers.openAt("other.test")).isEmpty();
        assertThat(breakers.isHalted()).isFalse();
        timer.turn(Duration.ofHours(1));
        assertThat(breakers.openAt("provider.test")).isEmpty();
    }

    @Test
    void allProvidersShouldBeShownAsSparedWhenManyRefuseUs() {
        for (int i = 0; i < 10; i++) {
            breakers.note("d" + i + ".test", result(Answer.REFUSED, "mx.p" + i + ".test"));
        }

        assertThat(breakers.isHalted()).isTrue();
        assertThat(breakers.openAt("any.test").orElseThrow()).isEqualTo("open until 2026-01-01T01:00:00Z: too many servers refuse us");
        timer.turn(Duration.ofHours(1));
        assertThat(breakers.isHalted()).isFalse();
        assertThat(breakers.openAt("any.test")).isEmpty();
    }

    private static ProbeResult result(Answer answer, String mx) {
        return ProbeResult.of(answer, Stage.RCPT, "test").mx(mx).build();
    }
}
