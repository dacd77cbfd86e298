package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.callout.answer.Answer;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.junit.jupiter.api.Test;

/** The kinds that names have are those that there are. */
class MetricNameTest {
    @Test
    void kindsShouldBeThoseThatOccur() {
        List<String> answers = Arrays.stream(Answer.values()).map(Answer::text).toList();
        List<String> decisions = Arrays.stream(Decision.Kind.values()).map(MetricNameTest::lower).toList();

        assertThat(MetricName.DECISION.kinds()).isEqualTo(decisions);
        assertThat(MetricName.MAILET.kinds()).isEqualTo(decisions);
        assertThat(MetricName.VERDICT.kinds()).isEqualTo(FilterResult.LABELS);
        assertThat(MetricName.TROUBLE.kinds()).isEqualTo(Stream.of(FilterResult.Origin.TIMEOUT, FilterResult.Origin.ERROR)
                .map(MetricNameTest::lower).toList());
        assertThat(MetricName.CLIENT.kinds()).isEqualTo(Stream.of(Event.DROP, Event.QUIT).map(Event::label).toList());
        assertThat(MetricName.PROBE.kinds()).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(MetricName.CALLOUT.kinds()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(answers.stream(), Stream.of(CalloutVerdict.PENDING, CalloutVerdict.NOT_ASKED)).toList());
    }

    @Test
    void namesShouldBeToldApart() {
        List<String> all = Arrays.stream(MetricName.values()).flatMap(name -> name.names().stream()).toList();
        List<String> shown = Arrays.stream(MetricName.values()).flatMap(name -> name.prometheus().stream()).toList();

        assertThat(all).doesNotHaveDuplicates().allMatch(name -> name.startsWith("dotgate."));
        assertThat(shown).doesNotHaveDuplicates().contains("dotgate_decision_accepted_total", "dotgate_parked",
                "dotgate_filter_NAME_shadow_fail_total", "dotgate_filter_NAME_time_p99", "dotgate_sender_refused_total");
    }

    @Test
    void nameShouldBeOfTheFilterAndKind() {
        assertThat(MetricName.VERDICT.of("words", "fail")).isEqualTo("dotgate.filter.words.fail");
        assertThat(MetricName.FILTER_TIME.of("words", "p99")).isEqualTo("dotgate.filter.words.time.p99");
        assertThat(MetricName.CLIENT.of("drop")).isEqualTo("dotgate.client.drop");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
