package org.dotgate.callout.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables make of the replies of common servers and large providers, which are in replies.txt. */
class ReplyCorpusTest {
    @ParameterizedTest
    @MethodSource("rows")
    void replyShouldMeanWhatTheTableSays(Row row) {
        assertThat(Meanings.of(row.stage, row.reply)).as(Meanings.why(row.stage, row.reply)).isEqualTo(row.meaning);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void timeShouldBeWhatTheTableSaysWhenTheServerWantsUsBack(Row row) {
        if (row.meaning == Meaning.COME_AGAIN) {
            assertThat(Meanings.comeAgainIn(row.reply)).isEqualTo(row.time);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void letterCaseShouldNotMatter(Row row) {
        RemoteReply loud = upper(row.reply);

        assertThat(Meanings.of(row.stage, loud)).isEqualTo(row.meaning);
        assertThat(Meanings.comeAgainIn(loud)).isEqualTo(Meanings.comeAgainIn(row.reply));
    }

    /** Only a plain statement about an address may lose mail; the same words under a temporary code, or before RCPT, may not. */
    @ParameterizedTest
    @MethodSource("rows")
    void addressShouldOnlyBeUnknownForGoodAtRcpt(Row row) {
        RemoteReply forNow = new RemoteReply(450, row.reply.lines());

        assertThat(Meanings.of(row.stage, forNow)).isNotIn(Meaning.NO_SUCH_ADDRESS, Meaning.NO_MAIL);
        for (Stage stage : Stage.values()) {
            if (stage != Stage.RCPT) {
                assertThat(Meanings.of(stage, row.reply)).isNotIn(Meaning.NO_SUCH_ADDRESS, Meaning.NO_MAIL, Meaning.EXISTS);
            }
        }
    }

    /** Whatever else such a reply says: whoever names a blocklist may mean us. */
    @ParameterizedTest
    @MethodSource("rows")
    void addressShouldNotBeUnknownWhenTheReplySpeaksAgainstUsToo(Row row) {
        List<String> lines = row.reply.lines();
        for (String against : List.of("Client host blocked using zen.spamhaus.org", "rejected by local policy", "Relay access denied",
                "sender verify failed", "no reverse DNS for your IP")) {
            List<String> both = Stream.concat(lines.stream(), Stream.of(against)).collect(Collectors.toList());

            assertThat(Meanings.of(row.stage, new RemoteReply(row.reply.code(), both))).isNotEqualTo(Meaning.NO_SUCH_ADDRESS);
        }
    }

    @Test
    void tableShouldBeLargeAndKnowEveryMeaning() throws Exception {
        List<Row> rows = rows().collect(Collectors.toList());

        assertThat(rows).hasSizeGreaterThan(200);
        assertThat(rows.stream().map(row -> row.meaning).distinct()).containsExactlyInAnyOrder(Meaning.values());
        assertThat(rows.stream().map(row -> row.stage + " " + row.reply)).doesNotHaveDuplicates();
    }

    /** A rule that no known reply needs is a guess. */
    @Test
    void everyRuleShouldBeNeededBySomeReply() throws Exception {
        List<String> needed = rows().map(row -> Meanings.why(row.stage, row.reply)).collect(Collectors.toList());

        assertThat(needed).containsAll(Stream.concat(PermanentReplies.TABLE.stream(), TemporaryReplies.TABLE.stream())
                .map(Rule::name).collect(Collectors.toList()));
    }

    private static RemoteReply upper(RemoteReply reply) {
        return new RemoteReply(reply.code(), reply.lines().stream().map(line -> line.toUpperCase(Locale.ROOT)).collect(Collectors.toList()));
    }

    static Stream<Row> rows() throws Exception {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                ReplyCorpusTest.class.getResourceAsStream("replies.txt"), StandardCharsets.US_ASCII))) {
            return table.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Row::parse)
                    .collect(Collectors.toList()).stream();
        }
    }

    /** One line of replies.txt. */
    static final class Row {
        final String label;
        final Stage stage;
        final RemoteReply reply;
        final Meaning meaning;
        final Optional<Duration> time;

        private Row(List<String> cells) {
            stage = Stage.valueOf(cells.get(1).toUpperCase(Locale.ROOT));
            reply = new RemoteReply(Integer.parseInt(cells.get(2)), List.of(cells.get(3).split("\\\\n")));
            meaning = Meaning.valueOf(cells.get(4).toUpperCase(Locale.ROOT));
            time = cells.size() > 5 ? Optional.of(Duration.ofSeconds(Long.parseLong(cells.get(5)))) : Optional.empty();
            label = cells.get(0) + " at " + cells.get(1) + ": " + reply;
        }

        static Row parse(String line) {
            List<String> cells = Stream.of(line.split("\\|")).map(String::trim).collect(Collectors.toList());
            assertThat(cells).as(line).hasSizeBetween(5, 6);
            return new Row(cells);
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
