package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that call-outs store: records, facts about domains, work, and their keys. */
class CalloutTextsTest {
    private static final Instant CHECKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-01-08T00:00:00Z");
    private static final String HOSTILE = "\u0000a\nb\r\\u0041 \ud800\u2028\uffff\u00e9 '\"<>";

    private static CalloutRecord record(String address, String mx, String reason, List<String> transcript) {
        return new CalloutRecord(address, Answer.FOUND, CalloutRecord.Attempt.SOFT, Stage.RCPT, mx, CHECKED, EXPIRES, reason, transcript);
    }

    private static void assertSame(CalloutRecord read, CalloutRecord written) {
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    void recordShouldBeWrittenAsItsDescriptionShows() {
        String text = RecordText.write(record("anna@example.org", "mx.example.org", "250 2.1.5 Ok",
                List.of("0 * example.org has 1 host: mx.example.org[192.0.2.25]", "31 < 220 mx.example.org ESMTP")));

        assertThat(text).isEqualTo("dotgate callout 1\n"
                + "address anna@example.org\n"
                + "answer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z mx.example.org\n"
                + "reason 250 2.1.5 Ok\n"
                + "line 0 * example.org has 1 host: mx.example.org[192.0.2.25]\n"
                + "line 31 < 220 mx.example.org ESMTP");
    }

    static Stream<CalloutRecord> records() {
        return Stream.of(
                record("anna@example.org", "mx.example.org", "250 2.1.5 Ok", List.of("0 * a", "31 < 220 b")),
                record("anna@example.org", "", "", List.of()),
                record(HOSTILE + "@example.org", "m x\n", HOSTILE, List.of(HOSTILE, "")),
                new CalloutRecord("a@b", Answer.CATCH_ALL, CalloutRecord.Attempt.HARD, Stage.CONNECT, "-x", CHECKED, EXPIRES, "-", List.of()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordShouldBeReadAsItWasWritten(CalloutRecord record) {
        String text = RecordText.write(record);

        assertSame(RecordText.read(text).orElseThrow(), record);
        assertSame(RecordText.readHead(text).orElseThrow(), record.withoutTranscript());
        assertThat(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0xfff0 && !Character.isSurrogate((char) c))).isTrue();
    }

    @ParameterizedTest(name = "{0} lines of {1}, made of ''{2}''")
    @CsvSource({"3000, 40, a", "3, 3000, a", "200, 200, '\n'", "1, 5000, '\n'", "20, 395, a"})
    void recordShouldStayWithinItsBound(int lines, int length, String made) {
        List<String> transcript = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            transcript.add(i + " " + made.repeat(length));
        }
        String much = "\u0000".repeat(3000);
        String text = RecordText.write(record(much, much, much, transcript));
        CalloutRecord read = RecordText.read(text).orElseThrow();

        assertThat(text.length()).isLessThanOrEqualTo(RecordText.MAX);
        assertThat(read.answer()).isEqualTo(Answer.FOUND);
        assertThat(read.expires()).isEqualTo(EXPIRES);
    }

    @Test
    void beginningAndEndOfALongDialogueShouldBeKept() {
        List<String> transcript = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            transcript.add(i + " < 250-" + "x".repeat(50));
        }
        List<String> read = RecordText.read(RecordText.write(record("anna@example.org", "", "", transcript))).orElseThrow().transcript();

        assertThat(read).hasSizeBetween(100, 150);
        assertThat(read.get(0)).startsWith("0 ");
        assertThat(read.get(read.size() - 1)).startsWith("999 ");
        assertThat(read).contains("* lines are left out here");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "dotgate callout 1", "dotgate callout 2\naddress a@b\nanswer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a@b\nanswer maybe soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a@b\nanswer found soft rcpt yesterday 2026-01-08T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a@b\nanswer found soft rcpt 2026-01-01T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a@b\nreason \nanswer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -",
        "dotgate callout 1\naddress a\\u00\nanswer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a\\x0041\nanswer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -\nreason ",
        "dotgate callout 1\naddress a\\uzzzz\nanswer found soft rcpt 2026-01-01T00:00:00Z 2026-01-08T00:00:00Z -\nreason ",
    })
    void textOfAnotherFormShouldBeNoRecord(String text) {
        assertThat(RecordText.read(text)).isEmpty();
        assertThat(RecordText.readHead(text)).isEmpty();
    }

    @Test
    void damagedTextsShouldBeRefusedAndNeverBreakTheReader() {
        Random random = new Random(4);
        String record = RecordText.write(record("anna@example.org", "mx.example.org", "250 ok", List.of("0 * a", "1 < b")));
        String work = WorkText.write(new CalloutWork("k", new CalloutQuestion("anna@example.org", "mx"), CHECKED, EXPIRES, 2));
        String fact = "1 takes_all soft rcpt 1767225600000 1767830400000 mx.example.org 250 2.1.5 Ok";
        for (int i = 0; i < 20_000; i++) {
            RecordText.read(damaged(record, random));
            WorkText.read("k", damaged(work, random));
            DomainFact.read(damaged(fact, random));
        }
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x80));
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.insert(at, "\\u 9999999999\n".charAt(random.nextInt(14)));
            }
        }
        return damaged.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1 takes_all soft rcpt 1767225600000 1767830400000 mx.example.org 250 2.1.5 Ok",
        "1 unroutable hard connect 1767225600000 1767268800000 - a null MX",
        "1 tells_apart soft rcpt 1767225600000 1767830400000 mx.example.org ",
        "1 refused soft greeting 1767225600000 1767830400000 m\\u0020x no\\u000a",
    })
    void factShouldBeWrittenAsItWasRead(String line) {
        assertThat(DomainFact.read(line).orElseThrow()).hasToString(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2 takes_all soft rcpt 1 2 - x", "1 takes_none soft rcpt 1 2 - x", "1 refused soft rcpt 1 2 -"})
    void lineOfAnotherFormShouldBeNoFact(String line) {
        assertThat(DomainFact.read(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"anna@example.org, mx.example.net", "anna@example.org, ''", "'\"an na\\u0020\n\"@example.org', 'm x'"})
    void workShouldBeReadAsItWasWritten(String address, String helo) {
        CalloutWork work = new CalloutWork("key", new CalloutQuestion(address, helo), CHECKED, EXPIRES, 3);

        assertThat(WorkText.read("key", WorkText.write(work)).orElseThrow()).usingRecursiveComparison().isEqualTo(work);
    }

    @Test
    void workShouldBeWrittenAsItsDescriptionShows() {
        CalloutWork work = new CalloutWork("key", new CalloutQuestion("anna@example.org", "mx.example.net"), CHECKED,
                CHECKED.plusSeconds(300), 1);

        assertThat(WorkText.write(work)).isEqualTo("1 1767225600000 1767225900000 1 mx.example.net anna@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 x", "2 1767225600000 1767225900000 1 - a@b", "1 1767225600000 1767225900000 1 -", "1 1 1 9999 - a@b",
        "1 9999999999999999 1 1 - a@b", "1 1 1 1 - a\\@b"})
    void lineOfAnotherFormShouldBeNoWork(String line) {
        assertThat(WorkText.read("key", line)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is remembered as {1}")
    @CsvSource({
        "Anna@Example.ORG, anna@example.org",
        "anna@example.org., anna@example.org",
        "prvs=4711abcdef=anna@example.org, anna@example.org",
        "list-return-12-ben=example.net@example.org, list-return-#-*@example.org",
        "\u00e4nna@example.org, sha256:",
        "a b@example.org, sha256:",
        "sha256:00@example.org, sha256:",
    })
    void addressShouldHaveAStableKey(String address, String key) {
        assertThat(CalloutKey.of(address)).startsWith(key).hasSizeLessThanOrEqualTo(Math.max(39, key.length()));
    }

    @Test
    void keyShouldFitTheStoreWhateverTheAddress() {
        for (char c : new char[] {'a', '\u0130', '\u0000', ' ', '\ud800', '='}) {
            String address = Collections.nCopies(300, String.valueOf(c)).stream().reduce("", String::concat) + "@example.org";

            assertThat(CalloutKey.of(address)).hasSizeBetween(1, Store.MAX_KEY).matches("[!-~]+");
            assertThat(CalloutKey.ofDomain(CalloutKey.domain("a@" + address.replace('@', 'x')))).matches("[!-~]+");
        }
        assertThat(CalloutKey.of("\ud800@example.org")).isNotEqualTo(CalloutKey.of("\ud801@example.org"));
    }
}
