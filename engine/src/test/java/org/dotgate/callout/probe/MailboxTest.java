package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How addresses stand in a command. */
class MailboxTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '\'', textBlock = """
            plain,             anna@example.test,            <anna@example.test>
            with a tag,        anna+tag=x@example.test,      <anna+tag=x@example.test>
            upper case,        Anna@Example.TEST,            <Anna@example.test>
            a space,           'anna berg@example.test',     '<"anna berg"@example.test>'
            two dots,          an..na@example.test,          '<"an..na"@example.test>'
            a dot first,       .anna@example.test,           '<".anna"@example.test>'
            an at sign,        anna@home@example.test,       '<"anna@home"@example.test>'
            an angle,          'a> SIZE=1@example.test',     '<"a> SIZE=1"@example.test>'
            a quote inside,    'an"na@example.test',         '<"an\\"na"@example.test>'
            a backslash,       'an\\na@example.test',        '<"an\\\\na"@example.test>'
            quoted,            '"anna berg"@example.test',   '<"anna berg"@example.test>'
            quoted in vain,    '"anna"@example.test',        <anna@example.test>
            quoted and escaped, '"an\\"na"@example.test',    '<"an\\"na"@example.test>'
            letters,           änna@example.test,            <änna@example.test>
            a domain's letters, anna@exämple.test,           <anna@xn--exmple-cua.test>
            """)
    void addressShouldStandInItsOneForm(String label, String address, String path) {
        assertThat(new String(Mailbox.parse(address).path("").array(), StandardCharsets.UTF_8)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@[192.0.2.7]", "anna@192.0.2.7", "anna@[IPv6:2001:db8::1]"})
    void addressShouldBeRefusedWhenItHasALiteralInPlaceOfADomain(String address) {
        assertThatThrownBy(() -> Mailbox.parse(address)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an address literal in place of a domain");
    }

    @Test
    void formShouldBeAFixedPoint() {
        String once = Mailbox.parse("a\"b\\c> d@example.test").toString();

        assertThat(Mailbox.parse(once)).hasToString(once);
    }

    @Test
    void addressShouldBeRefusedWhenItsFormIsTooLong() {
        String fits = "a".repeat(Mailbox.MAX_OCTETS - "@example.test".length());

        assertThat(Mailbox.parse(fits + "@example.test")).isNotNull();
        assertThatThrownBy(() -> Mailbox.parse(" " + fits.substring(1) + "@example.test")).hasMessageContaining("too long");
        assertThatThrownBy(() -> Mailbox.parse("ä" + fits.substring(1) + "@example.test")).hasMessageContaining("too long");
        assertThatThrownBy(() -> Mailbox.parse("a".repeat(1_000_000) + "@example.test")).hasMessageContaining("too long");
    }
}
