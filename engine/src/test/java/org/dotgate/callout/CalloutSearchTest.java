package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalloutSearchTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "'',                   '',              ,          ,     true",
        "anna@example.org,     '',              ,          ,     true",
        "ANNA@EXAMPLE.ORG,     '',              ,          ,     true",
        "@example.org,         '',              ,          ,     true",
        "example.net,          '',              ,          ,     false",
        "'',                   mx1.Example.com, ,          ,     true",
        "'',                   example.com,     ,          ,     true",
        "'',                   example.org,     ,          ,     false",
        "'',                   '',              NOT_FOUND, ,     true",
        "'',                   '',              FOUND,     ,     false",
        "'',                   '',              ,          HARD, true",
        "'',                   '',              ,          SOFT, false",
        "anna,                 mx1,             NOT_FOUND, HARD, true",
        "anna,                 mx1,             NOT_FOUND, SOFT, false",
        "ben,                  mx1,             NOT_FOUND, HARD, false",
    })
    void recordShouldBeFoundWhenAllFits(String address, String mx, Answer answer, Attempt stage, boolean found) {
        CalloutRecord entry = new CalloutRecord("Anna@Example.org", Answer.NOT_FOUND, Attempt.HARD, Stage.RCPT, "MX1.example.com", NOW,
                NOW, "", List.of());

        CalloutSearch search = new CalloutSearch(address, mx, answer, stage);

        assertThat(search.finds(entry)).isEqualTo(found);
        assertThat(search.isSelective()).isEqualTo(!address.isEmpty() || !mx.isEmpty() || answer != null || stage != null);
    }

    @Test
    void textShouldBeRefusedWhenItIsLongerThanAny() {
        String longest = "x".repeat(CalloutSearch.MAX_TEXT);

        assertThat(new CalloutSearch(longest, longest, null, null).isSelective()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new CalloutSearch(longest + "x", "", null, null))
                .withMessageContaining("512 characters at most");
        assertThatIllegalArgumentException().isThrownBy(() -> new CalloutSearch("", longest + "x", null, null));
    }
}
