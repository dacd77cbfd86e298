package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

/** The bounds of what is kept of a dialogue. */
class TranscriptTest {
    private final ManualTimer timer = new ManualTimer();
    private final List<String> seen = new ArrayList<>();
    private final Transcript transcript = new Transcript(timer, seen::add);

    @Test
    void lineShouldBeginWithTheTimeSinceTheBeginning() {
        timer.turn(Duration.ofMillis(1234));
        transcript.note("waiting");

        assertThat(transcript.lines()).containsExactly("1234 * waiting");
        assertThat(seen).as("as it comes").isEqualTo(transcript.lines());
    }

    @Test
    void lineShouldBePrintableAndCut() {
        transcript.note("\u001b[2J\t\u00e4\r\n" + "x".repeat(1000));

        assertThat(transcript.lines().get(0)).startsWith("0 * ?[2J????xxx").hasSize(Transcript.MAX_LINE);
    }

    @Test
    void longReplyShouldBeCutInTheMiddle() {
        transcript.heard(new RemoteReply(250, Collections.nCopies(100, "text")));

        assertThat(transcript.lines()).hasSize(13).contains("0 * 88 lines of it are left out").endsWith("0 < 250 text");
    }

    @Test
    void restShouldBeLeftOutWhenThereIsTooMuch() {
        for (int i = 0; i < 1000; i++) {
            transcript.note("short");
        }
        Transcript longLines = new Transcript(timer, line -> {});
        for (int i = 0; i < 1000; i++) {
            longLines.note("x".repeat(500));
        }

        assertThat(transcript.lines()).hasSize(Transcript.MAX_LINES).endsWith("* the rest is left out").isEqualTo(seen);
        assertThat(longLines.lines()).endsWith("* the rest is left out");
        assertThat(String.join("", longLines.lines())).hasSizeLessThanOrEqualTo(Transcript.MAX_CHARACTERS);
    }
}
