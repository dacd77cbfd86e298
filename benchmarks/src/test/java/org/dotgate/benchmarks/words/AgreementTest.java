package org.dotgate.benchmarks.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.BitSet;
import java.util.regex.Pattern;
import org.dotgate.filter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison of speed means something only between contenders that find the same. */
class AgreementTest {
    private static final int PHRASES = 1_000;
    private static final int LENGTH = 100_000;

    @ParameterizedTest(name = "a phrase in {0} words")
    @ValueSource(ints = {400, 8})
    void everyContenderShouldFindTheSame(int wordsBetweenHits) throws Exception {
        // the native library that ships with the benchmarks is built for this platform alone
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch")).isEqualTo("Linux amd64");
        Sample sample = Sample.of(PHRASES, LENGTH, wordsBetweenHits);
        BitSet expected = naive(sample);

        assertThat(expected.cardinality()).isGreaterThan(LENGTH / 7 / wordsBetweenHits / 4);
        for (Contender contender : Contenders.all(sample)) {
            try (contender) {
                assertThat(contender.search()).as(contender.name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void sampleMessagesShouldBeSearchedInFull() throws Exception {
        Sample sample = Sample.of(PHRASES, LENGTH, 8);
        try (Judge judge = new Judge(sample)) {
            for (byte[] message : SampleMessages.of(sample)) {
                Verdict verdict = judge.judge(message);

                assertThat(message.length).isBetween(SampleMessages.SIZE - 500, SampleMessages.SIZE + 500);
                assertThat(verdict.score()).isGreaterThan(10);
                assertThat(verdict.reason()).doesNotContain("searched in part");
            }
        }
    }

    private static BitSet naive(Sample sample) {
        String text = sample.foldedText();
        BitSet found = new BitSet();
        for (int i = 0; i < PHRASES; i++) {
            found.set(i, Pattern.compile("\\b" + sample.phrases().get(i) + "\\b").matcher(text).find());
        }
        return found;
    }
}
