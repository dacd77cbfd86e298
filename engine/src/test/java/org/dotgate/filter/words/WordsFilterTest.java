package org.dotgate.filter.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.mime.MimeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsFilterTest {
    private static final String LIST = "make money\n2.5\tcasino*\n-3\tunsubscribe\nsubject:winner\n免费\nx-mailer:bulk mailer";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain text                    | text/plain                | 7bit             | you make money here
            over a line end               | text/plain                | 7bit             | you make\\n money here
            quoted-printable              | text/plain                | quoted-printable | you m=61ke mon=\\ney here
            base64                        | text/plain                | base64           | eW91IG1ha2UgbW9uZXkgaGVyZQ==
            UTF-8                         | text/plain; charset=utf-8 | 8bit             | 这是免费的
            HTML, a tag inside the word   | text/html                 | 7bit             | you m<b>ak</b>e money
            HTML, a comment in the word   | text/html                 | 7bit             | you ma<!-- x -->ke money
            HTML, entities                | text/html                 | 7bit             | m&#97;ke&nbsp;money
            HTML, zero-width entity       | text/html                 | 7bit             | ma&#8203;ke money
            HTML, blocks are white space  | text/html                 | 7bit             | <div>make</div><div>money</div>
            """)
    void messageShouldBeRefusedWhenItsReaderSeesThePhrase(String label, String type, String encoding, String body)
            throws Exception {
        Verdict verdict = judge(message("hello", type, encoding, body.replace("\\n", "\n")));

        assertThat(verdict.isFailure()).isTrue();
        assertThat(verdict.score()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            another word                  | text/plain                | 7bit             | you make moneys here
            a line end in the word        | text/plain                | 7bit             | you make mon\\ney here
            HTML, in a style sheet        | text/html                 | 7bit             | <style>make money</style>
            HTML, in a script             | text/html                 | 7bit             | <script>make money</script>
            HTML, in a comment            | text/html                 | 7bit             | <!-- make money -->
            HTML, a block inside          | text/html                 | 7bit             | make mo<p>ney
            an attachment                 | application/octet-stream  | 7bit             | make money
            """)
    void messageShouldPassWhenItsReaderSeesNoPhrase(String label, String type, String encoding, String body) throws Exception {
        Verdict verdict = judge(message("hello", type, encoding, body.replace("\\n", "\n")));

        assertThat(verdict).hasToString("PASS");
        assertThat(verdict.score()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Subject                               | Subject: how to make money                              | FAIL (score 1 of 1: 'make money' 1)
            Subject, encoded                      | Subject: =?utf-8?q?m=61ke?= money                       | FAIL (score 1 of 1: 'make money' 1)
            Subject, a word in two encoded words  | Subject: =?utf-8?q?ma?= =?utf-8?q?ke?= money            | FAIL (score 1 of 1: 'make money' 1)
            Subject, folded                       | Subject: make~  money                                   | FAIL (score 1 of 1: 'make money' 1)
            Subject, limited to it                | Subject: you are a winner                               | FAIL (score 1 of 1: 'subject:winner' 1)
            From, its name                        | From: Make Money <a@example.org>                        | FAIL (score 1 of 1: 'make money' 1)
            From, its address                     | From: Ann <make.money@casino.example>                   | PASS
            a field that a phrase is limited to   | X-Mailer: Bulk Mailer 3                                 | FAIL (score 1 of 1: 'x-mailer:bulk mailer' 1)
            another field                         | Comments: make money                                    | PASS
            """)
    void headerShouldCountWhereThePhraseDoes(String label, String field, String verdict) throws Exception {
        assertThat(judge(field.replace("~", "\n") + "\n\nhello\n")).hasToString(verdict);
    }

    @Test
    void phraseLimitedToTheSubjectShouldNotCountInTheBody() throws Exception {
        assertThat(judge(message("hello", "text/plain", "7bit", "you are a winner"))).hasToString("PASS");
    }

    @Test
    void scoreShouldCountEachPhraseOnce() throws Exception {
        Verdict verdict = judge(message("make money", "text/plain", "7bit", "make money, casino, casinos, make money"));

        assertThat(verdict).hasToString("FAIL (score 3.5 of 1: 'make money' 1, 'casino*' 2.5)");
        assertThat(verdict.score()).isEqualTo(3.5);
        assertThat(verdict.reply()).isEmpty();
    }

    @Test
    void messageShouldPassWithItsScoreWhenThatIsBelowTheThreshold() throws Exception {
        Verdict verdict = judge(message("casino", "text/plain", "7bit", "unsubscribe"));

        assertThat(verdict).hasToString("PASS (score -0.5 of 1: 'casino*' 2.5, 'unsubscribe' -3)");
        assertThat(verdict.score()).isEqualTo(-0.5);
    }

    @Test
    void everyTextPartShouldBeSearchedButNoPhraseFoundAcrossTwo() throws Exception {
        String parts = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nmake\n--b\n\nmoney\n--b\n"
                + "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString("<p>Cas<i>ino</i>".getBytes(UTF_8)) + "\n--b--\n";

        assertThat(judge(parts)).hasToString("FAIL (score 2.5 of 1: 'casino*' 2.5)");
    }

    @Test
    void reasonShouldBeBoundedWhenManyPhrasesAreFound() throws Exception {
        String list = IntStream.range(100, 150).mapToObj(i -> "w" + i).collect(Collectors.joining("\n"));
        Verdict verdict = filter(list, MimeLimits.DEFAULT, OnLimit.PASS)
                .verdict(transaction(message("hello", "text/plain", "7bit", list)));

        assertThat(verdict.score()).isEqualTo(50);
        assertThat(verdict.reason()).startsWith("score 50 of 1: 'w100' 1, 'w101' 1, ").endsWith("'w119' 1, and 30 more");
    }

    @ParameterizedTest(name = "on-limit = {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            PASS     | hello      | PASS (searched in part, for the limit of text)
            TEMPFAIL | hello      | FAIL 451 4.7.1 Message cannot be checked in full (searched in part, for the limit of text)
            REJECT   | hello      | FAIL (searched in part, for the limit of text)
            PASS     | make money | FAIL (score 1 of 1: 'make money' 1; searched in part, for the limit of text)
            TEMPFAIL | make money | FAIL (score 1 of 1: 'make money' 1; searched in part, for the limit of text)
            """)
    void outcomeShouldBeTheConfiguredOneWhenTextIsLeftUnsearched(OnLimit onLimit, String start, String verdict) throws Exception {
        MimeLimits limits = MimeLimits.builder().textOctets(1_000).build();
        String body = start + " " + "x ".repeat(1_000) + " make money";

        assertThat(filter(LIST, limits, onLimit).verdict(transaction(message("hello", "text/plain", "7bit", body))))
                .hasToString(verdict);
    }

    @Test
    void searchShouldEndWhenItsThreadIsInterrupted() {
        WordsFilter filter = filter(LIST, MimeLimits.DEFAULT, OnLimit.PASS);
        Transaction transaction = transaction(message("hello", "text/plain", "7bit", "text"));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> filter.verdict(transaction)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void replyShouldNotNameAPhraseWhenAMessageIsRefused() throws Exception {
        Verdict verdict = judge(message("make money", "text/plain", "7bit", "casino"));

        assertThat(verdict.reply().map(Reply::text)).isEmpty();
    }

    @Test
    void hitsShouldCountTheMessagesThatHaveEachPhraseMostFirst() throws Exception {
        WordsFilter filter = filter(LIST, MimeLimits.DEFAULT, OnLimit.TEMPFAIL);
        assertThat(filter.hits(9)).isEmpty();

        filter.verdict(transaction(message("winner", "text/plain", "7bit", "make money, make money, unsubscribe")));
        filter.verdict(transaction(message("winner", "text/plain", "7bit", "make money")));
        filter.verdict(transaction(message("hello", "text/plain", "7bit", "make money")));

        assertThat(filter.hits(9)).containsExactly(Map.entry("make money", 3L), Map.entry("subject:winner", 2L),
                Map.entry("unsubscribe", 1L));
        assertThat(filter.hits(2).keySet()).containsExactly("make money", "subject:winner");
    }

    private static Verdict judge(String message) throws Exception {
        return filter(LIST, MimeLimits.DEFAULT, OnLimit.TEMPFAIL).verdict(transaction(message));
    }

    private static WordsFilter filter(String list, MimeLimits limits, OnLimit onLimit) {
        try {
            return new WordsFilter(WordMatcher.of(WordList.parse(list.getBytes(UTF_8), "list").phrases()), 1, limits, onLimit);
        } catch (org.dotgate.settings.SettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String message(String subject, String type, String encoding, String body) {
        return "From: Ann <ann@example.org>\nSubject: " + subject + "\nMIME-Version: 1.0\nContent-Type: " + type
                + "\nContent-Transfer-Encoding: " + encoding + "\n\n" + body + "\n";
    }

    private static Transaction transaction(String message) {
        return new Transaction("m1", Event.DOT, Client.at(InetAddress.getLoopbackAddress()).build(),
                new Envelope("ann@example.org", List.of("bob@example.org")),
                new BytesMessage(message.replace("\n", "\r\n").getBytes(UTF_8)));
    }
}
