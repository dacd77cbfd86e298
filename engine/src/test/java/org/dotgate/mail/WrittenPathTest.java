package org.dotgate.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenPathTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "plain                    | anna@example.org            | anna@example.org",
        "letter case stays        | Anna@Example.ORG            | Anna@Example.ORG",
        "in angle brackets        | <anna@example.org>          | anna@example.org",
        "quoted, with a comma     | \"a, b\"@example.org        | \"a, b\"@example.org",
        "quoted, in brackets      | <\"a>b\"@example.org>       | \"a>b\"@example.org",
        "quoted, with an at sign  | \"a@b\"@example.org         | \"a@b\"@example.org",
        "quoted, with a quote     | \"a\\\"b\"@example.org      | \"a\\\"b\"@example.org",
        "all signs of an atom     | !#$%&'*+-/=?^_`{}@a.test    | !#$%&'*+-/=?^_`{}@a.test",
        "a tag                    | anna+news=x@example.org     | anna+news=x@example.org",
        "one escaped              | a\\,b@example.org           | a\\,b@example.org",
        "dots that are too many   | .anna..b.@example.org       | .anna..b.@example.org",
        "one label                | postmaster@localhost        | postmaster@localhost",
        "a dot at the end         | anna@example.org.           | anna@example.org.",
        "an underscore            | anna@my_host.example.org    | anna@my_host.example.org",
        "an address literal       | anna@[192.0.2.7]            | anna@192.0.2.7",
        "one of IPv6              | anna@[IPv6:2001:db8::1]     | anna@IPv6:2001:db8::1",
        "beyond ASCII             | jürgen@bücher.example       | jürgen@bücher.example",
        "as a record knows it     | list-return-#-*@example.org | list-return-#-*@example.org",
    })
    void addressShouldBeTakenWhenItIsWrittenAs(String label, String text, String address) {
        assertThat(WrittenPath.forward(text)).contains(address);
        assertThat(WrittenPath.reverse(text)).contains(address);
    }

    @Test
    void onlyAReversePathMayBeNull() {
        assertThat(WrittenPath.reverse("")).contains("");
        assertThat(WrittenPath.reverse("<>")).contains("");
        assertThat(WrittenPath.forward("")).isEmpty();
        assertThat(WrittenPath.forward("<>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "@example.org", "anna@", "<anna@example.org", "anna@example.org>", "<<anna@example.org>>", "< >", "<",
        "ben smith@example.org", "ben smith", "Ben <ben@example.org>", "anna@example .org", "anna@example..org", "anna@.example.org",
        "a@b@example.org", "a,b@example.org", "\"a\"b@example.org", "\"a@example.org", "\"\"@example.org", "a\rb@example.org",
        "\"a\nb\"@example.org", "\"a\\\nb\"@example.org", "anna@[192.0.2.7", "anna@[evil.example]", "anna@example.org, ben@example.org",
        "\u202eanna@example.org", "\ud800@example.org", "a\u00a0b@example.org", "@relay.example:anna@example.org", " anna@example.org"})
    void otherTextShouldBeNoAddress(String text) {
        assertThat(WrittenPath.forward(text)).isEmpty();
        assertThat(WrittenPath.reverse(text)).isEmpty();
    }

    @Test
    @Timeout(10)
    void longTextShouldBeNoAddress() {
        String longest = "a".repeat(WrittenPath.MAX - "@example.org".length()) + "@example.org";

        assertThat(WrittenPath.forward(longest)).contains(longest);
        assertThat(WrittenPath.forward("a" + longest)).isEmpty();
        assertThat(WrittenPath.forward("\"" + "\\\"".repeat(1_000_000))).isEmpty();
        assertThat(WrittenPath.forward("\\a".repeat(255))).isEmpty();
    }
}
