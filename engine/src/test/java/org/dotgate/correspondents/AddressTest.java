package org.dotgate.correspondents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            as it is                  | ann@example.org                      | ann@example.org         | example.org
            folded                    | Ann.Lee@Example.ORG                  | ann.lee@example.org     | example.org
            a tag of the user's       | ann+shop@example.org                 | ann+shop@example.org    | example.org
            letters beyond ASCII      | Ñandú@BÜCHER.example                 | ñandú@bücher.example    | bücher.example
            an A-label stays one      | ann@XN--BCHER-KVA.example            | ann@xn--bcher-kva.example | xn--bcher-kva.example
            the tag of BATV           | prvs=2034abcdef=Ann@example.org      | ann@example.org         | example.org
            something like it         | prvs=ann=2034abcdef@example.org      | prvs=ann=2034abcdef@example.org | example.org
            nothing behind the tag    | prvs=2034abcdef=@example.org         | prvs=2034abcdef=@example.org | example.org
            two at signs              | "a@b"@example.org                    | "a@b"@example.org       | example.org
            """)
    void addressShouldBeFolded(String label, String written, String folded, String domain) {
        Address address = Address.of(written).orElseThrow();

        assertThat(address).hasToString(folded).isEqualTo(Address.of(folded).orElseThrow());
        assertThat(address.domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "@", "ann", "ann@", "@example.org", "ann lee@example.org", "\"ann lee\"@example.org", "ann@example.org\0",
        "ann\r\n@example.org", "ann\u00a0lee@example.org", "ann\u200b@example.org", "ann\u2028@example.org", "ann\ud800@example.org"
    })
    void addressShouldBeNoneWhenItCouldBeMistaken(String written) {
        assertThat(Address.of(written)).isEmpty();
    }

    @Test
    void addressShouldBeNoneWhenItIsLongerThanAPath() {
        assertThat(Address.of("a".repeat(242) + "@example.org")).isPresent();
        assertThat(Address.of("a".repeat(243) + "@example.org")).isEmpty();
        assertThat(Address.of("a".repeat(10_000) + "@example.org")).isEmpty();
        // two characters each in lower case
        assertThat(Address.of("İ".repeat(200) + "@example.org")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a person             | ann@example.org                                          | false
            a person with a tag  | ann+shop@example.org                                     | false
            BATV                 | prvs=2034abcdef=ann@example.org                          | false
            VERP                 | list-return-17-ben=example.net@example.org               | true
            VERP of Mailman      | list-bounces+ben=example.net@example.org                 | true
            SRS0                 | SRS0=HHH=TT=example.net=ben@example.org                  | true
            SRS0 with a plus     | srs0+hhh-tt@example.org                                  | true
            a bounce address     | bounces+1234567@example.org                              | true
            a bounce address     | bounce-1a2b3c@example.org                                | true
            only such a word     | bouncer@example.org                                      | false
            """)
    void oneTimeAddressShouldBeKnown(String label, String written, boolean oneTime) {
        assertThat(Address.of(written).orElseThrow().isOneTime()).isEqualTo(oneTime);
    }
}
