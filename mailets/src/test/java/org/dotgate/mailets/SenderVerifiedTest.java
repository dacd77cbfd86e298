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

class SenderVerifiedTest {
    private static SenderVerified matcher(String condition) throws MessagingException {
        SenderVerified matcher = new SenderVerified();
        matcher.init(FakeMatcherConfig.builder().matcherName("SenderVerified").condition(condition).build());
        return matcher;
    }

    @ParameterizedTest(name = "{0} on a mail whose sender is {1}: {2}")
    @CsvSource({
        "found,                   found,      true",
        "found,                   catch_all,  false",
        "'found,catch_all',       catch_all,  true",
        "' found , catch_all ',   found,      true",
        "'found,catch_all',       unknown,    false",
        "not_found,               not_found,  true",
        "'unknown,refused',       refused,    true",
        "unroutable,              unroutable, true",
        "pending,                 pending,    true",
        "not_asked,               not_asked,  true",
        "not_asked,               found,      false",
    })
    void matchShouldFollowTheAnswer(String condition, String answer, boolean matches) throws MessagingException {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.CALLOUT, answer);

        assertThat(matcher(condition).match(mail)).hasSize(matches ? 2 : 0);
    }

    @Test
    void matchShouldFindNothingWhenNobodyWantedToKnow() throws MessagingException {
        assertThat(matcher(String.join(",", SenderVerified.NOTES)).match(Mails.plain())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fuond,            'did you mean ''found''? Valid here: catch_all, found, not_asked, not_found, pending, refused'",
        "FOUND,            'did you mean ''found''?'",
        "'found,',         ''''' is not an answer'",
        "'',               ''''' is not an answer'",
        "found catch_all,  '''found catch_all'' is not an answer'",
    })
    void initShouldNameWhatIsValidWhenConditionIsWrong(String condition, String message) {
        assertThatThrownBy(() -> matcher(condition)).isInstanceOf(MessagingException.class).hasMessageContaining(message);
    }

    @Test
    void initShouldNameWhatIsValidWhenConditionIsMissing() {
        assertThatThrownBy(() -> matcher(null)).isInstanceOf(MessagingException.class).hasMessageContaining("catch_all");
    }
}
