package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRepliesTest {
    private final PolicyReplies replies = new PolicyReplies();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing said against it,        'action=DUNNO\n\n',                                        1",
        "a header for what was delayed,  'action=PREPEND X-Greylist: delayed 300 seconds\n\n',      1",
        "told to come again,             'action=DEFER_IF_PERMIT Greylisted\n\n',                   2",
        "an action that nobody expects,  'action=REJECT\n\n',                                      -1",
        "no action,                      'hello\n\n',                                              -1",
        "an empty answer,                '\n',                                                     -1",
        "half a line,                    'action=DUN',                                              0",
        "half an answer,                 'action=DUNNO\n',                                          0"
    })
    void nextShouldTellWhatAnAnswerMeansWhenRead(String label, String answer, int meaning) {
        assertThat(replies.next(octets(answer))).isEqualTo(meaning);
    }

    @Test
    void nextShouldFindEachAnswerWhenTheyComeInPieces() {
        assertThat(replies.next(octets("action=DUN"))).isEqualTo(Replies.INCOMPLETE);
        ByteBuffer rest = octets("NO\n\naction=DEFER\n\n");

        assertThat(replies.next(rest)).isEqualTo(PolicyReplies.PASS);
        assertThat(replies.next(rest)).isEqualTo(PolicyReplies.DELAY);
        assertThat(replies.next(rest)).isEqualTo(Replies.INCOMPLETE);
    }

    @Test
    void nextShouldGiveUpWhenALineHasNoEnd() {
        assertThat(replies.next(octets("x".repeat(PolicyReplies.LONGEST_LINE + 1)))).isEqualTo(Replies.GARBAGE);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
