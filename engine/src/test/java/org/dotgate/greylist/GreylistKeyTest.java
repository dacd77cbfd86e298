package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GreylistKeyTest {
    private static String key(String origin, String sender, String recipient) {
        return GreylistKey.of(Given.request(origin, sender, null, recipient)).get(0);
    }

    @Test
    void keyShouldBeReadable() {
        assertThat(key("192.0.2.0/24", "Anna@example.org", "Ben@Example.net"))
                .isEqualTo("192.0.2.0/24 anna@example.org ben@example.net");
        assertThat(key("2001:db8::/64", "", "postmaster")).isEqualTo("2001:db8::/64 <> postmaster");
    }

    @ParameterizedTest
    @MethodSource("hostileAddresses")
    void keyShouldBeBoundedVisibleAsciiWhateverTheAddress(String address) {
        String key = key("192.0.2.0/24", address, "ben@example.net");

        assertThat(key).matches("192\\.0\\.2\\.0/24 sha256:[0-9a-f]{32} ben@example\\.net").hasSizeLessThanOrEqualTo(Store.MAX_KEY);
        assertThat(key("spf:" + "x".repeat(249), address, address)).matches("[!-~]+ [!-~]+ [!-~]+").hasSizeLessThanOrEqualTo(Store.MAX_KEY);
        assertThat(key("192.0.2.0/24", address + "x", "ben@example.net")).as("of another address").isNotEqualTo(key);
    }

    static List<String> hostileAddresses() {
        return List.of("x".repeat(10_000) + "@example.org", "jürgen@example.org", "山田@例え.test", "an\0na@example.org",
                "\"anna smith\"@example.org", "sha256:5f7c1e0a9b3d24687f01c2d3e4f5a6b7", "\ud800@example.org", "a\nb@example.org",
                "\u007f@example.org", "x".repeat(201));
    }

    @Test
    void keysShouldBeOneARecipientWhateverTheirOrderAndCase() {
        List<String> keys = GreylistKey.of(Given.request("a", "b@c", null, "X@example.net", "y@example.net", "x@example.net"));

        assertThat(keys).containsExactly("a b@c x@example.net", "a b@c y@example.net");
    }

    @Test
    void keyShouldBeOneForAllRecipientsWhenThereAreThousands() {
        List<String> many = IntStream.range(0, 5000).mapToObj(i -> "r" + i + "@example.net").collect(Collectors.toList());
        List<String> shuffled = new ArrayList<>(many);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.replaceAll(String::toUpperCase);

        List<String> keys = GreylistKey.of(new GreylistRequest("a", "b@c", many, null));

        assertThat(keys).hasSize(1);
        assertThat(keys.get(0)).matches("a b@c 5000\\*sha256:[0-9a-f]{32}");
        assertThat(GreylistKey.of(new GreylistRequest("a", "b@c", shuffled, null))).isEqualTo(keys);
        assertThat(GreylistKey.of(new GreylistRequest("a", "b@c", many.subList(1, 5000), null))).isNotEqualTo(keys);
        assertThat(GreylistKey.of(new GreylistRequest("a", "b@c", many.subList(0, 100), null))).hasSize(100);
    }
}
