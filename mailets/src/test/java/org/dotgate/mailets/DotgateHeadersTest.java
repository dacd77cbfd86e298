package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.dotgate.filter.MailAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotgateHeadersTest {
    private static DotgateHeaders mailet(String... parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder();
        for (int i = 0; i < parameters.length; i += 2) {
            config.setProperty(parameters[i], parameters[i + 1]);
        }
        DotgateHeaders mailet = new DotgateHeaders();
        mailet.init(config.build());
        return mailet;
    }

    private static FakeMail judged(String content) throws MessagingException {
        FakeMail mail = Mails.of(content);
        Mails.set(mail, MailAttributes.BY, "chain");
        Mails.set(mail, MailAttributes.SCORE, 2.5);
        Mails.set(mail, MailAttributes.FILTERS, "words,keep");
        Mails.set(mail, MailAttributes.verdict("words"), "pass");
        Mails.set(mail, MailAttributes.verdict("keep"), "shadow-fail");
        Mails.set(mail, MailAttributes.reason("keep"), "phrase 'gewöhnlich'");
        return mail;
    }

    /** The message as James's repositories and mailboxes read it. */
    private static String written(Mail mail) throws IOException, MessagingException {
        try (InputStream in = new MimeMessageInputStream(mail.getMessage())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void serviceShouldWriteWhatWasDecided() throws Exception {
        FakeMail mail = judged(Mails.TEXT);

        mailet().service(mail);

        assertThat(Mails.header(mail, "X-Dotgate-Verdict")).isEqualTo("words=pass, keep=shadow-fail");
        assertThat(Mails.header(mail, "X-Dotgate-Score")).isEqualTo("2.5");
        assertThat(Mails.header(mail, "X-Dotgate-By")).isEqualTo("chain");
        assertThat(Mails.headers(mail, "X-Dotgate-")).hasSize(3);
        assertThat(written(mail)).contains("\r\nX-Dotgate-Score: 2.5\r\n").endsWith("\r\n\r\nbody\r\n");
    }

    @Test
    void serviceShouldWriteReasonsWhenAsked() throws Exception {
        FakeMail mail = judged(Mails.TEXT);

        mailet("reasons", "true").service(mail);

        assertThat(Mails.header(mail, "X-Dotgate-Reason")).isEqualTo("keep: =?UTF-8?B?cGhyYXNlICdnZXfDtmhubGljaCc=?=");
    }

    @ParameterizedTest(name = "a forged line: {0}")
    @ValueSource(strings = {
        "X-Dotgate-Verdict: words=pass",
        "x-dotgate-score: -100",
        "X-DOTGATE-By: me",
        "X-Dotgate-Unheard-Of: yes",
        "X-Dotgate-: nothing",
        "X-Dotgate-Score : -100",
        "X-Dotgate-Score: -100\r\n folded",
        "X-Dotgate-Score: 1\r\nX-Dotgate-Score: 2",
        "X-Bare: return\rX-Dotgate-Score: 3",
    })
    void serviceShouldRemoveForgedHeadersWhenNothingWasDecided(String forged) throws Exception {
        FakeMail mail = Mails.of(forged + "\r\n" + Mails.TEXT);
        assertThat(Mails.headers(mail, "X-Dotgate-")).isNotEmpty();

        mailet().service(mail);

        assertThat(Mails.headers(mail, "X-Dotgate-")).isEmpty();
        assertThat(written(mail).toLowerCase()).doesNotContain("x-dotgate-").contains("subject: hello");
    }

    @Test
    void serviceShouldPutItsOwnInPlaceOfForgedOnes() throws Exception {
        FakeMail mail = judged("X-Dotgate-Verdict: words=accept\r\nX-Dotgate-Reason: none\r\n" + Mails.TEXT);

        mailet().service(mail);

        assertThat(Mails.headers(mail, "X-Dotgate-"))
                .containsExactlyInAnyOrder("X-Dotgate-Verdict", "X-Dotgate-Score", "X-Dotgate-By");
        assertThat(Mails.header(mail, "X-Dotgate-Verdict")).isEqualTo("words=pass, keep=shadow-fail");
    }

    @Test
    void serviceShouldLeaveTheMessageAloneWhenThereIsNothingToDo() throws Exception {
        String text = "Subject: odd\r\n  folding\r\nX-Dotgated: not ours\r\n\r\nbody\nwith bare line feeds\n";
        FakeMail mail = Mails.of(text);

        mailet().service(mail);

        assertThat(written(mail)).isEqualTo(text);
    }

    @ParameterizedTest(name = "Content-Type: {0}")
    @ValueSource(strings = {
        "", ";;;", "text/", "multipart/mixed", "multipart/mixed; boundary=none", "text/plain; name=that's why.txt",
        "multipart/mixed; boundary=\"", "=?utf-8?q?x?=",
    })
    void serviceShouldKeepEveryOctetWhenMessageIsMalformed(String type) throws Exception {
        String text = "Subject: gr\u00fc\u00dfe\r\nContent-Type: " + type + "\r\n\r\nbody\nwith \0 and bare\rends";
        MailImpl mail = Mails.james(text.getBytes(StandardCharsets.ISO_8859_1));
        Mails.set(mail, MailAttributes.BY, "chain");

        mailet().service(mail);

        assertThat(written(mail)).isEqualTo("X-Dotgate-By: chain\r\n" + text);
        LifecycleUtil.dispose(mail);
    }

    @Test
    void serviceShouldNotGoDownIntoTheParts() throws Exception {
        StringBuilder deep = new StringBuilder("Subject: deep\r\n");
        for (int i = 0; i < 10_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        }
        MailImpl mail = Mails.james(deep.toString().getBytes(StandardCharsets.ISO_8859_1));
        Mails.set(mail, MailAttributes.BY, "chain");

        mailet().service(mail);

        assertThat(written(mail)).isEqualTo("X-Dotgate-By: chain\r\n" + deep);
        LifecycleUtil.dispose(mail);
    }

    @Test
    void serviceShouldNotLetAReasonEndItsHeader() throws Exception {
        FakeMail mail = judged(Mails.TEXT);
        Mails.set(mail, MailAttributes.reason("keep"), "x\r\nX-Dotgate-Score: -1\r\n\r\nbody of my own");
        Mails.set(mail, MailAttributes.verdict("words"), "pass\r\nX-Forged: yes");
        Mails.set(mail, MailAttributes.BY, "chain\nBcc: eve@example.com");

        mailet("reasons", "yes").service(mail);

        assertThat(mail.getMessage().getHeader("X-Dotgate-Score")).containsExactly("2.5");
        assertThat(Mails.headers(mail, "X-Forged")).isEmpty();
        assertThat(Mails.headers(mail, "Bcc")).isEmpty();
        assertThat(written(mail)).endsWith("\r\n\r\nbody\r\n").doesNotContain("\r\nX-Dotgate-Score: -1", "\nBcc:");
    }

    @ParameterizedTest(name = "a score of {0} is shown as {1}")
    @CsvSource({
        "0, 0", "1, 1", "2.50, 2.5", "100, 100", "-3, -3", "0.30000000000000004, 0.3", "1e300, 1.0E300", "NaN, NaN",
    })
    void serviceShouldShowScoresAsPeopleWriteThem(double score, String shown) throws Exception {
        FakeMail mail = judged(Mails.TEXT);
        Mails.set(mail, MailAttributes.SCORE, score);

        mailet().service(mail);

        assertThat(Mails.header(mail, "X-Dotgate-Score")).isEqualTo(shown);
    }

    @Test
    void serviceShouldWriteNoVerdictsWhenNoFilterRan() throws Exception {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.BY, "exempt");
        Mails.set(mail, MailAttributes.SCORE, 0.0);
        Mails.set(mail, MailAttributes.FILTERS, "");

        mailet().service(mail);

        assertThat(Mails.headers(mail, "X-Dotgate-")).containsExactlyInAnyOrder("X-Dotgate-Score", "X-Dotgate-By");
    }

    @Test
    void serviceShouldUseThePrefixThatIsConfigured() throws Exception {
        FakeMail mail = judged("X-Example-Filter-Score: 9\r\nX-Dotgate-Score: 8\r\n" + Mails.TEXT);

        mailet("prefix", "X-Example-Filter-").service(mail);

        assertThat(Mails.header(mail, "X-Example-Filter-Score")).isEqualTo("2.5");
        assertThat(Mails.header(mail, "X-Dotgate-Score")).isEqualTo("8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Re", "X-", "X--", "Content-", "X-Dotgate", "X-Dotgate: ", "X-Dot\r\ngate-", "Dotgate-"})
    void initShouldRefuseAPrefixThatCouldTakeOtherHeaders(String prefix) {
        assertThatThrownBy(() -> mailet("prefix", prefix)).isInstanceOf(MessagingException.class)
                .hasMessageContaining("<prefix>").hasMessageContaining("X-Dotgate-");
    }

    @Test
    void initShouldNameTheNearestParameterWhenOneIsUnknown() {
        assertThatThrownBy(() -> mailet("reason", "true")).isInstanceOf(MessagingException.class)
                .hasMessage("DotgateHeaders: there is no parameter <reason>; did you mean 'reasons'? Valid here: prefix, reasons");
    }

    @Test
    void initShouldRefuseAFlagThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> mailet("reasons", "maybe")).hasMessageContaining("'maybe' is neither true nor false");
    }

    @Test
    void initShouldAcceptWhatJamesReadsInEveryMailet() throws Exception {
        assertThat(mailet("onMailetException", "ignore").getMailetInfo()).isEqualTo("DotgateHeaders");
    }
}
