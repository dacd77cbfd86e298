package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandWordsTest {
    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("one word", "check.sh", List.of("check.sh")),
                Arguments.of("two words", "check.sh --fast", List.of("check.sh", "--fast")),
                Arguments.of("white space around", " \tcheck.sh \t --fast  ", List.of("check.sh", "--fast")),
                Arguments.of("single quotes", "'my check.sh' 'a\"b\\c'", List.of("my check.sh", "a\"b\\c")),
                Arguments.of("double quotes", "\"my check.sh\" \"it's\"", List.of("my check.sh", "it's")),
                Arguments.of("escapes in double quotes", "x \"a\\\"b\\\\c\\d\"", List.of("x", "a\"b\\c\\d")),
                Arguments.of("backslash outside", "my\\ check.sh \\'a", List.of("my check.sh", "'a")),
                Arguments.of("quotes within a word", "--name='a b'c", List.of("--name=a bc")),
                Arguments.of("empty words", "x '' \"\"", List.of("x", "", "")),
                Arguments.of("what a shell would act on", "x $HOME *.eml | > `id`",
                        List.of("x", "$HOME", "*.eml", "|", ">", "`id`")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void splitShouldGiveTheWordsOfAShell(String label, String text, List<String> words) {
        assertThat(CommandWords.split(text)).isEqualTo(words);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("nothing", "  ", "names no program"),
                Arguments.of("open single quote", "x 'a", "the ' at character 3 has no counterpart"),
                Arguments.of("open double quote", "x \"a\\\"", "the \" at character 3 has no counterpart"),
                Arguments.of("backslash at the end", "x \\", "a backslash at the end"),
                Arguments.of("NUL", "x \0", "control character"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void splitShouldRefuseWhatHasNoMeaning(String label, String text, String problem) {
        assertThatThrownBy(() -> CommandWords.split(text))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(problem);
    }

    @Test
    void splitShouldRefuseWordsWithoutEnd() {
        assertThatThrownBy(() -> CommandWords.split("x ".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("more than 100 words");
    }
}
