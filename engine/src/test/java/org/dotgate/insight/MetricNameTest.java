package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.callout.answer.Answer;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterNames;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;

/** The kinds that names have are those that there are. */
class MetricNameTest {
    @Test
    void kindsShouldBeThoseThatOccur() {
        List<String> answers = Arrays.stream(Answer.values()).map(Answer::text).toList();
        List<String> outcomes = Arrays.stream(Outcome.values()).map(Outcome::label).toList();
        List<String> refusals = List.of(Outcome.REFUSED.label(), Outcome.DEFERRED.label());

        assertThat(MetricName.DECISION.kinds()).isEqualTo(outcomes);
        assertThat(MetricName.MAILET.kinds()).isEqualTo(outcomes);
        assertThat(MetricName.RECIPIENT.kinds()).containsAll(refusals);
        assertThat(MetricName.SENDER.kinds()).isEqualTo(refusals);
        assertThat(MetricName.VERDICT.kinds()).isEqualTo(FilterResult.LABELS.stream()
                .map(label -> label.equals("shadow-fail") ? "shadow" : label).toList());
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
                "dotgate_filter_NAME_shadow_total", "dotgate_filter_NAME_time_p99", "dotgate_sender_refused_total");
    }

    @Test
    void nameShouldBeOfTheFilterAndKind() {
        assertThat(MetricName.VERDICT.of("words", "fail")).isEqualTo("dotgate.filter.words.fail");
        assertThat(MetricName.FILTER_TIME.of("words", "p99")).isEqualTo("dotgate.filter.words.time.p99");
        assertThat(MetricName.CLIENT.of("drop")).isEqualTo("dotgate.client.drop");
    }

    @Test
    void filtersShouldBeToldApartInPrometheusWhateverTheyAreCalled() {
        List<MetricName> byFilter = Arrays.stream(MetricName.values()).filter(MetricName::isByFilter).toList();
        Map<String, String> shown = new HashMap<>();
        for (String filter : filtersNamedAsKindsAre(byFilter)) {
            for (MetricName name : byFilter) {
                for (String kind : name.kinds()) {
                    String meant = FilterNames.inMetrics(filter) + " " + name + " " + kind;
                    String before = shown.putIfAbsent(name.prometheus(name.of(filter, kind)), meant);
                    assertThat(before == null ? meant : before).as(name.prometheus(name.of(filter, kind))).isEqualTo(meant);
                }
            }
        }
        assertThat(shown.size()).isGreaterThan(20_000);
        assertThat(shown.get("dotgate_filter_words_shadow_fail_total")).isEqualTo("words_shadow VERDICT fail");
    }

    /** Up to three words, of those that kinds and templates are made of, with each of the signs between them. */
    private static List<String> filtersNamedAsKindsAre(List<MetricName> byFilter) {
        Set<String> words = new TreeSet<>(List.of("words", "time", "total"));
        byFilter.forEach(name -> words.addAll(name.kinds()));
        FilterResult.LABELS.forEach(label -> words.addAll(List.of(label.split("-"))));
        List<String> filters = new ArrayList<>(words);
        List<String> ends = List.copyOf(words);
        for (int length = 1; length < 3; length++) {
            ends = ends.stream().flatMap(end -> words.stream().flatMap(word -> Stream.of("-", "_", ".").map(sign -> word + sign + end))).toList();
            filters.addAll(ends);
        }
        return filters;
    }

    @Test
    void filtersShouldBeOneMetricWhenPrometheusCouldNotTellThemApart() {
        assertThat(Stream.of("a-b", "a_b", "a.b").map(filter -> MetricName.VERDICT.of(filter, "pass"))).containsOnly("dotgate.filter.a_b.pass");
        assertThat(MetricName.TROUBLE.names("a-b")).containsExactly("dotgate.filter.a_b.timeout", "dotgate.filter.a_b.error");
    }

    @Test
    void resultShouldBeCountedByANameThatThereIs() {
        Verdict refusal = Verdict.fail(Reply.of(451, "4.7.1", "later"), "");
        Set<String> counted = new TreeSet<>();
        for (Verdict verdict : List.of(Verdict.pass(), Verdict.accept("known"), refusal)) {
            for (FilterResult.Origin origin : FilterResult.Origin.values()) {
                for (boolean isShadow : new boolean[] {true, false}) {
                    counted.addAll(MetricName.counting(new FilterResult("words", verdict, origin, isShadow, Duration.ZERO)));
                }
            }
        }

        assertThat(counted).containsExactlyInAnyOrderElementsOf(
                Stream.of(MetricName.VERDICT, MetricName.TROUBLE).flatMap(name -> name.names("words").stream()).toList());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
