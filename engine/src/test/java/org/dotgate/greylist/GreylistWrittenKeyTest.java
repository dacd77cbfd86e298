package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records are found by what operators know of mail, who have it from a log. */
class GreylistWrittenKeyTest extends GreylistRig {
    private static final String KEY = NETWORK + " " + ANNA + " " + BEN;

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private void put(String key, String line) {
        now(store.replace(Greylist.TABLE, key, null, line, timer.now().plus(Duration.ofDays(35))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "the key itself      | 192.0.2.0/24 anna@example.org ben@example.net",
        "the client's address| 192.0.2.7 anna@example.org ben@example.net",
        "its letter case     | 192.0.2.7 Anna@Example.org BEN@example.net",
        "angle brackets      | 192.0.2.7 <anna@example.org> <ben@example.net>",
        "as it was sent      | 192.0.2.7 prvs=47110a8b4c=anna@example.org ben@example.net",
        "more blanks         | 192.0.2.7  anna@example.org  ben@example.net",
        "another prefix      | 192.0.2.99/24 anna@example.org ben@example.net",
    })
    void recordShouldBeFoundAndCorrectedWhenItIsNamedBy(String label, String named) {
        ask("c1");

        assertThat(now(register.explain(named)).orElseThrow().entry().key()).isEqualTo(KEY);
        assertThat(now(register.expire(named))).isTrue();
        ask("c1");
        assertThat(now(register.allow(named))).isTrue();
        assertThat(ask("another").isPass()).isTrue();
        assertThat(now(register.delete(named))).isTrue();
        assertThat(now(register.explain(KEY))).isEmpty();
        assertThat(GreylistRegister.isRecord(named)).isTrue();
    }

    @Test
    void recordShouldBeFoundWhenItsSenderIsNullOrHasABlank() {
        put("2001:db8::/64 <> ben@example.net", "1 pending c1@1767225600000");
        String hashed = now(register.allow("192.0.2.7", "\"a b\"@example.org", BEN));

        assertThat(now(register.explain("2001:DB8::1 <> ben@example.net"))).isPresent();
        assertThat(now(register.explain("192.0.2.7 \"a b\"@example.org " + BEN)).orElseThrow().entry().key()).isEqualTo(hashed);
    }

    /** Read as an address, a key of VERP's could be that of another sender. */
    @Test
    void recordShouldBeMeantBeforeWhatItsKeyCouldMeanOtherwise() {
        String odd = NETWORK + " anna+x@example.org " + BEN;
        put(odd, "1 pending c1@1767225600000");
        ask("c1");

        assertThat(now(register.delete(odd))).isTrue();
        assertThat(now(register.explain(KEY))).isPresent();
    }

    @Test
    void originShouldBeFoundAndForgottenUnderAnAddressOfIts() {
        passes(NETWORK, ANNA, BEN);

        assertThat(now(register.origin("192.0.2.7")).passes()).isEqualTo(1);
        assertThat(now(register.origin("192.0.2.7")).name()).isEqualTo(NETWORK);
        assertThat(now(register.deleteOrigin("192.0.2.99"))).isTrue();
        assertThat(now(register.origin(NETWORK)).passes()).isZero();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(nullValues = "-", value = {"anna, ben@example.net", "anna@example.org, ben smith", "anna@example.org, -", "anna@example.org, <>",
        "anna@, ben@example.net", "Anna <anna@example.org>, ben@example.net"})
    void nothingShouldBeAllowedInAdvanceForWhatIsNoAddress(String sender, String recipient) {
        assertThatThrownBy(() -> register.allow("192.0.2.7", sender, recipient == null ? "" : recipient)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sender and recipient must be addresses such as anna@example.org");
        assertThat(now(register.page(GreylistSearch.ALL, "", 10)).entries()).isEmpty();
    }
}
