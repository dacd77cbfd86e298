package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.callout.answer.Answer;
import org.dotgate.dns.ZoneDns;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spf.SpfResult;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose sender is asked about, and what its client is told, where. */
class CalloutCheckTest {
    private static final String ANN = "ann@example.net";
    private static final String BEN = "ben@example.org";
    private static final String NO_SUCH = "550 5.1.8 Sender address does not exist, says its own mail server";
    private static final String NO_MAIL = "550 5.1.10 Sender's domain takes no mail";
    private static final String LATER = "450 4.7.1 Sender address is being verified, please try again later";

    private final ManualTimer timer = new ManualTimer();
    private final QueuedWorkers workers = new QueuedWorkers();
    private final FakeCallouts callouts = new FakeCallouts();
    private final ZoneDns dns = ZoneDns.of(Map.of());
    private final Client client = client("192.0.2.1");
    private CompletionStage<SpfResult> spf = CompletableFuture.completedFuture(SpfResult.NONE);
    private int spfQuestions;

    @ParameterizedTest(name = "{0}: {1} is told {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            it is there              | FOUND      | -
            all are there            | CATCH_ALL  | -
            we are refused           | REFUSED    | -
            nobody knows             | UNKNOWN    | -
            it is not there          | NOT_FOUND  | 550 5.1.8 Sender address does not exist, says its own mail server
            nobody takes mail for it | UNROUTABLE | 550 5.1.10 Sender's domain takes no mail
            """)
    void clientShouldBeToldWhatTheAnswerMeans(String label, Answer answer, String told) {
        callouts.knows(ANN, answer);

        CalloutVerdict verdict = now(check("").atRecipient(client, ANN, BEN));

        assertThat(told(verdict)).isEqualTo(told);
        assertThat(verdict.note()).isEqualTo(answer.text());
        assertThat(spfQuestions).as("what is known needs no SPF").isZero();
        assertThat(callouts.asked).isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void clientShouldBeToldToComeAgainWhileWorkGoesOn() {
        callouts.memory.put(ANN, CalloutResult.pending("queued"));

        CalloutVerdict verdict = now(check("").atRecipient(client, ANN, BEN));

        assertThat(told(verdict)).isEqualTo(LATER);
        assertThat(verdict.note()).isEqualTo("pending");
        assertThat(verdict.rejects()).isFalse();
    }

    @ParameterizedTest(name = "{0}: <{1}>")
    @CsvSource(textBlock = """
            null sender,      ''
            no at sign,       ann
            no local part,    @example.net
            James's domain,   ann@localhost
            no domain,        ann@
            address literal,  ann@[192.0.2.1]
            IPv6 literal,     ann@[IPv6:2001:db8::1]
            bare IPv4,        ann@192.0.2.1
            bare IPv6,        ann@IPv6:2001:db8::1
            number,           ann@3221225985
            our own,          ann@example.org
            our own by case,  Ann@Example.ORG
            our own by dot,   ann@example.org.
            opted out,        ann@shy.example
            opted out below,  ann@mx.quiet.example
            """)
    void nobodyShouldBeAskedAbout(String label, String sender) {
        callouts.knows(sender, Answer.NOT_FOUND);
        CalloutCheck check = check("opt-out = shy.example, .quiet.example");

        assertThat(now(check.begin(client, sender)).note()).isEqualTo("not_asked");
        assertThat(told(now(check.atRecipient(client, sender, BEN)))).isNull();
        check.greylisted(client, sender);
        assertThat(check.known(client, sender)).map(CalloutVerdict::note).contains("not_asked");

        assertThat(callouts.asked).isEmpty();
        assertThat(callouts.prepared).isEmpty();
        assertThat(spfQuestions).isZero();
    }

    @Test
    void nobodyShouldBeAskedWhenSpfFails() {
        spf = CompletableFuture.completedFuture(SpfResult.FAIL);
        CalloutCheck check = check("");

        assertThat(now(check.begin(client, ANN)).note()).isEqualTo("not_asked");
        check.greylisted(client, ANN);

        assertThat(callouts.asked).isEmpty();
        assertThat(callouts.prepared).isEmpty();
    }

    @ParameterizedTest(name = "under {0}: asked back: {1}")
    @CsvSource({"'<>', true", "'<>, verify@example.org', false", "'verify@example.org', false"})
    void serverThatAsksBackShouldOnlyBeAskedUnderTheNullSender(String senders, boolean asked) {
        callouts.asking.add(client.address());

        check("senders = " + senders).begin(client, ANN);

        assertThat(callouts.asked).hasSize(asked ? 1 : 0);
    }

    @ParameterizedTest(name = "when = {0}, SPF {1}, reverse DNS {2}: {3}")
    @CsvSource({
        "always,     PASS,      yes, asked",
        "always,     FAIL,      no,  not asked",
        "always,     TEMPERROR, yes, asked",
        "greylisted, NONE,      no,  not asked",
        "suspicious, PASS,      yes, not asked",
        "suspicious, PASS,      no,  asked",
        "suspicious, FAIL,      no,  not asked",
        "suspicious, NONE,      yes, asked",
        "suspicious, SOFTFAIL,  yes, asked",
        "suspicious, TEMPERROR, yes, asked",
    })
    void senderShouldBeAskedAboutWhenItIsDue(String when, SpfResult result, String reverse, String asked) {
        spf = CompletableFuture.completedFuture(result);
        if (reverse.equals("yes")) {
            dns.zone().put("1.2.0.192.in-addr.arpa", "PTR adsl-1.example.com");
            dns.zone().put("adsl-1.example.com", "A 192.0.2.1");
        }

        check("when = " + when).begin(client, ANN);

        assertThat(callouts.asked).hasSize(asked.equals("asked") ? 1 : 0);
    }

    @Test
    void senderShouldBeAskedAboutUnderTheNameOfOurServer() {
        check("").begin(Client.at(client.address()).server("mx.example.org").build(), ANN);
        check("").begin(client, BEN.replace("org", "com"));

        assertThat(callouts.asked).containsExactly("ann@example.net as mx.example.org", "ben@example.com as localhost");
    }

    @Test
    void whoIsGreylistedShouldBeAskedAboutAndTheAnswerCountAtTheRetry() {
        CalloutCheck check = check("when = greylisted");
        assertThat(now(check.begin(client, ANN)).note()).isEqualTo("not_asked");
        assertThat(told(now(check.atRecipient(client, ANN, BEN)))).isNull();

        check.greylisted(client, ANN);
        assertThat(callouts.prepared).containsExactly(ANN);

        callouts.knows(ANN, Answer.NOT_FOUND);
        assertThat(told(now(check.atRecipient(client, ANN, BEN)))).isEqualTo(NO_SUCH);
        check.greylisted(client, ANN);
        assertThat(callouts.prepared).as("no need").hasSize(1);
        assertThat(callouts.asked).isEmpty();
    }

    @ParameterizedTest(name = "reply-at = {0}: {1} at MAIL, {2} at RCPT, {3} at the dot")
    @CsvSource({"mail, refused, passes, passes", "rcpt, passes, refused, passes", "dot, passes, passes, refused"})
    void answerShouldBeToldInOnePlace(String place, String mail, String rcpt, String dot) {
        callouts.knows(ANN, Answer.UNROUTABLE);
        CalloutCheck check = check("reply-at = " + place);

        assertThat(told(now(check.atSender(client, ANN)))).isEqualTo(mail.equals("refused") ? NO_MAIL : null);
        assertThat(told(now(check.atRecipient(client, ANN, BEN)))).isEqualTo(rcpt.equals("refused") ? NO_MAIL : null);
        assertThat(told(now(check.atDot(client, new Envelope(ANN, List.of(BEN)))))).isEqualTo(dot.equals("refused") ? NO_MAIL : null);
    }

    @ParameterizedTest
    @CsvSource({"postmaster", "PostMaster@example.org", "abuse@example.org"})
    void postmasterAndAbuseShouldNeverBeRefusedNorKeptWaiting(String recipient) {
        callouts.knows(ANN, Answer.NOT_FOUND);

        CalloutVerdict rcpt = now(check("").atRecipient(client, ANN, recipient));
        CalloutVerdict dot = now(check("reply-at = dot").atDot(client, new Envelope(ANN, List.of(BEN, recipient))));

        assertThat(List.of(rcpt, dot)).allSatisfy(verdict -> {
            assertThat(told(verdict)).isNull();
            assertThat(verdict.note()).isEqualTo("not_found");
        });
        assertThat(told(now(check("").atRecipient(client, "carl@example.com", recipient)))).isNull();
    }

    @Test
    void nobodyShouldBeRefusedNorKeptWaitingInShadow() {
        CalloutCheck check = check("mode = shadow");
        callouts.knows(ANN, Answer.NOT_FOUND);

        CalloutVerdict known = now(check.atRecipient(client, ANN, BEN));
        CalloutVerdict missing = now(check.atRecipient(client, "carl@example.com", BEN));

        assertThat(told(known)).isNull();
        assertThat(known.withheld()).map(Object::toString).contains(NO_SUCH);
        assertThat(known).hasToString("shadow: not_found: test");
        assertThat(told(missing)).isNull();
        assertThat(missing.note()).isEqualTo("pending");
        assertThat(callouts.asked).as("asked about all the same").hasSize(1);
    }

    @Test
    void answerShouldComeOnAWorkerWhenItHasToBeWaitedFor() {
        CompletableFuture<CalloutVerdict> verdict = check("").atRecipient(client, ANN, BEN);
        assertThat(verdict).isNotDone();

        callouts.open.get(ANN).complete(CalloutResult.known(Answer.FOUND, "250"));
        assertThat(verdict).as("not on the prober's thread").isNotDone();
        workers.run();

        assertThat(now(verdict).note()).isEqualTo("found");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void clientShouldBeToldWithinSoftTotalAndASecondWhateverHappens() {
        spf = new CompletableFuture<>();
        callouts.recalling = new CompletableFuture<>();
        CompletableFuture<CalloutVerdict> verdict = check("soft-total = 6s").atRecipient(client, ANN, BEN);

        turn(Duration.ofMillis(1500));
        assertThat(spfQuestions).as("gone on without memory").isEqualTo(1);
        turn(Duration.ofMillis(1500));
        assertThat(callouts.asked).as("gone on without SPF").hasSize(1);
        turn(Duration.ofMillis(3949));
        assertThat(verdict).isNotDone();
        turn(Duration.ofMillis(1));

        assertThat(now(verdict).note()).isEqualTo("unknown");
        assertThat(now(verdict).refusal()).as("come again, though nothing may be in the queue").isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void memoryShouldBeWaitedForBeforeAnybodyIsAsked() {
        callouts.recalling = new CompletableFuture<>();
        CompletableFuture<CalloutVerdict> verdict = check("").atRecipient(client, ANN, BEN);
        assertThat(spfQuestions).isZero();

        callouts.recalling.complete(Optional.of(CalloutResult.known(Answer.FOUND, "stored")));
        workers.run();

        assertThat(now(verdict).note()).isEqualTo("found");
        assertThat(spfQuestions).isZero();
        assertThat(callouts.asked).isEmpty();
    }

    @Test
    void senderShouldBeAskedAboutWhenMemoryFails() {
        callouts.recalling = CompletableFuture.failedFuture(new IllegalStateException("test"));

        check("").begin(client, ANN);

        assertThat(callouts.asked).hasSize(1);
    }

    @Test
    void clientShouldPassWhenAskingFails() {
        callouts.failure = new IllegalStateException("test");

        CalloutVerdict verdict = now(check("").atRecipient(client, ANN, BEN));

        assertThat(told(verdict)).isNull();
        assertThat(verdict.note()).isEqualTo("unknown");
    }

    @Test
    void nobodyShouldBeAskedWhenTheClientIsGoneMeanwhile() {
        CompletableFuture<SpfResult> slow = new CompletableFuture<>();
        spf = slow;
        CompletableFuture<CalloutVerdict> verdict = check("").atRecipient(client, ANN, BEN);

        verdict.cancel(false);
        slow.complete(SpfResult.NONE);
        workers.run();

        assertThat(callouts.asked).isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void nothingShouldBeAskedWhereNobodyIsToBe() {
        CalloutCheck check = new CalloutCheck(settings(""), NoCallouts.INSTANCE, domain -> false, dns,
                (address, helo, sender) -> spf, timer, workers);

        assertThat(now(check.begin(client, ANN))).hasToString("not_asked: nobody is asked here");
    }

    private void turn(Duration duration) {
        timer.turn(duration);
        workers.run();
    }

    private CalloutCheck check(String lines) {
        return new CalloutCheck(settings(lines), callouts, Set.of("example.org")::contains, dns, (address, helo, sender) -> {
            spfQuestions++;
            return spf;
        }, timer, workers);
    }

    private static CalloutSettings settings(String lines) {
        try {
            return CalloutSettings.from(Section.of(IniFile.parse("[callout]\n" + lines, "dotgate.ini"), "callout"));
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    private static CalloutVerdict now(CompletableFuture<CalloutVerdict> verdict) {
        assertThat(verdict).as("known at once").isDone();
        return verdict.join();
    }

    private static String told(CalloutVerdict verdict) {
        return verdict.refusal().map(Object::toString).orElse(null);
    }

    private static Client client(String address) {
        try {
            return Client.at(InetAddress.getByName(address)).helo("mx.example.net").build();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
