package org.dotgate.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Verdict;
import org.dotgate.likeness.Likeness;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTextTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Reply REPLY = Reply.of(550, "5.7.1", "Message refused by local policy");
    private static final String SAMPLE = """
            dotgate verdicts 1
            verdict cX3k1 2026-01-01T00:00:00Z 2026-01-01T04:00:00Z REFUSED kept words
            reply 550 5.7.1 Message refused by local policy
            filter PASS FILTER enforce 3 0.0 allow
            filter FAIL_KEEP TIMEOUT shadow 12 3.5 words
            reply 550 5.7.1 Message refused by local policy
            reason score 3.5 of 1: 'make money fast' 1
            header X-Spam-Score 3.5
            verdict cY 2026-01-01T01:00:00Z 2026-01-01T05:00:00Z ACCEPTED - chain""";

    @Test
    void sampleShouldBeReadAndWrittenAsItStands() {
        List<RememberedVerdict> verdicts = VerdictText.read(SAMPLE);

        assertThat(VerdictText.write(verdicts)).isEqualTo(SAMPLE);
        RememberedVerdict first = verdicts.get(0);
        assertThat(first.content()).isEqualTo(Likeness.parse("cX3k1"));
        assertThat(first.decided()).isEqualTo(NOW);
        assertThat(first.expires()).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(first.decision().kind()).isEqualTo(Decision.Kind.REFUSED);
        assertThat(first.decision().reply()).contains(REPLY);
        assertThat(first.decision().isKept()).isTrue();
        assertThat(first.decision().by()).isEqualTo("words");
        assertThat(first.decision().score()).isEqualTo(3.5);
        FilterResult words = first.decision().results().get(1);
        assertThat(words).hasToString("words:shadow-fail (timeout) 12ms (score 3.5 of 1: 'make money fast' 1)");
        assertThat(words.verdict().outcome()).isEqualTo(Verdict.Outcome.FAIL_KEEP);
        assertThat(words.verdict().headers()).containsEntry("X-Spam-Score", "3.5");
        assertThat(verdicts.get(1).decision().kind()).isEqualTo(Decision.Kind.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nverdict x\r\n", "back\\slash \\u0041", "\u0000\u0007\u001b[31m", "lone \ud800 half", "😀 及 é",
            "\u2028\u2029\ufffe\uffff", " blanks at both ends ", "filter\treply"})
    void hostileTextShouldComeBackAsItWas(String hostile) {
        Verdict verdict = Verdict.accept(hostile).withScore(-1);
        Decision decision = Decision.accepted(hostile, List.of(new FilterResult(hostile, verdict, FilterResult.Origin.FILTER, false, Duration.ZERO)));

        String text = VerdictText.write(List.of(verdict(decision)));

        assertThat(text.lines()).hasSize(4);
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).as("by way of UTF-8").isEqualTo(text);
        Decision read = VerdictText.read(text).get(0).decision();
        assertThat(read.by()).isEqualTo(hostile);
        assertThat(read.results().get(0).filter()).isEqualTo(hostile);
        assertThat(read.results().get(0).verdict().reason()).isEqualTo(hostile);
    }

    @Test
    void reasonShouldBeCutWhenItIsLong() {
        Decision decision = Decision.accepted("chain", List.of(
                new FilterResult("words", Verdict.pass("x".repeat(1000)), FilterResult.Origin.FILTER, false, Duration.ZERO)));
        assertThat(VerdictText.read(VerdictText.write(List.of(verdict(decision)))).get(0).decision().results().get(0).verdict().reason())
                .isEqualTo("x".repeat(300));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            another version      | dotgate verdicts 1 | dotgate verdicts 2
            no version           | dotgate verdicts 1 | ''
            an unknown line      | reason score       | because score
            a line too short     | enforce 3 0.0 allow| enforce 3
            no words at all      | filter PASS FILTER enforce 3 0.0 allow | filter
            no such outcome      | filter PASS        | filter PERHAPS
            no such kind         | REFUSED kept       | DEFERRED kept
            no time              | 2026-01-01T04      | tomorrow
            no number            | shadow 12          | shadow twelve
            a refusal with 250   | reply 550 5.7.1    | reply 250 2.0.0
            an acceptance as refusal | ACCEPTED -     | REFUSED -
            a bad escape         | score 3.5          | \\u00
            a bad escape's digits| score 3.5          | \\u00zz
            a bad header name    | X-Spam-Score       | X:Y
            """)
    void textShouldBeRefusedWhenItHas(String what, String from, String to) {
        String broken = SAMPLE.replace(from, to);
        assertThat(broken).isNotEqualTo(SAMPLE);
        assertThatThrownBy(() -> VerdictText.read(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textShouldBeReadOrRefusedWhereverItIsCut() {
        for (int i = 0; i < SAMPLE.length(); i++) {
            String cut = SAMPLE.substring(0, i);
            try {
                assertThat(VerdictText.read(cut)).hasSizeLessThanOrEqualTo(2);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private static RememberedVerdict verdict(Decision decision) {
        return new RememberedVerdict(Likeness.parse("cX"), decision, NOW, NOW.plusSeconds(1));
    }
}
