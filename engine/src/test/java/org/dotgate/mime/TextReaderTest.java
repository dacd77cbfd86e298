package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader beside the JDK, on octets of which some are text and some are not, read in pieces of any size. */
class TextReaderTest {
    private static final String[] SCRAPS = {
        "plain text, ", "a", "\r\n", "\u00e9", "\u20ac", "\ud83d\ude00", "\u65e5\u672c", "\u043f\u0440\u0438", "\ufeff", "\u007f", "\u0000"
    };

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"utf-8", "guessed", "windows-1251", "windows-1252", "koi8-r", "iso-8859-15", "gb18030", "windows-31j", "utf-16"})
    void bothShouldReadTheSame(String charset) throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 3_000; round++) {
            byte[] octets = octets(random, round % 20 == 0 ? 3_000 : 40, round % 3);
            String expected = charset.equals("guessed")
                    ? Guess.text(octets, 0, octets.length)
                    : new String(octets, Charset.forName(charset));

            assertThat(read(octets, charset.equals("guessed") ? null : charset, random))
                    .isEqualTo(expected.startsWith("\ufeff") ? expected.substring(1) : expected);
        }
    }

    /** @param rubbish 0 for none, 1 for some, 2 for much */
    private static byte[] octets(Random random, int scraps, int rubbish) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = random.nextInt(scraps); i > 0; i--) {
            byte[] scrap = SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8);
            if (rubbish > 0 && random.nextInt(4 / rubbish) == 0) {
                scrap[random.nextInt(scrap.length)] = (byte) random.nextInt(256);
            }
            octets.write(scrap, 0, rubbish > 0 && random.nextInt(8) == 0 ? random.nextInt(scrap.length) : scrap.length);
        }
        return octets.toByteArray();
    }

    private static String read(byte[] octets, String charset, Random random) throws IOException {
        InputStream in = new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 5 : 5_000)));
            }
        };
        TextReader reader = new TextReader(in, charset, false, new byte[1024], new byte[1024]);
        StringBuilder text = new StringBuilder();
        while (reader.next()) {
            assertThat(Utf8.wellFormedEnd(reader.piece(), reader.from(), reader.to())).isEqualTo(reader.to());
            text.append(new String(reader.piece(), reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
