package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapturedTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing,            '',          '',    ''",
        "less than kept,     ab,          ab,    ab",
        "as much as kept,    ab cde,      abcde, abcde",
        "more in one piece,  abcdefgh,    abcde, defgh",
        "more in pieces,     abc def ghi, abcde, efghi",
    })
    void firstAndLastShouldBeKept(String label, String pieces, String first, String last) {
        Captured beginning = Captured.first(5);
        Captured end = Captured.last(5);
        for (String piece : pieces.split(" ")) {
            byte[] octets = piece.getBytes(StandardCharsets.US_ASCII);
            beginning.add(octets, octets.length);
            end.add(octets, octets.length);
        }
        assertThat(beginning.text()).isEqualTo(first);
        assertThat(end.text()).isEqualTo(last);
        assertThat(end.total()).isEqualTo(pieces.replace(" ", "").length());
    }
}
