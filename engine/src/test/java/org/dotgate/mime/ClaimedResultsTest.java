package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimedResultsTest {
    private static final HeaderSieve SIEVE = new HeaderSieve(new ClaimedResults(List.of("mx.example.org", "xn--mnchen-3ya.example")));

    private static String sieved(String message) throws IOException {
        InputStream in = new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SIEVE.copy(in, out);
        in.transferTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        plain                  | Authentication-Results: mx.example.org; dkim=pass header.d=bank.example
        letter case            | AUTHENTICATION-results: MX.Example.ORG; dkim=pass
        no space               | Authentication-Results:mx.example.org;dkim=pass
        space before the colon | Authentication-Results \\t: mx.example.org; dkim=pass
        line before the colon  | Authentication-Results\\r\\n : mx.example.org; dkim=pass
        version                | Authentication-Results: mx.example.org 1; dkim=pass
        on the next line       | Authentication-Results:\\r\\n\\tmx.example.org;\\r\\n\\tdkim=pass
        behind a comment       | Authentication-Results: (by me (and \\\\) you)) mx.example.org; dkim=pass
        before a comment       | Authentication-Results: mx.example.org(me); dkim=pass
        quoted                 | Authentication-Results: "mx.\\\\example.org"; dkim=pass
        in its own letters     | Authentication-Results: m\u00fcnchen.example; dkim=pass
        nothing behind         | Authentication-Results: mx.example.org
        an endless comment     | Authentication-Results: (mx.example.org; dkim=pass
        only space             | "Authentication-Results: "
        bare CRs               | Authentication-Results:\\r mx.example.org; dkim=pass
        """)
    void fieldShouldGoWhenItClaimsToBeOurs(String label, String field) throws IOException {
        String forged = field.translateEscapes();

        assertThat(sieved("A: b\r\n" + forged + "\r\nC: d\r\n\r\nbody")).isEqualTo("A: b\r\nC: d\r\n\r\nbody");
        assertThat(sieved(forged + "\r\n\r\nbody")).isEqualTo("\r\nbody");
        assertThat(sieved(forged)).isEmpty();
        assertThat(sieved(forged + "\r\n" + forged + "\r\n\r\n" + forged)).isEqualTo("\r\n" + forged);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        another service        | Authentication-Results: mx.example.net; dkim=pass
        a longer name          | Authentication-Results: mx.example.org.example.net; dkim=pass
        ours behind another    | Authentication-Results: mx.example.net; dkim=pass (mx.example.org)
        another field          | X-Authentication-Results: mx.example.org; dkim=pass
        a longer field name    | Authentication-Results-Original: mx.example.org; dkim=pass
        a shorter field name   | Authentication-Result: mx.example.org; dkim=pass
        no field at all        | Authentication-Results mx.example.org
        many lines             | Authentication-Results: mx.example.net;\\r\\n dkim=pass;\\r\\n spf=pass\\r\\n\\t(mx.example.org)
        """)
    void fieldShouldStayWhenItIsAnothers(String label, String field) throws IOException {
        String message = "A: b\r\n" + field.translateEscapes() + "\r\nC: d\r\n\r\nbody";

        assertThat(sieved(message)).isEqualTo(message);
    }

    @Test
    void fieldShouldGoWhenItHidesItsServiceBehindMoreThanOneLooksAt() throws IOException {
        String folded = "Authentication-Results:" + "\r\n ".repeat(5_000) + "mx.example.org; dkim=pass\r\n";
        String comment = "Authentication-Results: (" + "x".repeat(50_000) + ") mx.example.org; dkim=pass\r\n";

        assertThat(sieved(folded + comment + "A: b\r\n\r\nbody")).isEqualTo("A: b\r\n\r\nbody");
    }

    @Test
    void longFieldShouldStayWhenItIsAnothers() throws IOException {
        String message = "Authentication-Results: mx.example.net; dkim=pass" + "\r\n (more)".repeat(5_000) + "\r\n\r\nbody";

        assertThat(sieved(message)).isEqualTo(message);
    }

    @Test
    void nothingShouldBeThrownWhateverComes() {
        Random random = new Random(5);
        String letters = "\r\n \t():;\\\"aA\u00fc";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder message = new StringBuilder("Authentication-Results");
            for (int i = random.nextInt(30); i > 0; i--) {
                message.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThatCode(() -> sieved(message.toString())).doesNotThrowAnyException();
        }
    }

    @Test
    void serviceShouldBeTheFirstWordOfAValue() {
        assertThat(ClaimedResults.service("mx.Example.org; dkim=pass")).isEqualTo("mx.example.org");
        assertThat(ClaimedResults.service("mx.example.org")).isEqualTo("mx.example.org");
        assertThat(ClaimedResults.service("")).isEmpty();
    }
}
