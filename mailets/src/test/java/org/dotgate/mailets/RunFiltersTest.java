package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.mail.MessagingException;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.dotgate.filter.MailAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFiltersTest {
    private static final String CLASS = "type = class\nclass = org.dotgate.mailets.ScriptedFilter\n";

    @TempDir
    private Path directory;

    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private SharedFilters shared;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectory(directory.resolve("conf"));
        StringBuilder ini = new StringBuilder();
        for (String says : new String[] {"pass", "accept", "fail", "fail-451", "fail-keep", "facts", "error", "nothing"}) {
            ini.append("[filter ").append(says).append("]\n").append(CLASS).append("options = says = ").append(says).append(", score = 1.5\n");
        }
        ini.append("[filter shadow]\n").append(CLASS).append("options = says = fail, score = 2\nmode = shadow\n");
        ini.append("[filter required]\n").append(CLASS).append("options = says = pass\nrequired = yes\n");
        ini.append("[filter error-pass]\n").append(CLASS).append("options = says = error\non-error = pass\n");
        ini.append("[filter error-reject]\n").append(CLASS).append("options = says = error\non-error = reject\n");
        Files.writeString(directory.resolve("conf/dotgate.ini"), ini);
        shared = new SharedFilters(new Directory(directory), metrics);
    }

    @AfterEach
    void tearDown() {
        shared.close();
    }

    private RunFilters mailet(String... parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder();
        for (int i = 0; i < parameters.length; i += 2) {
            config.setProperty(parameters[i], parameters[i + 1]);
        }
        RunFilters mailet = new RunFilters(shared);
        mailet.init(config.build());
        return mailet;
    }

    @ParameterizedTest(name = "{0}: the mail goes on in {1}")
    @CsvSource(delimiter = ';', textBlock = """
        pass;                   transport
        accept;                 transport
        fail;                   spam
        fail-451;               spam
        fail-keep;              spam
        shadow;                 transport
        error-pass;             transport
        error-reject;           spam
        error;                  later
        pass, shadow, required; transport
        shadow, fail;           spam
        accept, fail;           transport
        fail, error;            spam
        error, fail;            later
        """)
    void serviceShouldMoveTheMail(String filters, String state) throws MessagingException {
        FakeMail mail = Mails.plain();

        mailet("filters", filters, "onFail", "spam", "onTempfail", "later").service(mail);

        assertThat(mail.getState()).isEqualTo(state);
    }

    @Test
    void serviceShouldThrowWhenAFilterCouldNotJudge() throws MessagingException {
        FakeMail mail = Mails.plain();
        RunFilters mailet = mailet("filters", "pass, error", "onFail", "spam");

        assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class)
                .hasMessage("RunFilters: mail Mail17 could not be judged: filter error: broken on purpose");
        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(Mails.attribute(mail, MailAttributes.verdict("error"))).isEqualTo("fail");
    }

    @Test
    void serviceShouldThrowWhenJamesIsEnding() throws MessagingException {
        RunFilters mailet = mailet("filters", "pass", "onFail", "spam");
        shared.close();

        assertThatThrownBy(() -> mailet.service(Mails.plain())).hasMessageContaining("could not be judged: shutdown");
    }

    @Test
    void serviceShouldLeaveTheReplyAsErrorMessageWhenRefused() throws MessagingException {
        FakeMail mail = Mails.plain();

        mailet("filters", "fail", "onFail", "spam").service(mail);

        assertThat(mail.getErrorMessage()).isEqualTo("550 5.7.1 Message refused by local policy");
    }

    @Test
    void serviceShouldRunRequiredFiltersWhenOneHasFailed() throws MessagingException {
        mailet("filters", "fail, pass, required", "onFail", "spam").service(Mails.plain());

        assertThat(metrics.countFor("dotgate.filter.fail.fail")).isEqualTo(1);
        assertThat(metrics.countFor("dotgate.filter.pass.pass")).isZero();
        assertThat(metrics.countFor("dotgate.filter.required.pass")).isEqualTo(1);
        assertThat(metrics.countFor("dotgate.mailet.refused")).isEqualTo(1);
    }

    @Test
    void mailShouldBeCountedAsDeferredWhenItsReplyIs4xx() throws MessagingException {
        mailet("filters", "fail-451", "onFail", "spam").service(Mails.plain());

        assertThat(metrics.countFor("dotgate.mailet.deferred")).isEqualTo(1);
        assertThat(metrics.countFor("dotgate.mailet.refused")).isZero();
        assertThat(metrics.countFor("dotgate.filter.fail_451.fail")).isEqualTo(1);
    }

    @Test
    void serviceShouldAddToWhatTheDotHasWritten() throws MessagingException {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.BY, "words");
        Mails.set(mail, MailAttributes.SCORE, 0.25);
        Mails.set(mail, MailAttributes.FILTERS, "words");
        Mails.set(mail, MailAttributes.verdict("words"), "accept");

        mailet("filters", "pass, shadow", "onFail", "spam").service(mail);

        assertThat(Mails.attribute(mail, MailAttributes.FILTERS)).isEqualTo("words,pass,shadow");
        assertThat(Mails.attribute(mail, MailAttributes.SCORE)).isEqualTo(3.75);
        assertThat(Mails.attribute(mail, MailAttributes.BY)).isEqualTo("chain");
        assertThat(Mails.attribute(mail, MailAttributes.verdict("words"))).isEqualTo("accept");
        assertThat(Mails.attribute(mail, MailAttributes.verdict("shadow"))).isEqualTo("shadow-fail");
        assertThat(Mails.attribute(mail, MailAttributes.reason("shadow"))).isEqualTo("bad??X-Forged: yes");
    }

    @Test
    void serviceShouldCountAFilterOnceWhenAMailComesTwice() throws MessagingException {
        FakeMail mail = Mails.plain();
        RunFilters mailet = mailet("filters", "pass, shadow", "onFail", "spam");
        mailet.service(mail);

        mailet.service(mail);

        assertThat(Mails.attribute(mail, MailAttributes.FILTERS)).isEqualTo("pass,shadow");
        assertThat(Mails.attribute(mail, MailAttributes.SCORE)).isEqualTo(3.5);
    }

    @ParameterizedTest(name = "a client at {0}, said to be {1}, is seen as {2}")
    @CsvSource({
        "192.0.2.7,      mx.example.org, mx.example.org [192.0.2.7]",
        "2001:db8::7,    mx.example.org, mx.example.org [2001:db8:0:0:0:0:0:7]",
        "192.0.2.7,      '',             192.0.2.7 [192.0.2.7]",
        "host.invalid,   host.invalid,   host.invalid [127.0.0.1]",
        "no:address,     localhost,      localhost [127.0.0.1]",
        "999.0.0.1,      localhost,      localhost [127.0.0.1]",
    })
    void serviceShouldTellFiltersWhatIsStillKnown(String address, String host, String client) throws MessagingException {
        FakeMail mail = Mails.builder(Mails.TEXT).remoteAddr(address).remoteHost(host).build();
        Mails.set(mail, Mail.SMTP_HELO.asString(), "helo.example.org");
        Mails.set(mail, Mail.SMTP_AUTH_USER.asString(), "alice");

        mailet("filters", "facts", "onFail", "spam").service(mail);

        assertThat(Mails.attribute(mail, MailAttributes.reason("facts"))).isEqualTo("Mail17|dot|" + client
                + "|helo.example.org|alice|<alice@example.org> -> [bob@example.net, carol@example.net]|" + Mails.TEXT.length());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        no filters;         onFail=spam;                        RunFilters lacks the parameter <filters>
        blank filters;      filters= &onFail=spam;              RunFilters lacks the parameter <filters>
        only commas;        filters=,&onFail=spam;              names no filter, or one twice
        one twice;          filters=pass, pass&onFail=spam;     names no filter, or one twice
        no processor;       filters=pass;                       RunFilters lacks the parameter <onFail>
        unknown filter;     filters=pass, fial&onFail=spam;     no section [filter fial]; did you mean 'fail'?
        unknown parameter;  filters=pass&onfail=spam;           there is no parameter <onfail>; did you mean 'onFail'?
        no such file;       filters=pass&onFail=spam&config=file://conf/none.ini;  conf/none.ini: does not exist
        """)
    void initShouldSayWhatIsWrong(String label, String parameters, String problem) {
        assertThatThrownBy(() -> mailet(parameters.split("[&=]"))).isInstanceOf(MessagingException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void initShouldNameFileAndLineWhenConfigurationIsWrong() throws IOException {
        Files.writeString(directory.resolve("conf/other.ini"), "[filter a]\n" + CLASS + "optionz = says = pass\n");

        assertThatThrownBy(() -> mailet("filters", "a", "onFail", "spam", "config", "file://conf/other.ini"))
                .hasMessageContaining("conf/other.ini:4").hasMessageContaining("did you mean 'options'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://conf/dotgate.ini", "conf/dotgate.ini"})
    void initShouldTakeFilesOfJamesDirectory(String config) throws MessagingException {
        FakeMail mail = Mails.plain();

        mailet("filters", "fail", "onFail", "spam", "config", config).service(mail);

        assertThat(mail.getState()).isEqualTo("spam");
    }

    @Test
    void requiredProcessingStateShouldNameTheProcessors() throws MessagingException {
        assertThat(mailet("filters", "pass", "onFail", "spam", "onTempfail", "later").requiredProcessingState())
                .containsExactly(new ProcessingState("spam"), new ProcessingState("later"));
        assertThat(mailet("filters", "pass", "onFail", "spam").requiredProcessingState())
                .containsExactly(new ProcessingState("spam"));
    }
}
