package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyReaderTest {
    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("one line", "250 2.0.0 fine\r\n", List.of(250)),
                Arguments.of("a code alone", "354\r\n", List.of(354)),
                Arguments.of("several lines are one reply", "250-a\r\n250-b\r\n250 c\r\n", List.of(250)),
                Arguments.of("two replies at once", "250 a\r\n354 b\r\n", List.of(250, 354)),
                Arguments.of("a reply without its end", "250-a\r\n250 b", List.of()),
                Arguments.of("letters for a code", "HTTP/1.1 200\r\n", List.of(ReplyReader.GARBAGE)),
                Arguments.of("an empty line", "\r\n", List.of(ReplyReader.GARBAGE)),
                Arguments.of("a line without end", "250 " + "a".repeat(ReplyReader.LONGEST_LINE), List.of(ReplyReader.GARBAGE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void nextShouldFindRepliesWhenReadAtOnce(String label, String text, List<Integer> codes) {
        assertThat(read(text, text.length())).isEqualTo(codes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void nextShouldFindRepliesWhenReadOctetByOctet(String label, String text, List<Integer> codes) {
        assertThat(read(text, 1)).isEqualTo(codes);
    }

    @Test
    void nextShouldStartAfreshWhenAReplyHasEnded() {
        assertThat(read("550-no\r\n550 no\r\n221 bye\r\n", 3)).containsExactly(550, 221);
    }

    private static List<Integer> read(String text, int piece) {
        ReplyReader reader = new ReplyReader();
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < text.length(); i += piece) {
            ByteBuffer in = ByteBuffer.wrap(
                    text.substring(i, Math.min(text.length(), i + piece)).getBytes(StandardCharsets.US_ASCII));
            for (int code = reader.next(in); code != ReplyReader.INCOMPLETE; code = reader.next(in)) {
                codes.add(code);
                if (code == ReplyReader.GARBAGE) {
                    return codes;
                }
            }
        }
        return codes;
    }
}
