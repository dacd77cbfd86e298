package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter err = new StringWriter();
    private long nanos;

    @Test
    void nothingShouldBeShownBeforeASecondHasPassed() {
        ProgressBar bar = bar(true);
        turn(Duration.ofMillis(900));
        bar.advance(50);
        bar.clear();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void barShouldTellHowFarItIsAndGoWhenItIsTakenAway() {
        ProgressBar bar = bar(true);
        turn(Duration.ofSeconds(2));
        bar.advance(50);

        assertThat(err.toString()).isEqualTo("\r\u001b[K[" + "=".repeat(15) + " ".repeat(15) + "] 50%, 2 s left");
        bar.clear();
        bar.clear();
        assertThat(err.toString()).endsWith("left\r\u001b[K");
    }

    @Test
    void barShouldNotBeWrittenMoreOftenThanFiveTimesASecond() {
        ProgressBar bar = bar(true);
        turn(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            turn(Duration.ofMillis(10));
            bar.advance(1);
        }

        assertThat(err.toString().split("left", -1)).hasSizeBetween(5, 7);
    }

    @Test
    void barShouldEndAtTheWholeWhenThereIsMoreThanWasTold() {
        ProgressBar bar = bar(true);
        turn(Duration.ofSeconds(2));
        bar.advance(120);

        assertThat(err.toString()).contains("] 100%, 0 s left");
    }

    @Test
    void countShouldBeToldWhenNobodyKnowsHowMuchThereIs() {
        ProgressBar bar = ProgressBar.counting(new PrintWriter(err, true), true, () -> nanos);
        bar.advance(1000);
        assertThat(err.toString()).isEmpty();
        turn(Duration.ofMillis(2_500));
        bar.advance(0);

        assertThat(err.toString()).isEqualTo("\r\u001b[K1000 so far, 2 s");
    }

    @Test
    void nothingShouldBeWrittenWhenNobodyLooksOn() {
        ProgressBar bar = bar(false);
        turn(Duration.ofSeconds(2));
        bar.advance(50);
        bar.clear();

        assertThat(err.toString()).isEmpty();
    }

    private ProgressBar bar(boolean watched) {
        return new ProgressBar(new PrintWriter(err, true), watched, 100, () -> nanos);
    }

    private void turn(Duration time) {
        nanos += time.toNanos();
    }
}
