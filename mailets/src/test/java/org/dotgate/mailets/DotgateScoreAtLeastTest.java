package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.mail.MessagingException;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.dotgate.filter.MailAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotgateScoreAtLeastTest {
    private static DotgateScoreAtLeast matcher(String condition) throws MessagingException {
        DotgateScoreAtLeast matcher = new DotgateScoreAtLeast();
        matcher.init(FakeMatcherConfig.builder().matcherName("DotgateScoreAtLeast").condition(condition).build());
        return matcher;
    }

    @ParameterizedTest(name = "{1} at least {0}: {2}")
    @CsvSource({
        "2.5, 2.5,   true",
        "2.5, 2.499, false",
        "2.5, 7,     true",
        "0,   0,     true",
        "0,   -1,    false",
        "-2,  -1.5,  true",
        "1,   NaN,   false",
        "1,   Infinity, true",
    })
    void matchShouldCompareTheSum(String least, double score, boolean matches) throws MessagingException {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.SCORE, score);

        assertThat(matcher(least).match(mail)).hasSize(matches ? 2 : 0);
    }

    @Test
    void matchShouldHoldWhenSumFallsShortByRoundingOnly() throws MessagingException {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.SCORE, 0.7 + 0.1);

        assertThat(0.7 + 0.1).isLessThan(0.8);
        assertThat(matcher("0.8").match(mail)).hasSize(2);
    }

    @Test
    void matchShouldFindNothingWhenMailWasNeverJudged() throws MessagingException {
        assertThat(matcher("-1000").match(Mails.plain())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "NaN", "1,5"})
    void initShouldSayWhatIsValidWhenConditionIsWrong(String condition) {
        assertThatThrownBy(() -> matcher(condition)).isInstanceOf(MessagingException.class)
                .hasMessageContaining("'" + condition + "' is not a number such as 1 or 2.5");
    }
}
