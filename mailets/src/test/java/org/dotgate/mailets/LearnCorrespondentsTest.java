package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.store.Entry;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.store.StoreHealth;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake James of these tests has one domain of its own, localhost. */
class LearnCorrespondentsTest {
    private static final String LEARNED = "ben@localhost anna@example.org";

    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store = new MemoryStore(timer);
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a user's own mail               | ben@localhost    | ben@localhost | true
            other case                      | Ben@LocalHost    | BEN@localhost | true
            users without domains           | ben              | ben@localhost | true
            nobody has logged in            | ''               | ben@localhost | false
            another user's address          | bob@localhost    | ben@localhost | false
            another user, without domains   | bob              | ben@localhost | false
            an address with a tag           | ben@localhost    | ben+x@localhost | false
            an address of elsewhere         | ben@example.net  | ben@example.net | false
            the same name elsewhere         | ben              | ben@example.net | false
            a null sender                   | ben@localhost    | ''            | false
            a hostile user                  | ben@localhost@   | ben@localhost | false
            """)
    void mailOfTheUserWhoHasLoggedInShouldBeLearnedFrom(String label, String login, String sender, boolean learned) throws Exception {
        mailet().service(mail(login, sender, "hello", "anna@example.org"));

        assertThat(keys().isEmpty()).isEqualTo(!learned);
        assertThat(metrics.countFor("dotgate.correspondents.learned")).isEqualTo(learned ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a letter               | X-Mailer: bulk                             | true
            said to be no reply    | Auto-Submitted: no                         | true
            the same, a comment    | Auto-Submitted: No (by hand)               | true
            an empty field         | Auto-Submitted:                            | true
            another precedence     | Precedence: first-class                    | true
            an automatic reply     | Auto-Submitted: auto-replied               | false
            other case             | AUTO-SUBMITTED:  Auto-Replied; owner="x"   | false
            a robot                | Auto-Submitted: auto-generated             | false
            one of two fields      | Auto-Submitted: no~Auto-Submitted: auto-replied | false
            bulk                   | Precedence: bulk                           | false
            bulk, with a comment   | Precedence: BULK(really)                   | false
            a list                 | Precedence: list                           | false
            junk                   | Precedence: junk                           | false
            """)
    void mailOfAPersonShouldBeLearnedFrom(String label, String field, boolean learned) throws Exception {
        mailet().service(mail("ben@localhost", "ben@localhost", "hello\r\n" + field.replace("~", "\r\n"), "anna@example.org"));

        assertThat(keys().isEmpty()).isEqualTo(!learned);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all local users          |                                                   | true
            the user                 | users=Ben@localhost                               | true
            the user among others    | users=bob@localhost, ben@localhost                | true
            another user             | users=bob@localhost                               | false
            the domain               | domains=LOCALHOST                                 | true
            another domain           | domains=example.net                               | false
            either of them           | users=bob@localhost&domains=localhost             | true
            neither of them          | users=bob@localhost&domains=example.net           | false
            """)
    void parametersShouldSayWhoseMailIsLearnedFrom(String label, String parameters, boolean learned) throws Exception {
        String[] given = parameters == null ? new String[0] : parameters.split("[&=]");

        mailet(given).service(mail("ben@localhost", "ben@localhost", "hello", "anna@example.org"));

        assertThat(keys().isEmpty()).isEqualTo(!learned);
    }

    @Test
    void strangersShouldBeLearnedAndNobodyOfOurDomains() throws Exception {
        mailet().service(mail("ben@localhost", "ben@localhost", "hello", "Carol@Example.com", "bob@localhost", "anna@example.org",
                "list-return-17-ben=localhost@example.org"));

        assertThat(keys()).containsExactly(LEARNED, "ben@localhost carol@example.com");
        assertThat(metrics.countFor("dotgate.correspondents.learned")).isEqualTo(2);
    }

    @Test
    void recordShouldEndWhenItsExpiryHasPassed() throws Exception {
        mailet("expiry", "30d").service(letter());
        timer.turn(Duration.ofDays(30).minusMillis(1));
        assertThat(keys()).hasSize(1);
        timer.turn(Duration.ofMillis(1));
        assertThat(keys()).isEmpty();
    }

    @Test
    void learningShouldBeBoundedWhenAMailGoesToThousands() throws Exception {
        mailet().service(mail("ben@localhost", "ben@localhost", "hello",
                IntStream.range(0, 3_000).mapToObj(i -> "friend" + i + "@example.org").toArray(String[]::new)));

        assertThat(keys()).hasSize(Correspondents.MAX_LEARNED);
    }

    @Test
    void mailShouldGoOnAsItIsWhenTheStoreFails() throws Exception {
        store.fail("the disk is gone");
        FakeMail mail = letter();
        String before = mail.toString();

        mailet().service(mail);

        assertThat(mail.toString()).isEqualTo(before);
        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(metrics.countFor("dotgate.correspondents.failed")).isEqualTo(1);
    }

    @Test
    void mailShouldGoOnWhenTheStoreDoesNotAnswer() throws Exception {
        LearnCorrespondents mailet = new LearnCorrespondents(config ->
                new Learning(new Correspondents(new SilentStore(), timer), Duration.ofMillis(20), metrics));
        mailet.init(config());

        mailet.service(letter());

        assertThat(metrics.countFor("dotgate.correspondents.failed")).isEqualTo(1);
    }

    @Test
    void interruptShouldBeHandedOnWhenJamesEnds() throws Exception {
        LearnCorrespondents mailet = new LearnCorrespondents(config ->
                new Learning(new Correspondents(new SilentStore(), timer), Duration.ofMinutes(5), metrics));
        mailet.init(config());
        Thread.currentThread().interrupt();

        mailet.service(letter());

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no address            | users=ben                   | LearnCorrespondents: <users>: 'ben' is not an address such as ben@example.net
            an address            | domains=ben@localhost       | LearnCorrespondents: <domains>: 'ben@localhost' is not a domain such as example.net
            no duration           | expiry=long                 | LearnCorrespondents: <expiry>: 'long' is not a duration such as 500ms, 3s, 5m, 4h or 2d
            too short             | expiry=1m                   | LearnCorrespondents: <expiry>: '1m' is not from 1h to 3650d
            an unknown parameter  | user=ben@localhost          | LearnCorrespondents: there is no parameter <user>; did you mean 'users'? Valid here: config, domains, expiry, users
            no such file          | config=file://conf/none.ini | conf/none.ini: does not exist
            a wrong store         | config=conf/wrong.ini       | conf/wrong.ini:2: there is no key 'uri' in [store]; did you mean 'url'?
            """)
    void initShouldSayWhatIsWrong(String label, String parameters, String problem) throws Exception {
        SharedFilters shared = shared();
        FakeMailetConfig config = config(parameters.split("=", 2));

        assertThatThrownBy(() -> new LearnCorrespondents(shared).init(config)).isInstanceOf(MessagingException.class)
                .hasMessageStartingWith(problem);
        shared.close();
    }

    @Test
    void mailetShouldOpenTheStoreOfItsConfiguration() throws Exception {
        SharedFilters shared = shared();
        LearnCorrespondents first = new LearnCorrespondents(shared);
        first.init(config());
        LearnCorrespondents second = new LearnCorrespondents(shared);
        second.init(config("config", "conf/dotgate.ini"));

        first.service(letter());
        second.service(letter());

        assertThat(metrics.countFor("dotgate.correspondents.learned")).isEqualTo(2);
        shared.close();
    }

    private SharedFilters shared() throws IOException {
        Files.createDirectory(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/dotgate.ini"), "[store]\ntimeout = 1s\n");
        Files.writeString(directory.resolve("conf/wrong.ini"), "[store]\nuri = file:var\n");
        return new SharedFilters(new Directory(directory), metrics);
    }

    private LearnCorrespondents mailet(String... parameters) throws MessagingException {
        LearnCorrespondents mailet = new LearnCorrespondents(
                config -> new Learning(new Correspondents(store, timer), Duration.ofSeconds(2), metrics));
        mailet.init(config(parameters));
        return mailet;
    }

    private static FakeMailetConfig config(String... parameters) {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(FakeMailContext.defaultContext());
        for (int i = 0; i < parameters.length; i += 2) {
            config.setProperty(parameters[i], parameters[i + 1]);
        }
        return config.build();
    }

    private static FakeMail letter() throws MessagingException {
        return mail("ben@localhost", "ben@localhost", "hello", "anna@example.org");
    }

    private static FakeMail mail(String login, String sender, String subject, String... to) throws MessagingException {
        FakeMail.Builder mail = Mails.builder("Subject: " + subject + "\r\n\r\nbody\r\n");
        if (sender.isEmpty()) {
            mail.sender(MaybeSender.nullSender());
        } else {
            mail.sender(sender);
        }
        FakeMail made = mail.build();
        List<MailAddress> recipients = new ArrayList<>();
        for (String address : to) {
            recipients.add(new MailAddress(address));
        }
        made.setRecipients(recipients);
        if (!login.isEmpty()) {
            Mails.set(made, Mail.SMTP_AUTH_USER.asString(), login);
        }
        return made;
    }

    private List<String> keys() {
        return store.list(Correspondents.TABLE, "", "", 1_000).toCompletableFuture().join().stream().map(Entry::key)
                .collect(Collectors.toList());
    }

    /** A store that never answers. */
    private static final class SilentStore implements Store {
        @Override
        public CompletionStage<Optional<Entry>> get(String table, String key) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
            return new CompletableFuture<>();
        }

        @Override
        public StoreHealth health() {
            throw new UnsupportedOperationException("nobody asks here");
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
