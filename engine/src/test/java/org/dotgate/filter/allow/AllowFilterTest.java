package org.dotgate.filter.allow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.dotgate.correspondents.Address;
import org.dotgate.correspondents.Correspondents;
import org.dotgate.dkim.Dkim;
import org.dotgate.dkim.DkimResult;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Services;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowFilterTest {
    private static final String LIST = "ann@example.org\nexample.com\n.example.com\n192.0.2.0/24\n";
    private static final String STRANGER = "198.51.100.7";

    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final Services services = Services.temporary(timer);
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<SpfResult> spf = CompletableFuture.completedFuture(SpfResult.PASS);
    private CompletableFuture<DkimResult> dkim = signed("NONE", "-");

    @BeforeEach
    void setUp() {
        services.shared(Spf.class, () -> (client, helo, sender) -> {
            asked.add("spf " + client.getHostAddress() + " " + helo + " " + sender);
            return spf;
        });
        services.shared(Dkim.class, () -> message -> {
            asked.add("dkim");
            return dkim;
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            a network                     | 192.0.2.7    | who@ever.example       | ACCEPT (client 192.0.2.7 is allowed as 192.0.2.0/24) | 0
            a network, null sender        | 192.0.2.7    | ''                     | ACCEPT (client 192.0.2.7 is allowed as 192.0.2.0/24) | 0
            a network, listed sender      | 192.0.2.7    | ann@example.org        | ACCEPT (client 192.0.2.7 is allowed as 192.0.2.0/24) | 0
            an address                    | 198.51.100.7 | Ann@Example.org        | ACCEPT (sender ann@example.org is allowed as ann@example.org; spf=pass) | 1
            a domain                      | 198.51.100.7 | ben@example.com        | ACCEPT (sender ben@example.com is allowed as example.com; spf=pass) | 1
            a domain below                | 198.51.100.7 | ben@news.example.com   | ACCEPT (sender ben@news.example.com is allowed as .example.com; spf=pass) | 1
            a stranger                    | 198.51.100.7 | who@ever.example       | PASS | 0
            null sender                   | 198.51.100.7 | ''                     | PASS | 0
            """)
    void matchShouldBeAccepted(String label, String client, String sender, String verdict, int questions) throws Exception {
        assertThat(judge("list = conf/allow.txt", client, sender, "bob@example.net")).hasToString(verdict);
        assertThat(asked).hasSize(questions);
    }

    @ParameterizedTest(name = "{0}, spf {1}, dkim {2} of {3}")
    @CsvSource(delimiter = '|', textBlock = """
            spf-or-dkim | PASS      | NONE      | -                     | ACCEPT | spf=pass
            spf-or-dkim | FAIL      | PASS      | example.com           | ACCEPT | spf=fail, dkim=pass of example.com
            spf-or-dkim | NONE      | PASS      | other.test,example.com | ACCEPT | spf=none, dkim=pass of example.com
            spf-or-dkim | TEMPERROR | PASS      | example.com           | ACCEPT | spf=temperror, dkim=pass of example.com
            spf-or-dkim | SOFTFAIL  | NONE      | -                     | PASS   | spf=softfail, dkim=none
            spf-or-dkim | NEUTRAL   | FAIL      | -                     | PASS   | spf=neutral, dkim=fail
            spf-or-dkim | PERMERROR | TEMPERROR | -                     | PASS   | spf=permerror, dkim=temperror
            spf-or-dkim | NONE      | PASS      | other.test            | PASS   | spf=none, dkim=pass of others
            spf         | PASS      | NONE      | -                     | ACCEPT | spf=pass
            spf         | NONE      | PASS      | example.com           | PASS   | spf=none
            spf         | TEMPERROR | PASS      | example.com           | PASS   | spf=temperror
            dkim        | PASS      | NONE      | -                     | PASS   | dkim=none
            dkim        | FAIL      | PASS      | example.com           | ACCEPT | dkim=pass of example.com
            dkim        | PASS      | PERMERROR | -                     | PASS   | dkim=permerror
            none        | FAIL      | FAIL      | -                     | ACCEPT | no proof is asked for
            """)
    void senderShouldCountWhenItsDomainIsVouchedFor(String require, SpfResult spfSays, String dkimSays, String signers,
            String outcome, String found) throws Exception {
        spf = CompletableFuture.completedFuture(spfSays);
        dkim = signed(dkimSays, signers);

        Verdict verdict = judge("list = conf/allow.txt\nrequire-auth = " + require, STRANGER, "ben@example.com", "bob@example.net");

        assertThat(verdict).hasToString(outcome + " (sender ben@example.com is allowed as example.com"
                + (outcome.equals("PASS") ? ", but nothing vouches for it: " : "; ") + found + ")");
        assertThat(asked.contains("dkim")).isEqualTo(found.contains("dkim"));
        assertThat(asked.size()).isEqualTo(found.split("=").length - 1);
    }

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(delimiter = '|', textBlock = """
            the domain itself          | example.com       | ben@example.com             | ACCEPT
            one above                  | example.com       | ben@news.example.com        | ACCEPT
            one far above              | example.com       | ben@a.b.c.example.com       | ACCEPT
            one below                  | news.example.com  | ben@example.com             | PASS
            a neighbour                | shop.example.com  | ben@news.example.com        | PASS
            a name that ends alike     | ample.com         | ben@example.com             | PASS
            a top-level domain         | com               | ben@example.com             | PASS
            nothing                    | .                 | ben@example.com             | PASS
            """)
    void signatureShouldSpeakForItsDomainAndThoseBelow(String label, String signer, String sender, String outcome) throws Exception {
        dkim = signed("PASS", signer);

        assertThat(judge("list = conf/allow.txt\nrequire-auth = dkim", STRANGER, sender, "bob@example.net").outcome())
                .hasToString(outcome);
    }

    @Test
    void signersShouldNotCountWhenTheStatusIsNotPass() throws Exception {
        dkim = signed("FAIL", "example.com");

        assertThat(judge("list = conf/allow.txt\nrequire-auth = dkim", STRANGER, "ben@example.com", "bob@example.net").outcome())
                .isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void spfShouldBeAskedAboutTheReversePathAsTheClientGaveIt() throws Exception {
        judge("list = conf/allow.txt", STRANGER, "prvs=0123abcdef=Ann@example.org", "bob@example.net");

        assertThat(asked).containsExactly("spf 198.51.100.7 helo.example.org prvs=0123abcdef=Ann@example.org");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one who has written              | anna@example.org                 | ben@example.net                     | ACCEPT (sender anna@example.org is known to the recipient; spf=pass)
            other case                       | ANNA@Example.org                 | Ben@Example.NET                     | ACCEPT (sender anna@example.org is known to the recipient; spf=pass)
            the same twice                   | anna@example.org                 | ben@example.net,BEN@example.net     | ACCEPT (sender anna@example.org is known to the recipient; spf=pass)
            BATV in front                    | prvs=0123abcdef=anna@example.org | ben@example.net                     | ACCEPT (sender anna@example.org is known to the recipient; spf=pass)
            two who have written             | anna@example.org                 | ben@example.net,carol@example.net   | ACCEPT (sender anna@example.org is known to all recipients; spf=pass)
            one of two has not               | anna@example.org                 | ben@example.net,bob@example.net     | PASS
            one of two has not, other order  | anna@example.org                 | bob@example.net,ben@example.net     | PASS
            one of two is no address         | anna@example.org                 | ben@example.net,postmaster          | PASS
            one who has not written          | anna@example.org                 | bob@example.net                     | PASS
            another of the same domain       | hanna@example.org                | ben@example.net                     | PASS
            the list comes first             | ann@example.org                  | bob@example.net                     | ACCEPT (sender ann@example.org is allowed as ann@example.org; spf=pass)
            """)
    void correspondentOfAllRecipientsShouldBeAccepted(String label, String sender, String recipients, String verdict) throws Exception {
        learn("ben@example.net", "anna@example.org");
        learn("carol@example.net", "anna@example.org");

        assertThat(judge("list = conf/allow.txt\nlearned = yes", STRANGER, sender, recipients.split(","))).hasToString(verdict);
        assertThat(asked).hasSize(verdict.startsWith("ACCEPT") ? 1 : 0);
    }

    @Test
    void correspondentShouldNotCountWhenNothingVouchesForIt() throws Exception {
        learn("ben@example.net", "anna@example.org");
        spf = CompletableFuture.completedFuture(SpfResult.FAIL);

        assertThat(judge("learned = yes", STRANGER, "anna@example.org", "ben@example.net")).hasToString(
                "PASS (sender anna@example.org is known to the recipient, but nothing vouches for it: spf=fail, dkim=none)");
    }

    @Test
    void correspondentShouldNotCountWhenLearningIsOff() throws Exception {
        learn("ben@example.net", "anna@example.org");

        assertThat(judge("list = conf/allow.txt", STRANGER, "anna@example.org", "ben@example.net")).hasToString("PASS");
    }

    @Test
    void correspondentShouldNotCountWhenThereAreTooManyRecipients() throws Exception {
        String[] crowd = Collections.nCopies(AllowFilter.MAX_RECIPIENTS, "ben@example.net").toArray(String[]::new);
        String[] larger = Arrays.copyOf(crowd, crowd.length + 1);
        larger[crowd.length] = "ben@example.net";
        learn("ben@example.net", "anna@example.org");

        assertThat(judge("learned = yes", STRANGER, "anna@example.org", crowd).outcome()).isEqualTo(Verdict.Outcome.ACCEPT);
        assertThat(judge("learned = yes", STRANGER, "anna@example.org", larger)).hasToString("PASS");
        assertThat(judge("learned = yes", STRANGER, "anna@example.org")).hasToString("PASS");
    }

    @Test
    void messageShouldPassWhenTheStoreFails() throws Exception {
        learn("ben@example.net", "anna@example.org");
        ((MemoryStore) services.store(settings())).fail("the disk is gone");

        assertThat(judge("learned = yes", STRANGER, "anna@example.org", "ben@example.net")).hasToString("PASS");
        assertThat(services.shared(Correspondents.class, () -> null).failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "@", "ann", "ann@", "@example.org", "ann@example.org@", "ann@example.org ", "ann@example.org\0", "\0ann@example.org",
        "ann@example.org\r\n", "ann@EXAMPLE.org.", "\"ann\"@example.org", "ann@[192.0.2.7]", "ann@.example.com", "ben@..example.com.",
        "ánn@example.org", "ann@exämple.com", "ann@example.com\u3002evil.example"
    })
    void hostileSenderShouldBeAStranger(String sender) throws Exception {
        assertThat(judge("list = conf/allow.txt\nlearned = yes\nrequire-auth = none", STRANGER, sender, "bob@example.net"))
                .hasToString("PASS");
    }

    @ParameterizedTest
    @CsvSource({"a, 10000", "., 10000", "a., 5000", "@, 10000", "é, 10000"})
    void longSenderShouldBeAStranger(String piece, int times) throws Exception {
        String text = piece.repeat(times);

        for (String sender : List.of(text, text + "@example.com", "ben@" + text + ".example.com")) {
            assertThat(judge("list = conf/allow.txt\nlearned = yes", STRANGER, sender, text, text + "@example.net")).hasToString("PASS");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void messageShouldPassWhenNoAnswerComesInTime() throws Exception {
        spf = new CompletableFuture<>();
        CompletableFuture<Verdict> verdict = judging("list = conf/allow.txt\nauth-timeout = 3s", new Cancellation());

        timer.turn(Duration.ofMillis(2_999));
        assertThat(verdict).isNotDone();
        timer.turn(Duration.ofMillis(1));

        assertThat(verdict).isCompletedWithValueMatching(given -> given.toString().equals(
                "PASS (sender ann@example.org is allowed as ann@example.org, but nothing vouches for it: no answer within 3s)"));
    }

    @Test
    void alarmShouldBeCalledOffWhenTheAnswerComes() throws Exception {
        spf = new CompletableFuture<>();
        CompletableFuture<Verdict> verdict = judging("list = conf/allow.txt", new Cancellation());
        assertThat(timer.pending()).isEqualTo(1);

        spf.complete(SpfResult.PASS);

        assertThat(verdict).isCompletedWithValueMatching(given -> given.outcome() == Verdict.Outcome.ACCEPT);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void waitingShouldEndWhenItIsCancelled() throws Exception {
        spf = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Verdict> verdict = judging("list = conf/allow.txt", cancellation);

        cancellation.cancel();

        assertThat(verdict).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(CancellationException.class);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void signaturesShouldNotBeCheckedWhenNobodyWaitsAnyMore() throws Exception {
        spf = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        judging("list = conf/allow.txt", cancellation);
        cancellation.cancel();

        spf.complete(SpfResult.NONE);

        assertThat(asked).hasSize(1).noneMatch(question -> question.equals("dkim"));
    }

    @Test
    void messageShouldPassWhenSpfThrows() throws Exception {
        Services throwing = Services.temporary(timer);
        throwing.shared(Spf.class, () -> (client, helo, sender) -> {
            throw new IllegalStateException("broken on purpose");
        });
        Filter filter = filter("list = conf/allow.txt",
                new FilterHost(directory, timer, Runnable::run, getClass().getClassLoader(), throwing));

        assertThat(filter.judge(transaction(STRANGER, "ann@example.org", "bob@example.net"), new Cancellation()).toCompletableFuture())
                .isCompletedWithValueMatching(given -> given.toString().endsWith("nothing vouches for it: trouble)"));
    }

    @Test
    void messageShouldPassWhenSpfBreaks() throws Exception {
        spf = CompletableFuture.failedFuture(new IllegalStateException("broken\r\non purpose"));

        assertThat(judge("list = conf/allow.txt", STRANGER, "ann@example.org", "bob@example.net")).hasToString(
                "PASS (sender ann@example.org is allowed as ann@example.org, but nothing vouches for it: trouble)");
    }

    @Test
    void filterShouldFailWhenNoWorkerIsLeft() throws Exception {
        Filter filter = filter("list = conf/allow.txt", task -> {
            throw new RejectedExecutionException("James is ending");
        });

        assertThat(filter.judge(transaction(STRANGER, "ann@example.org", "bob@example.net"), new Cancellation()))
                .failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(RejectedExecutionException.class);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void nothingShouldVouchWhenTheHouseHasNeitherSpfNorDkim() throws Exception {
        FilterHost bare = new FilterHost(directory, timer, Runnable::run, getClass().getClassLoader());
        Filter filter = filter("list = conf/allow.txt", bare);

        assertThat(filter.judge(transaction(STRANGER, "ann@example.org", "bob@example.net"), new Cancellation()).toCompletableFuture())
                .isCompletedWithValueMatching(given -> given.outcome() == Verdict.Outcome.PASS);
    }

    private Verdict judge(String keys, String client, String sender, String... recipients) throws Exception {
        return filter(keys, Runnable::run).judge(transaction(client, sender, recipients), new Cancellation())
                .toCompletableFuture().join();
    }

    private CompletableFuture<Verdict> judging(String keys, Cancellation cancellation) throws Exception {
        return filter(keys, Runnable::run).judge(transaction(STRANGER, "ann@example.org", "bob@example.net"), cancellation)
                .toCompletableFuture();
    }

    private Filter filter(String keys, Executor workers) throws Exception {
        return filter(keys, new FilterHost(directory, timer, workers, getClass().getClassLoader(), services));
    }

    private Filter filter(String keys, FilterHost host) throws Exception {
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/allow.txt"), LIST);
        return new AllowFilterType().create(
                Section.of(IniFile.parse("[filter allow]\n" + keys + "\n", "dotgate.ini"), "filter allow"), host);
    }

    private void learn(String user, String correspondent) throws SettingsException {
        Correspondents correspondents = new Correspondents(services.store(settings()), timer);
        correspondents.learn(Address.of(user).orElseThrow(), List.of(Address.of(correspondent).orElseThrow()), Duration.ofDays(1))
                .toCompletableFuture().join();
    }

    private static StoreSettings settings() throws SettingsException {
        return StoreSettings.from(Section.of(IniFile.parse("", "dotgate.ini"), "store"));
    }

    private static CompletableFuture<DkimResult> signed(String status, String signers) {
        List<String> domains = Arrays.stream(signers.split(",")).filter(signer -> !signer.equals("-")).collect(Collectors.toList());
        return CompletableFuture.completedFuture(new DkimResult(DkimResult.Status.valueOf(status), domains, ""));
    }

    private static Transaction transaction(String client, String sender, String... recipients) throws UnknownHostException {
        return new Transaction("m1", Event.DOT, Client.at(InetAddress.getByName(client)).helo("helo.example.org").build(),
                new Envelope(sender, List.of(recipients)),
                new BytesMessage("Subject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8)));
    }
}
