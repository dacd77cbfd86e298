package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.List;
import javax.mail.internet.MimeUtility;
import org.dotgate.mime.Folding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    private static String header(String text) {
        return Folding.folded("X-Dotgate-Reason", "words: " + HeaderText.safe(text));
    }

    @Test
    void safeShouldLeavePlainTextAlone() {
        assertThat(HeaderText.safe("phrase \"cheap pills\", score 2.5")).isEqualTo("phrase \"cheap pills\", score 2.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"größer als 😀 und 中文", "=?utf-8?q?=0D=0AX-Forged:?= looks encoded", "naïve"})
    void safeShouldBeReadBackWhenTextIsNotPlain(String text) throws UnsupportedEncodingException {
        assertThat(HeaderText.safe(text)).isNotEqualTo(text);
        assertThat(MimeUtility.decodeText(HeaderText.safe(text))).isEqualTo(text);
    }

    static List<String> hostile() {
        return List.of(
                "a\r\nX-Forged: yes",
                "a\rX-Forged: yes",
                "a\nX-Forged: yes",
                "a\r\n\r\nbody",
                "nul\0 bell\7 escape\u001b[31m",
                "line\u2028separator\u0085next line",
                "right\u202Eto left",
                "\ud83d lone surrogate",
                "w".repeat(100_000),
                "😀".repeat(100_000),
                "   ".repeat(1000) + "end",
                "two words ".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void foldedShouldBeOneBoundedFieldWhenTextIsHostile(String text) {
        String[] lines = header(text).split("\r\n", -1);

        assertThat(header(text).length()).isLessThan(4096);
        assertThat(lines).allSatisfy(line -> assertThat(line).matches("[ -~]*"));
        assertThat(lines).allSatisfy(line -> assertThat(line).isNotBlank());
        assertThat(List.of(lines).subList(1, lines.length)).allSatisfy(line -> {
            assertThat(line).startsWith(" ");
            assertThat(line.length()).isLessThanOrEqualTo(78);
        });
        assertThat("X-Dotgate-Reason: ".length() + lines[0].length()).isLessThanOrEqualTo(78);
    }

    @Test
    void foldedShouldBreakLinesAtSpacesOnly() {
        String folded = Folding.folded("X-Dotgate-Verdict", "a-long-name=pass, ".repeat(10).trim());

        assertThat(folded).contains("\r\n ");
        assertThat(folded.replace("\r\n", "")).isEqualTo("a-long-name=pass, ".repeat(10).trim());
    }
}
