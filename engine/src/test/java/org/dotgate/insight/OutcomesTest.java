package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final ManualTimer timer = new ManualTimer();
    private final Outcomes outcomes = new Outcomes(timer);

    @Test
    void stepsShouldEndWithThisMinuteAndHaveThoseInWhichNothingHappened() {
        outcomes.add(Outcome.ACCEPTED);
        outcomes.add(Outcome.ACCEPTED);
        outcomes.add(Outcome.REFUSED);
        timer.turn(Duration.ofMinutes(2));
        outcomes.add(Outcome.DEFERRED);

        List<Outcomes.Step> steps = outcomes.steps(4);

        assertThat(steps).extracting(Outcomes.Step::at).containsExactly(
                Instant.parse("2025-12-31T23:59:00Z"), Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:01:00Z"), Instant.parse("2026-01-01T00:02:00Z"));
        assertThat(steps).extracting(step -> step.count(Outcome.ACCEPTED)).containsExactly(0L, 2L, 0L, 0L);
        assertThat(steps).extracting(step -> step.count(Outcome.REFUSED)).containsExactly(0L, 1L, 0L, 0L);
        assertThat(steps).extracting(step -> step.count(Outcome.DEFERRED)).containsExactly(0L, 0L, 0L, 1L);
    }

    @Test
    void minuteShouldBeForgottenWhenADayIsOver() {
        outcomes.add(Outcome.ACCEPTED);
        timer.turn(Duration.ofMinutes(Outcomes.MINUTES - 1));
        assertThat(outcomes.steps(Outcomes.MINUTES)).hasSize(Outcomes.MINUTES).first()
                .satisfies(step -> assertThat(step.count(Outcome.ACCEPTED)).isEqualTo(1));

        timer.turn(Duration.ofMinutes(1));

        assertThat(outcomes.steps(Outcomes.MINUTES)).allSatisfy(step -> assertThat(step.count(Outcome.ACCEPTED)).isZero());
        outcomes.add(Outcome.REFUSED);
        assertThat(outcomes.steps(1)).singleElement().satisfies(step -> {
            assertThat(step.count(Outcome.ACCEPTED)).isZero();
            assertThat(step.count(Outcome.REFUSED)).isEqualTo(1);
        });
    }
}
