package org.dotgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private static final Map<String, ValueType<?>> TYPES = Map.of(
            "duration", Values.DURATION,
            "duration or off", Values.DURATION_OR_OFF,
            "duration 1s to 5m", Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            "size", Values.SIZE,
            "number", Values.NUMBER,
            "whole 1 to 9", Values.whole(1, 9),
            "yes or no", Values.YES_NO,
            "names", Values.NAMES,
            "reply", Values.REPLY);

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            duration          | 0s                      | PT0S
            duration          | 500ms                   | PT0.5S
            duration          | 3 s                     | PT3S
            duration          | 90m                     | PT1H30M
            duration          | 4h                      | PT4H
            duration          | 3650d                   | PT87600H
            duration or off   | off                     | PT0S
            duration or off   | 0                       | PT0S
            duration or off   | 60s                     | PT1M
            duration 1s to 5m | 1000ms                  | PT1S
            duration 1s to 5m | 5m                      | PT5M
            size              | 500                     | 500
            size              | 64K                     | 65536
            size              | 64k                     | 65536
            size              | 10M                     | 10485760
            size              | 999G                    | 1072668082176
            number            | 2.5                     | 2.5
            number            | -1                      | -1.0
            whole 1 to 9      | 9                       | 9
            yes or no         | yes                     | true
            yes or no         | no                      | false
            names             | 'a, b ,c'               | [a, b, c]
            names             | ''                      | []
            reply             | 550 5.7.1 Go away       | 550 5.7.1 Go away
            reply             | 450 Later               | 450 4.7.1 Later
            reply             | 554                     | 554 5.7.1 Message refused
            reply             | 451 4.7.1               | 451 4.7.1 Message refused
            """)
    void valueShouldBeReadWhenItIsValid(String type, String text, String value) {
        assertThat(TYPES.get(type).parse(text)).hasToString(value);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            duration          | ''                      | is not a duration such as 500ms, 3s, 5m, 4h or 2d
            duration          | 5                       | is not a duration
            duration          | 0                       | is not a duration
            duration          | off                     | is not a duration
            duration          | -5s                     | is not a duration
            duration          | 1.5s                    | is not a duration
            duration          | 5S                      | is not a duration
            duration          | 5 years                 | is not a duration
            duration          | 3651d                   | is longer than ten years
            duration          | 999999999999d           | is longer than ten years
            duration          | 99999999999999999999s   | is not a duration
            duration 1s to 5m | 999ms                   | is not from 1s to 5m
            duration 1s to 5m | 301s                    | is not from 1s to 5m
            size              | 10T                     | is not a size such as 500, 64K, 10M or 1G
            size              | -1                      | is not a size
            size              | 64KB                    | is not a size
            number            | NaN                     | is not a number such as 1 or 2.5
            number            | Infinity                | is not a number
            number            | 1e999                   | is not a number
            number            | ''                      | is not a number
            number            | 1d                      | is not a number
            number            | 0x1p3                   | is not a number
            whole 1 to 9      | 0                       | is not a whole number from 1 to 9
            whole 1 to 9      | 10                      | is not a whole number from 1 to 9
            whole 1 to 9      | 2.0                     | is not a whole number
            whole 1 to 9      | 99999999999             | is not a whole number
            yes or no         | Yes                     | is not valid; did you mean 'yes'? Valid here: no, yes
            yes or no         | true                    | is not valid
            reply             | 250 2.0.0 Fine          | is not a refusal such as '550 5.7.1 Message refused'
            reply             | 354 Go on               | is not a refusal
            reply             | 600 Far                 | is not a refusal
            reply             | Go away                 | is not a refusal
            reply             | 5505.7.1 Close          | is not a refusal
            reply             | 550 4.7.1 Mixed         | its first digit must be 5
            reply             | 550 5.7.1234 Long       | is not of the form 5.7.1
            """)
    void errorShouldQuoteTheValueWhenItIsWrong(String type, String text, String problem) {
        assertThatThrownBy(() -> TYPES.get(type).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            budgt         | budget
            Budget        | budget
            on_drop       | on-drop
            patienec      | patience
            run           | run
            xyzzy         |
            """)
    void nearestShouldBeTheNameThatWasMeant(String given, String nearest) {
        assertThat(Nearest.to(given, List.of("budget", "patience", "on-drop", "on-quit", "run")).orElse(null)).isEqualTo(nearest);
    }

    @Test
    void nearestShouldBeNoneWhenThereIsNothingValid() {
        assertThat(Nearest.hint("anything", List.of())).isEqualTo("; Valid here: ");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({"PT0S, 0ms", "PT0.5S, 500ms", "PT90S, 90s", "PT2M, 2m", "PT36H, 36h", "PT48H, 2d"})
    void durationShouldBeShownAsOperatorsWriteIt(Duration duration, String shown) {
        assertThat(Values.show(duration)).isEqualTo(shown);
        assertThat(Values.DURATION.parse(shown)).isEqualTo(duration);
    }

    @Test
    void keyShouldBeRefusedWhenItHasNoDocumentation() {
        assertThatThrownBy(() -> Key.of("key", Values.TEXT, "", " ")).hasMessageContaining("'key' has no documentation");
    }
}
