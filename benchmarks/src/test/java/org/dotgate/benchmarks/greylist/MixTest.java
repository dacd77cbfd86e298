package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a usual day,      70, 10, 20,      0",
        "a later hundred,  70, 10, 20, 123400",
        "a flood,           0,  0, 100,     0",
        "nothing new,     100,  0,  0,      0",
        "single questions, 98,  1,  1,      0"
    })
    void everyHundredShouldHaveTheSharesWhenAsked(String label, int known, int early, int fresh, int from) {
        Mix mix = new Mix(known, early, fresh);
        Map<Mix.Kind, Integer> kinds = new EnumMap<>(Map.of(Mix.Kind.KNOWN, 0, Mix.Kind.EARLY, 0, Mix.Kind.FRESH, 0));
        for (int i = from; i < from + 100; i++) {
            kinds.merge(mix.kind(i), 1, Integer::sum);
        }

        assertThat(kinds).containsEntry(Mix.Kind.KNOWN, known).containsEntry(Mix.Kind.EARLY, early).containsEntry(Mix.Kind.FRESH, fresh);
    }

    @Test
    void kindsShouldBeSpreadWhenAskedInARow() {
        Mix mix = new Mix(70, 10, 20);
        for (int from = 0; from < 80; from++) {
            int first = from;
            assertThat(java.util.stream.IntStream.range(first, first + 20).mapToObj(mix::kind))
                    .contains(Mix.Kind.KNOWN, Mix.Kind.EARLY, Mix.Kind.FRESH);
        }
    }

    @Test
    void mixShouldBeRefusedWhenItIsNotAHundred() {
        assertThatThrownBy(() -> new Mix(70, 10, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mix(120, -40, 20)).isInstanceOf(IllegalArgumentException.class);
    }
}
