package org.dotgate.filter.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordListTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a phrase                            | make money fast          | make money fast | -        | 1.0  | false | false
            a score                             | 2.5→lottery              | lottery         | -        | 2.5  | false | false
            a score below zero                  | -3→unsubscribe           | unsubscribe     | -        | -3.0 | false | false
            a score with spaces around          | 2 → lottery              | lottery         | -        | 2.0  | false | false
            a place                             | subject:you have won     | you have won    | subject  | 1.0  | false | false
            a place in capitals, a space after  | X-Mailer: bulk           | bulk            | x-mailer | 1.0  | false | false
            a place and a score                 | 4→body:dear              | dear            | body     | 4.0  | false | false
            everywhere, with a colon            | any:warning: act now     | warning: act now | -       | 1.0  | false | false
            a colon further inside              | act now: warning         | act now: warning | -       | 1.0  | false | false
            open at the end                     | casino*                  | casino          | -        | 1.0  | false | true
            open at the front, with a place     | body:*shop               | shop            | body     | 1.0  | true  | false
            open at both ends                   | *bit*                    | bit             | -        | 1.0  | true  | true
            a comment sign inside               | we are #1                | we are #1       | -        | 1.0  | false | false
            a tab inside                        | 1→make→money             | make\tmoney     | -        | 1.0  | false | false
            """)
    void lineShouldBecomeAPhrase(String label, String line, String text, String field, double score, boolean openStart,
            boolean openEnd) throws Exception {
        List<Phrase> phrases = parse(line.replace('→', '\t')).phrases();

        assertThat(phrases).hasSize(1);
        assertThat(phrases.get(0).text()).isEqualTo(text);
        assertThat(phrases.get(0).field().orElse(null)).isEqualTo(field);
        assertThat(phrases.get(0).score()).isEqualTo(score);
        assertThat(phrases.get(0).openStart()).isEqualTo(openStart);
        assertThat(phrases.get(0).openEnd()).isEqualTo(openEnd);
    }

    @Test
    void commentsAndEmptyLinesShouldBePassedOver() throws Exception {
        WordList list = parse("\ufeff# spam words\r\n\r\n   \r\nviagra\r\n#casino\r\nlottery");

        assertThat(list.phrases()).extracting(Phrase::written).containsExactly("viagra", "lottery");
        assertThat(list.phrases()).extracting(Phrase::line).containsExactly(4, 6);
    }

    @Test
    void phraseShouldBeKeptOnceWhenItComesAgainInAnotherSpelling() throws Exception {
        assertThat(parse("Café au lait\ncafe  AU lait\nsubject:cafe au lait\ncafe au lait*").phrases())
                .extracting(Phrase::line).containsExactly(1, 3, 4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no number before the tab    | ok\\nspam→lottery           | list.txt:2: 'spam' before the tab is not a score such as 1 or 2.5
            a score that is no number   | NaN→lottery               | list.txt:1: 'NaN' before the tab is not a score
            nothing but an asterisk     | ok\\n\\n*                   | list.txt:3: '*' has nothing to search for
            nothing that can be seen    | \u200b\u200b              | list.txt:1: '\u200b\u200b' has nothing to search for
            nothing behind the place    | subject:                  | list.txt:1: 'subject:' has nothing to search for
            an unknown place            | ok\\nsubjet:won            | list.txt:2: 'subjet:' is no header this filter knows; write 'any:subjet:won' for a phrase that holds a colon; did you mean 'subject'?
            another score the next time | 2→Viagra\\nviagra          | list.txt:2: 'viagra' stands in line 1 already, with the score 2.0
            no phrase                   | # nothing here            | list.txt: holds no phrase
            """)
    void wrongLineShouldBeNamed(String label, String list, String message) {
        assertThatThrownBy(() -> parse(list.replace("\\n", "\n").replace('→', '\t')))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void phraseShouldBeRefusedWhenItIsLongerThan200Characters(int length) throws Exception {
        String phrase = "x".repeat(length);
        if (length <= WordList.MAX_LENGTH) {
            assertThat(parse(phrase).phrases()).hasSize(1);
        } else {
            assertThatThrownBy(() -> parse("ok\n" + phrase)).hasMessage("list.txt:2: the phrase is longer than 200 characters");
        }
    }

    @Test
    void phraseShouldBeRefusedWhenItsFoldedFormIsTooLong() {
        assertThatThrownBy(() -> parse("\ufdfa".repeat(200)))
                .hasMessage("list.txt:1: the phrase is longer than 1024 octets when folded");
    }

    @Test
    void listShouldBeRefusedWhenItIsNotUtf8() {
        assertThatThrownBy(() -> WordList.parse(new byte[] {'o', 'k', '\n', 'c', 'a', 'f', (byte) 0xe9}, "list.txt"))
                .hasMessage("list.txt:2: is not UTF-8");
    }

    @Test
    void listShouldBeRefusedWhenItNamesTooManyHeaders() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i <= WordMatcher.MAX_FIELDS; i++) {
            list.append("x-").append(i).append(":word\n");
        }

        assertThatThrownBy(() -> parse(list.toString()))
                .hasMessage("list.txt:61: the phrases are limited to more than 60 different headers");
    }

    @Test
    void fileShouldBeNamedAsTheOperatorNamedItWhenItIsMissing() {
        assertThatThrownBy(() -> WordList.read(directory.resolve("spamwords.txt"), "conf/spamwords.txt"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("conf/spamwords.txt: does not exist (looked for " + directory);
    }

    @Test
    void fileShouldBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("spamwords.txt"), "viagra\n2\tlottery\n");

        assertThat(WordList.read(file, "spamwords.txt").phrases()).hasToString("[viagra, lottery]");
    }

    private static WordList parse(String list) throws SettingsException {
        return WordList.parse(list.getBytes(UTF_8), "list.txt");
    }
}
