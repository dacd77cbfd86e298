package org.dotgate.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mime.MimeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code match = similar}: what may differ in a retry, and what may not. */
class SimilarTest {
    private static final String SENT = """
            Date: Thu, 1 Jan 2026 00:00:00 +0000
            From: Example Shop <noreply+8831@mail.example.org>
            To: x@example.net
            Subject: Your sign-in code 482913
            Content-Type: multipart/mixed; boundary=one

            --one
            Content-Type: multipart/alternative; boundary=two

            --two
            Content-Type: text/plain; charset=utf-8

            Good morning Ann, your sign-in code is 482913. It holds for 10 minutes.
            It was asked for on Thursday, 1 January 2026 at 10:42 AM from Vienna.
            Not you? Write to help@example.org or open
            https://www.example.org/account/secure/f81d4fae-7dec-11d0-a765-00a0c91e6bf6?user=17&t=eyJhbGciOiJIUzI1NiJ9
            You get this because of your account. Grüße, the example team
            To unsubscribe: https://lists.example.org/unsubscribe/Zm9vYmFyYmF6cXV4
            --two
            Content-Type: text/html; charset=utf-8

            <html><body style="color:#336699"><p>Good morning Ann, your sign-in code is <b>482913</b>. It holds for 10
            minutes. It was asked for on Thursday, 1 January 2026 at 10:42 AM from Vienna.</p>
            <a href="https://www.example.org/account/secure/f81d4fae?user=17&amp;t=eyJhbGciOiJIUzI1NiJ9">Not you?</a>
            <img src="https://img.example.org/pixel.gif?id=8831" width="1"><p>Gr&uuml;&szlig;e, the example team</p></body></html>
            --two--
            --one
            Content-Type: application/pdf; name=terms-17.pdf
            Content-Transfer-Encoding: base64

            aGVsbG8gd29ybGQ=
            --one--
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            code                    | 482913                   | 070551
            code of letters         | 482913                   | QKXWZB
            time                    | 10:42 AM                 | 1:07 PM
            date                    | Thursday, 1 January 2026 | Friday, 2 March 2027
            boundary                | one                      | =_three
            counter                 | name=terms-17.pdf        | name=terms-18.pdf
            sender's number         | noreply+8831@            | noreply+8832@
            UUID in a link          | f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | 123e4567-e89b-12d3-a456-426614174000
            query of a link         | user=17&                 | user=18&
            token in a link         | eyJhbGciOiJIUzI1NiJ9     | ZXlKaGJHY2lPaUpJVXpJMU5pSjk
            mixed case in a link    | Zm9vYmFyYmF6cXV4         | QmFyRm9vQmF6UXV4eXp6eQ
            id of a picture         | id=8831                  | id=8832
            a word                  | Vienna                   | Paris
            greeting                | Good morning             | Good evening
            line ends               | Write to help            | Write~to help
            case of a host          | www.example.org          | WWW.Example.ORG
            soft hyphens            | minutes                  | min\u00adutes
            """)
    void retryShouldBeLikeTheFirstWhenItDiffersIn(String what, String from, String to) throws IOException {
        assertThat(of(changed(from, to)).isLike(of(SENT))).isTrue();
        assertThat(of(SENT).isLike(of(changed(from, to)))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            host of a link           | lists.example.org    | lists.example.com
            host of a picture        | img.example.org      | img2.example.org
            a link without a scheme  | open                 | open www.example.com
            a bare link              | open                 | open example.com/login
            a link in a link         | ?user=17&t=          | ?user=17&u=https%3A%2F%2Fexample.com&t=
            another link in a link   | ?user=17&t=          | ?user=17&u=https://example.com/&t=
            host behind a user       | https://lists.example.org | https://lists.example.org@example.com
            port is no host          | https://lists.example.org | https://example.com:8080
            address                  | help@example.org     | help@example.com
            From                     | @mail.example.org    | @mail.example.com
            attachment               | aGVsbG8gd29ybGQ=     | aGVsbG8gd29ybGE=
            type of attachment       | application/pdf      | application/zip
            ending of its name       | terms-17.pdf         | terms-17.exe
            subject                  | Your sign-in code    | Invoice overdue, pay now
            other words              | It holds for 10 minutes | Nobody will ever ask for this except criminals who want money from people that hurry too much
            in another script        | Good morning Ann     | \u4f60\u597d\u6211\u4eec\u9700\u8981\u4f60\u7684\u5e2e\u52a9\u8bf7\u7acb\u5373\u8f6c\u8d26
            """)
    void messageShouldBeUnlikeWhenItDiffersIn(String what, String from, String to) throws IOException {
        assertThat(of(changed(from, to)).isLike(of(SENT))).isFalse();
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', textBlock = """
            we meet at noon today near the station   | we never meet at noon, the station is closed for good
            please call me back soon about your car  | please call me back soon about the money you owe us
            lunch tomorrow?                          | fired, effective immediately
            \u60a8\u597d\uff0c\u660e\u5929\u4e0b\u5348\u4e09\u70b9\u5f00\u4f1a\uff0c\u8bf7\u51c6\u65f6\u53c2\u52a0 | \u60a8\u597d\uff0c\u4f60\u7684\u8d26\u6237\u5df2\u7ecf\u88ab\u51bb\u7ed3\uff0c\u8bf7\u7acb\u5373\u8f6c\u8d26
            \u0441\u043f\u0430\u0441\u0438\u0431\u043e \u0437\u0430 \u0432\u0430\u0448 \u0437\u0430\u043a\u0430\u0437 | \u043f\u0440\u0438\u0432\u0435\u0442 \u043a\u0430\u043a \u0434\u0435\u043b\u0430
            """)
    void shortMessagesShouldBeUnlikeWhenTheySayOtherThings(String one, String other) throws IOException {
        assertThat(of("Subject: hello\n\n" + one).isLike(of("Subject: hello\n\n" + other))).isFalse();
    }

    @ParameterizedTest(name = "message {index}")
    @ValueSource(strings = {"", "\n", "\n12345", "Subject: 17\n\n18", "\n?!", "Content-Type: image/png\n\n\u0001\u0002"})
    void messageShouldBeKnownByItsCanonicalContentWhenItHasTooFewWords(String message) throws IOException {
        assertThat(of(message)).hasToString("s" + Likenesses.of(Match.CANONICAL, new BytesMessage(message)));
        assertThat(of(message).isLike(of(message))).isTrue();
        assertThat(of(message).isLike(of(message + "9"))).isFalse();
    }

    @Test
    void encryptedLinesShouldCountAsTheyStand() throws IOException {
        String text = "Subject: for your eyes only, as agreed\n\nHere is the file that you have asked for last week\n\n";
        assertThat(of(text + "hQEMA5".repeat(10)).isLike(of(text + "hQEMA6".repeat(10)))).as("one line of many").isTrue();
        StringBuilder one = new StringBuilder(text);
        StringBuilder other = new StringBuilder(text);
        for (int i = 10; i < 30; i++) {
            one.append(("hQEMA" + i).repeat(9)).append('\n');
            other.append(("hQEMB" + i).repeat(9)).append('\n');
        }
        assertThat(of(one.toString()).isLike(of(other.toString()))).isFalse();
    }

    @Test
    void rawOctetsShouldCountWhenALimitIsReached() throws IOException {
        MimeLimits few = MimeLimits.builder().textOctets(100).build();
        Likeness cut = Likenesses.of(Match.SIMILAR, new BytesMessage(SENT), few);
        assertThat(cut.toString()).startsWith("sr").hasSize(45);
        assertThat(cut.isLike(Likenesses.of(Match.SIMILAR, new BytesMessage(changed("Grüße", "Grüsse")), few))).isFalse();
        assertThat(cut.isLike(Likenesses.of(Match.SIMILAR, new BytesMessage("Received: from b\n by a\n" + SENT), few))).isTrue();
    }

    private static String changed(String from, String to) {
        String other = SENT.replace(from, to.replace('~', '\n'));
        assertThat(other).isNotEqualTo(SENT);
        return other;
    }

    private static Likeness of(String message) throws IOException {
        return Likenesses.of(Match.SIMILAR, new BytesMessage(message));
    }
}
