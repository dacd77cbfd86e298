package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.FilterResult.Origin;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Verdict FAIL = Verdict.fail(Reply.of(550, "5.7.1", "no"), "");

    private final Figures figures = new Figures();

    @Test
    void filtersShouldBeCountedByVerdictAndCauseWhenTheyEnd() {
        ended("words", Verdict.pass(), Origin.FILTER, false, 2);
        ended("words", FAIL, Origin.FILTER, false, 3);
        ended("words", FAIL, Origin.FILTER, true, 3);
        ended("words", FAIL, Origin.TIMEOUT, false, 10_000);
        ended("words", Verdict.pass(), Origin.ERROR, false, 1);
        ended("words", Verdict.pass(), Origin.CANCELLED, false, 1);
        ended("allow", Verdict.accept("known"), Origin.FILTER, false, 1);

        FilterFigures words = figures.filters().get("words");

        assertThat(figures.filters()).containsOnlyKeys("allow", "words");
        assertThat(words.verdicts()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "pass", 2L, "accept", 0L, "fail", 2L, "shadow-fail", 1L, "cancelled", 1L));
        assertThat(words.timeouts()).isEqualTo(1);
        assertThat(words.errors()).isEqualTo(1);
        assertThat(words.times().longest()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void timesShouldBeThoseOfFiltersThatEndedByThemselves() {
        ended("slow", Verdict.pass(), Origin.FILTER, false, 40);
        ended("slow", Verdict.pass(), Origin.CANCELLED, false, 9_000);
        ended("slow", Verdict.pass(), Origin.CANCELLED, false, 1);

        FilterFigures slow = figures.filter("slow");

        assertThat(slow.verdicts()).containsEntry("cancelled", 2L);
        assertThat(slow.times().count()).isEqualTo(1);
        assertThat(slow.times().percentile(50)).isEqualTo(slow.times().longest()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void patienceShouldBeToldApartByHowTheClientLeftWhenItDoes() {
        figures.decided(Duration.ofMillis(5));
        figures.clientLeft(Event.DROP, Duration.ofSeconds(61));
        figures.clientLeft(Event.QUIT, Duration.ofSeconds(2));

        assertThat(figures.answered().longest()).isEqualTo(Duration.ofMillis(5));
        assertThat(figures.dropped().longest()).isEqualTo(Duration.ofSeconds(61));
        assertThat(figures.quit().longest()).isEqualTo(Duration.ofSeconds(2));
    }

    private void ended(String filter, Verdict verdict, Origin origin, boolean shadow, long millis) {
        figures.filterEnded(new FilterResult(filter, verdict, origin, shadow, Duration.ofMillis(millis)));
    }
}
