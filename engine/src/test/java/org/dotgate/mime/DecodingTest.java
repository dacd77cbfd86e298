package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            base64, as it should be        | base64           | aGVsbG8gd29ybGQ=                | hello world
            base64 without padding         | base64           | aGVsbG8gd29ybGQ                 | hello world
            base64 in lines of any length  | base64           | a~GVs~bG8gd29~ybGQ=             | hello world
            base64 with rubbish in it      | base64           | aGV*sbG8g!d29ybGQ=              | hello world
            base64 padded in the middle    | base64           | aGVsbG8=IHdvcmxk                | hello world
            base64 cut off                 | base64           | aGVsbG8gd29yb                   | hello wor
            base64 with early padding      | base64           | a===aGVsbG8=                    | hello
            no base64 at all               | base64           | ---                             | ''
            quoted, as it should be        | quoted-printable | h=65llo=20w=6Frld               | hello world
            quoted, lower case digits      | quoted-printable | h=65llo w=6frld                 | hello world
            soft line break                | quoted-printable | hel=~lo                         | hello
            soft line break with blanks    | quoted-printable | 'hel= \t~lo'                    | hello
            equals sign alone              | quoted-printable | a = b =                         | 'a = b'
            equals sign doubled            | quoted-printable | a==41                           | a=A
            bad digits                     | quoted-printable | a=4x=x4=zz                      | a=4x=x4=zz
            digit before an escape         | quoted-printable | a=4=41                          | a=4A
            escape cut off                 | quoted-printable | ab=4                            | ab
            """)
    void transferEncodingShouldBeUndoneWhenItIs(String what, String encoding, String body, String text) throws IOException {
        String written = body.replace('~', '\n').replace("\\t", "\t");
        assertThat(Seen.in("Content-Transfer-Encoding: " + encoding + "\n\n" + written).texts).containsExactly(text);
    }

    @Test
    void base64ShouldBeUndoneWhateverTheSizesOfReads() throws IOException {
        Random random = new Random(1);
        for (int size = 0; size < 300; size++) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            byte[] encoded = Base64.getMimeEncoder(20, new byte[] {'\n'}).encode(octets);
            InputStream stream = new Base64Stream(new ByteArrayInputStream(encoded), new byte[1 + random.nextInt(50)]);
            assertThat(readInPieces(stream, 1 + random.nextInt(10))).isEqualTo(octets);
        }
    }

    @Test
    void quotedPrintableShouldBeUndoneWhateverTheSizesOfReads() throws IOException {
        Random random = new Random(1);
        for (int size = 0; size < 300; size++) {
            StringBuilder plain = new StringBuilder();
            StringBuilder encoded = new StringBuilder();
            for (int i = 0; i < size; i++) {
                char c = (char) random.nextInt(256);
                plain.append(c);
                encoded.append(c > ' ' && c < 127 && c != '=' ? String.valueOf(c) : String.format("=%02X", (int) c));
                encoded.append(random.nextInt(10) == 0 ? "= \r\n" : "");
            }
            InputStream stream = new QuotedPrintableStream(
                    new ByteArrayInputStream(encoded.toString().getBytes(StandardCharsets.ISO_8859_1)),
                    new byte[1 + random.nextInt(50)]);
            assertThat(new String(readInPieces(stream, 1 + random.nextInt(10)), StandardCharsets.ISO_8859_1))
                    .isEqualTo(plain.toString());
        }
    }

    private static byte[] readInPieces(InputStream stream, int size) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[size];
        for (int count = stream.read(piece, 0, size); count >= 0; count = stream.read(piece, 0, size)) {
            all.write(piece, 0, count);
        }
        return all.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            UTF-8                        | utf-8          | \u20ac \u00e9 \u4e2d       | UTF-8
            UTF-8 without hyphen         | utf8           | \u20ac                     | UTF-8
            quoted, in upper case        | "UTF-8"        | \u20ac                     | UTF-8
            ISO-8859-1                   | iso-8859-1     | \u00e9                     | ISO-8859-1
            windows-1252 called Latin 1  | ISO-8859-1     | \u20ac \u201c              | windows-1252
            windows-1251                 | windows-1251   | \u043f\u0440\u0438         | windows-1251
            KOI8-R                       | koi8-r         | \u043f\u0440\u0438         | KOI8-R
            GBK called GB2312            | gb2312         | \u4e2d \u9555              | GBK
            ISO-2022-JP                  | iso-2022-jp    | \u65e5\u672c               | ISO-2022-JP
            Shift_JIS                    | shift_jis      | \u65e5\u672c               | Shift_JIS
            UTF-16                       | utf-16         | hello                      | UTF-16
            an unknown one, UTF-8        | x-unheard-of   | \u20ac                     | UTF-8
            an unknown one, windows-1252 | x-unheard-of   | \u20ac\u00e9               | windows-1252
            US-ASCII that is UTF-8       | us-ascii       | \u00e9                     | UTF-8
            a name with blanks in it     | a b            | \u00e9                     | UTF-8
            """)
    void textShouldBeDecodedWhenItsCharsetIs(String what, String declared, String text, String real) throws IOException {
        String octets = new String(text.getBytes(Charset.forName(real)), StandardCharsets.ISO_8859_1);
        assertThat(Seen.in("Content-Type: text/plain; charset=" + declared + "\n\n" + octets).texts).containsExactly(text);
    }

    @Test
    void malformedTextShouldBeReplacedWhenItsCharsetIsKnown() throws IOException {
        assertThat(Seen.in("Content-Type: text/plain; charset=utf-8\n\na\u00ffb\u00e2\u0082").texts)
                .containsExactly("a\ufffdb\ufffd");
    }

    @Test
    void eachOctetShouldBeGuessedWhenUtf8AndWindows1252AreMixed() throws IOException {
        assertThat(Seen.in("\n\u00e2\u0082\u00ac \u0080 \u00c3\u00a9 \u00e9 \u00e2\u0082").texts)
                .containsExactly("\u20ac \u20ac \u00e9 \u00e9 \u00e2\u201a");
    }

    @Test
    void byteOrderMarkShouldVanish() throws IOException {
        assertThat(Seen.in("Content-Type: text/plain; charset=utf-8\n\n\u00ef\u00bb\u00bfhello").texts).containsExactly("hello");
    }

    @Test
    void declarationWithinHtmlShouldCountWhenTheHeaderHasNone() throws IOException {
        assertThat(Seen.in("Content-Type: text/html\n\n<meta charset=\"koi8-r\"><p>\u00d0\u00d2\u00c9").texts)
                .containsExactly("\u043f\u0440\u0438");
    }

    @Test
    void charactersShouldBeWholeWhenTheyLieAcrossBuffers() throws IOException {
        String text = "\u20ac\ud83d\ude00\u00e9x".repeat(5_000);
        String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Seen.in("Content-Type: text/plain; charset=utf-8\n\n" + octets).texts).containsExactly(text);
        assertThat(Seen.in("Content-Type: text/html\n\n" + octets).texts).containsExactly(text);
    }
}
