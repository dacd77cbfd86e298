package org.dotgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetsTest {
    @Test
    void textShouldLookAsInUtf8WhenItIsOfTheBasicPlane() {
        String text = "anna@example.org größe €\0";

        assertThat(Octets.of(text)).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void orderShouldBeThatOfTheTextsWhateverTheyHold() {
        Random random = new Random(1);
        String before = "";
        for (int i = 0; i < 100_000; i++) {
            String text = random.ints(random.nextInt(4), 0, 0x10000)
                    .map(unit -> random.nextBoolean() ? unit : unit & 0x7F)
                    .collect(StringBuilder::new, (all, unit) -> all.append((char) unit), StringBuilder::append).toString();

            assertThat(Octets.text(Octets.of(text))).isEqualTo(text);
            assertThat(Integer.signum(Arrays.compareUnsigned(Octets.of(text), Octets.of(before))))
                    .isEqualTo(Integer.signum(text.compareTo(before)));
            before = text;
        }
    }

    @Test
    void anythingShouldBecomeSomeTextWhenOthersWroteIt() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[random.nextInt(10)];
            random.nextBytes(octets);

            assertThat(Octets.text(octets)).hasSizeLessThanOrEqualTo(octets.length);
        }
    }
}
