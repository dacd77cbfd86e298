package org.dotgate.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            plain                   | '550 5.7.1 Go away'              | 550 5.7.1 Go away
            no enhanced code        | '450 Later'                      | 450 4.7.1 Later
            no text                 | '550 5.1.1'                      | 550 5.1.1 Message refused
            code alone              | '451'                            | 451 4.7.1 Message refused
            tabs and blanks         | '550~5.7.1 ~ Go  away '          | 550 5.7.1 Go  away
            another class           | '550 4.7.1 Go away'              | 550 5.7.1 Go away
            enhanced success        | '450 2.0.0 Fine'                 | 450 4.7.1 Fine
            enhanced far too long   | '550 5.7.12345 Go away'          | 550 5.7.1 Go away
            line end in the text    | '550 5.7.1 no^r^n250 2.0.0 yes'  | 550 5.7.1 no  250 2.0.0 yes
            NUL, bell and escape    | '550 5.7.1 a^0b^ec'              | 550 5.7.1 a b c
            accents and other signs | '550 5.7.1 caf\u00e9 \u20ac \ud83d\ude00'   | 550 5.7.1 caf? ? ?
            digits of the text      | '550 5 reasons'                  | 550 5.7.1 5 reasons
            """)
    void refusalShouldBeMadeFitWhenAProgramWroteIt(String label, String text, String reply) {
        String written = text.replace("~", "\t").replace("^r", "\r").replace("^n", "\n").replace("^0", "\0").replace("^e", "\u001b");

        assertThat(Reply.parseLenient(written)).hasToString(reply);
    }

    @ParameterizedTest(name = "text <{0}>")
    @CsvSource({"250 2.0.0 Fine", "354 Go on", "220 Hello", "99", "5500", "550x", "PASS", "''", "-550", "650 6.0.0 Far", "\u0665\u0665\u0660 5.7.1 x"})
    void textShouldBeNoRefusalWhenItIsNone(String text) {
        assertThatThrownBy(() -> Reply.parseLenient(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reply.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"199, 2.0.0, is not 2xx", "600, 5.0.0, is not 2xx", "354, 3.0.0, is not 2xx", "550, 4.7.1, must be 5",
            "250, 5.0.0, must be 2", "550, 5.7, is not of the form", "550, 5.7.1.1, is not of the form", "550, 5.7.1 x, is not of the form"})
    void codesShouldBeRefusedWhenTheyDoNotFit(int code, String enhanced, String problem) {
        assertThatThrownBy(() -> Reply.of(code, enhanced, "text"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(problem);
    }

    @Test
    void textShouldBeCutAt400Octets() {
        assertThat(Reply.of(550, "5.7.1", "x".repeat(401)).text()).hasSize(400);
        assertThat(Reply.of(550, "5.7.1", "\u00e9".repeat(1_000_000)).text()).isEqualTo("?".repeat(400));
        assertThat(Reply.parseLenient("550 5.7.1 " + "x".repeat(5_000_000)).text()).hasSize(400);
    }

    @Test
    void lineShouldBeSafeWhateverGoesIn() {
        Random random = new Random(11);
        int refusals = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(700)];
            random.nextBytes(noise);
            String text = new String(noise, i % 2 == 0 ? ISO_8859_1 : UTF_8);
            assertSafe(Reply.of(451, "4.7.1", text));
            try {
                assertSafe(Reply.parseLenient(text));
            } catch (IllegalArgumentException e) {
                refusals++;
                // the message goes into the log
                assertThat(e.getMessage()).matches("[ -~]{0,500}");
            }
            assertSafe(Reply.parseLenient("5" + random.nextInt(10) + random.nextInt(10) + " " + text));
        }
        assertThat(refusals).isPositive();
    }

    @Test
    void repliesShouldBeEqualWhenTheirLinesAre() {
        assertThat(Reply.parse("550 5.7.1 no")).isEqualTo(Reply.of(550, "5.7.1", "no")).hasSameHashCodeAs(Reply.of(550, "5.7.1", "no"));
        assertThat(Reply.parse("550 5.7.1 no")).isNotEqualTo(Reply.of(550, "5.7.0", "no"));
        assertThat(Reply.of(550, "5.7.1", "no").withCodes(451, "4.7.1")).hasToString("451 4.7.1 no");
    }

    private static void assertSafe(Reply reply) {
        assertThat(reply.text()).hasSizeLessThanOrEqualTo(Reply.MAX_TEXT);
        assertThat(reply.toString()).matches("[45][0-9]{2} [45]\\.[0-9]{1,3}\\.[0-9]{1,3} [ -~]*");
        assertThat(reply.enhanced()).startsWith(String.valueOf(reply.code() / 100));
    }
}
