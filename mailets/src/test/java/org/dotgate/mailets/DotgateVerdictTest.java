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

class DotgateVerdictTest {
    private static DotgateVerdict matcher(String condition) throws MessagingException {
        DotgateVerdict matcher = new DotgateVerdict();
        matcher.init(FakeMatcherConfig.builder().matcherName("DotgateVerdict").condition(condition).build());
        return matcher;
    }

    @ParameterizedTest(name = "{0} on a mail that words gave {1}: {2}")
    @CsvSource({
        "words:pass,            pass,        true",
        "words:pass,            fail,        false",
        "words:fail,            fail,        true",
        "words:fail,            shadow-fail, false",
        "words:shadow-fail,     shadow-fail, true",
        "words:accept,          accept,      true",
        "words:cancelled,       cancelled,   true",
        "words,                 pass,        true",
        "words,                 shadow-fail, true",
        "words,                 cancelled,   false",
        "' words : pass ',      pass,        true",
        "virus:pass,            pass,        false",
        "virus,                 pass,        false",
    })
    void matchShouldFollowTheLabel(String condition, String label, boolean matches) throws MessagingException {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.verdict("words"), label);

        assertThat(matcher(condition).match(mail)).hasSize(matches ? 2 : 0);
    }

    @Test
    void matchShouldFindNothingWhenMailWasNeverJudged() throws MessagingException {
        assertThat(matcher("words").match(Mails.plain())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "words:failed,     'did you mean ''fail''? Valid here: accept, cancelled, fail, pass, shadow-fail'",
        "words:,           ''''' is not a verdict'",
        "words:FAIL,       'did you mean ''fail''?'",
        "'',               'the NAME of a [filter NAME] section'",
        ":pass,            'the NAME of a [filter NAME] section'",
        "two words,        'the NAME of a [filter NAME] section'",
    })
    void initShouldNameWhatIsValidWhenConditionIsWrong(String condition, String message) {
        assertThatThrownBy(() -> matcher(condition)).isInstanceOf(MessagingException.class).hasMessageContaining(message);
    }

    @Test
    void initShouldNameWhatIsValidWhenConditionIsMissing() {
        assertThatThrownBy(() -> matcher(null)).isInstanceOf(MessagingException.class).hasMessageContaining("words:fail");
    }
}
