package org.dotgate.callout.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/callout-replies.md to what the tables do. */
class CalloutRepliesDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "callout-replies.md");
    private static final Pattern RULE = Pattern.compile("(?m)^\\| ([^|`]+) \\| `([a-z_]+)` \\| ([a-z]+): `([0-9]{3}) ([^`]+)` \\|$");

    @Test
    void rulesShouldBeThoseOfTheTablesInTheirOrder() throws Exception {
        Map<String, String> written = new LinkedHashMap<>();
        Matcher rows = RULE.matcher(Files.readString(PAGE));
        while (rows.find()) {
            written.put(rows.group(1), rows.group(2));
        }
        Map<String, String> rules = new LinkedHashMap<>();
        Stream.concat(PermanentReplies.TABLE.stream(), TemporaryReplies.TABLE.stream())
                .forEach(rule -> rules.put(rule.name(), rule.meaning().name().toLowerCase(Locale.ROOT)));

        assertThat(List.copyOf(written.entrySet())).isEqualTo(List.copyOf(rules.entrySet()));
    }

    @Test
    void examplesShouldBeTakenByTheRuleTheyStandFor() throws Exception {
        Matcher rows = RULE.matcher(Files.readString(PAGE));
        while (rows.find()) {
            Stage stage = Stage.valueOf(rows.group(3).toUpperCase(Locale.ROOT));
            RemoteReply reply = RemoteReply.of(Integer.parseInt(rows.group(4)), rows.group(5));

            assertThat(Meanings.why(stage, reply)).as(reply.toString()).isEqualTo(rows.group(1));
        }
    }

    @Test
    void meaningsShouldAllBeExplained() throws Exception {
        List<String> explained = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| [^|]+ \\|$").matcher(Files.readString(PAGE)).results()
                .map(row -> row.group(1)).collect(Collectors.toList());

        assertThat(explained).isEqualTo(Arrays.stream(Meaning.values()).map(meaning -> meaning.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList()));
    }

    @Test
    void boundsShouldBeAsWritten() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(page).contains(String.format(Locale.ROOT, "The first %,d characters count", ReplyText.MAX));
        assertThat(Times.MAX).hasDays(1);
        Matcher spans = Pattern.compile("`(in 300 seconds|00:05:00|5 minutes|retry=300)`").matcher(page);
        int count = 0;
        while (spans.find()) {
            assertThat(Times.in("come back in " + spans.group(1).replace("in ", ""))).isPresent();
            count++;
        }
        assertThat(count).isEqualTo(4);
    }
}
