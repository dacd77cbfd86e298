package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenMessageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                                 | ''                                                          | ''
            a body only                             | '~~hello'                                                   | hello
            no header, lines that are none          | 'hello world~second: line'                                  | hello world second: line
            a mailbox separator on top              | 'From a@b Mon Jan 1 10:00:00 2024~Subject: x~~hello'        | hello
            a broken line among fields              | 'Subject: x~oops~Content-Type: text/html~~<b>y</b>'         | oops Content-Type: text/html y
            an escaped mailbox separator            | 'Subject: x~>From a~~hello'                                 | >From a hello
            no header end                           | 'Subject: x'                                                | ''
            blanks before the colon                 | 'Content-Type : text/html~~<b>y</b>'                        | y
            a second type, of which none is told    | 'Content-Type: text/html~Content-Type: text/plain~~<b>y'    | y
            a type without slash                    | 'Content-Type: text~~hello'                                 | hello
            a type without semicolon                | 'Content-Type: text/html charset=utf-8~~<b>y'               | y
            blanks around the slash                 | 'Content-Type: text / html~~<b>y'                           | y
            a comment in the type                   | 'Content-Type: (a) text/html (b); charset=utf-8~~<b>y'      | y
            a multipart without boundary            | 'Content-Type: multipart/mixed~~hello'                      | hello
            an empty boundary                       | 'Content-Type: multipart/mixed; boundary=""~~hello'         | hello
            a boundary that never comes             | 'Content-Type: multipart/mixed; boundary=b~~hello'          | ''
            a boundary that never ends              | 'Content-Type: multipart/mixed; boundary=b~~--b~~hello'     | hello
            a boundary with apostrophes and plus    | "Content-Type: multipart/mixed; boundary=\\"a'b'c+d\\"~~--a'b'c+d~~hello" | hello
            a boundary in pieces                    | 'Content-Type: multipart/mixed; boundary*0=a; boundary*1=b~~--ab~~hello' | hello
            parts of an encoded multipart           | 'Content-Type: multipart/mixed; boundary=b~Content-Transfer-Encoding: base64~~--b~~hello~--b--' | hello
            unknown transfer encoding               | 'Content-Transfer-Encoding: x-own~~hello'                   | hello
            transfer encoding with a comment        | 'Content-Transfer-Encoding: base64 (yes)~~aGVsbG8='         | hello
            transfer encoding in upper case         | 'Content-Transfer-Encoding: BASE64~~aGVsbG8='               | hello
            """)
    void messageShouldBeReadWhenItHas(String what, String message, String texts) throws IOException {
        Seen seen = Seen.in(message.replace('~', '\n').replace("\\\"", "\"").replaceAll("^\"|\"$", ""));
        assertThat(String.join(" ", seen.texts).replaceAll("\\s+", " ").strip()).isEqualTo(texts);
        assertThat(seen.result.isComplete()).isTrue();
    }

    @Test
    void messageShouldBeReadWhenLinesEndInBareLineFeeds() throws IOException {
        byte[] message = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<i>x</i>\n--b--\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Seen.in(message, MimeLimits.DEFAULT).texts).containsExactly("x");
    }

    @Test
    void messageShouldBeReadWhenItHoldsNulAndEightBitHeaders() throws IOException {
        Seen seen = Seen.in("Subject: caf\u00c3\u00a9 caf\u00e9\n\nhel\0lo\n");
        assertThat(seen.fields).containsExactly("0 Subject: caf\u00e9 caf\u00e9");
        assertThat(seen.texts).containsExactly("hel\0lo");
    }

    @Test
    void walkShouldEndWithoutExceptionWhenOctetsOfRealStructureAreChangedAtRandom() throws IOException {
        String sound = """
                From: =?utf-8?q?a=C3=A9?= <a@b>
                Content-Type: multipart/mixed; boundary="bb"

                --bb
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <p style=3D"display:none">x</p>&amp;<img alt=3D"y">=
                <!-- z --><script>q</script>
                --bb
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64

                U3ViamVjdDogaW5uZXINCg0KaGVsbG8=
                --bb
                Content-Disposition: attachment; filename*0*=utf-8''%41; filename*1=b

                x
                --bb--
                """;
        Random random = new Random(20260101);
        int complete = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = sound.getBytes(StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(12); change >= 0; change--) {
                octets[random.nextInt(octets.length)] = round % 2 == 0
                        ? (byte) random.nextInt(256)
                        : octets[random.nextInt(octets.length)];
            }
            complete += Seen.in(octets, MimeLimits.DEFAULT).result.isComplete() ? 1 : 0;
        }
        assertThat(complete).isEqualTo(20_000);
    }
}
