package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyHashTest {
    /** Keys are stored: another hash of the same text would forget what is there. */
    @Test
    void hashShouldBeTheBeginningOfSha256WhenAskedFor() {
        assertThat(KeyHash.of(4, List.of(ascii("abc")))).isEqualTo("ba7816bf");
        assertThat(KeyHash.of(32, List.of(ascii("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void partsShouldCountAsOneWhenThereAreSeveral() {
        assertThat(KeyHash.of(16, List.of(ascii("a"), ascii("bc")))).isEqualTo(KeyHash.of(16, List.of(ascii("abc"))));
    }

    @Test
    void textsShouldBeToldApartWhenNoEncoderCanWriteThem() {
        assertThat(KeyHash.exactly("\ud800")).isNotEqualTo(KeyHash.exactly("\ud801"));
        assertThat(KeyHash.exactly("ab")).containsExactly(0, 'a', 0, 'b');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
