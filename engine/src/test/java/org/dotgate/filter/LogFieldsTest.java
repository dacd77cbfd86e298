package org.dotgate.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.dotgate.mail.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFieldsTest {
    private static final Client CLIENT = Client.at(InetAddress.getLoopbackAddress()).session("6c3d9b12").build();

    @Test
    void fieldsShouldStandInTheirOrder() {
        assertThat(LogFields.of("RCPT", CLIENT).with("outcome", "deferred").with("ms", 12))
                .hasToString("at=RCPT session=6c3d9b12 outcome=deferred ms=12");
        assertThat(LogFields.of("DOT", RunRig.transaction())).hasToString("at=DOT message=Mail17");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain       | a-b_c.d:e@f+1 | a-b_c.d:e@f+1
            nothing     | ~~            | ""
            a blank     | a ms=1        | "a ms=1"
            a quotation | a"b           | "a\\"b"
            a backslash | a\\"b         | "a\\\\\\"b"
            """)
    void valueShouldStandInQuotationMarksWhenItIsNotPlain(String label, String value, String written) {
        assertThat(LogFields.of("DOT", CLIENT).with("by", value)).hasToString("at=DOT session=6c3d9b12 by=" + written);
    }

    @Test
    void valueShouldStayOnItsLineWhenItIsHostile() {
        assertThat(LogFields.of("DOT", CLIENT).with("by", "a\r\nforged")).hasToString("at=DOT session=6c3d9b12 by=\"a??forged\"");
    }
}
