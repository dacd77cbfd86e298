package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutResult;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.callout.FakeCallouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.dns.Dns;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterStep;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.Services;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.callout.CalloutFilterType;
import org.dotgate.filter.delay.DelayFilterType;
import org.dotgate.filter.greylist.GreylistFilterType;
import org.dotgate.likeness.Likeness;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.LocalDomains;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code [callout]} comes to at MAIL, at RCPT and at the dot, alone and together with the greylist. */
class CalloutPolicyTest {
    private static final String ANN = "ann@example.net";
    private static final String BEN = "ben@example.org";
    private static final String GREYLIST = "[greylist]\nat = rcpt\ndelay = 5m\nspf = no\n";

    @TempDir
    private Path folder;
    private final ManualTimer timer = new ManualTimer();
    private final FakeCallouts callouts = new FakeCallouts();
    private final Services temporary = Services.temporary(timer);
    private Optional<LocalDomains> local = Optional.of("example.org"::equals);
    private Client client;

    @BeforeEach
    void client() throws Exception {
        client = Client.at(InetAddress.getByName("192.0.2.1")).build();
    }

    @Test
    void nothingShouldBeAskedWhenTheConfigurationSaysNothing() throws Exception {
        Policy policy = load("[callout]\nresolver = 192.0.2.53:53\n");

        assertThat(policy.senders(client)).isEmpty();
        assertThat(policy.callouts()).isEmpty();
        assertThat(policy.recipients()).isEmpty();
        assertThat(policy.dot().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "reply-at = {0}, {1}: awaited at MAIL: {2}, asked at RCPT: {3}, steps: {4}")
    @CsvSource({
        "mail, enforce, true,  false, 0",
        "mail, shadow,  false, false, 0",
        "rcpt, enforce, false, true,  0",
        "dot,  enforce, false, false, 1",
    })
    void answerShouldBeAppliedWhereReplyAtSays(String place, String mode, boolean mail, boolean rcpt, int steps) throws Exception {
        Policy policy = load("[callout]\nreply-at = " + place + "\nmode = " + mode + "\n");

        assertThat(policy.senders(client).orElseThrow().isAwaited()).isEqualTo(mail);
        assertThat(policy.recipients().isPresent()).isEqualTo(rcpt);
        assertThat(policy.dot().steps()).hasSize(steps);
    }

    @ParameterizedTest(name = "run = {0}, besides {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''         | ''                               | callout
            slow       | slow: delay                      | callout, slow
            slow, call | slow: delay, call: callout       | slow, call
            slow       | slow: delay, call: callout       | call, slow
            two        | one: callout, two: callout       | two
            slow       | slow: delay, callout: delay      | callout-first, slow
            """)
    void calloutShouldRunFirstAtTheDotUnlessItStandsElsewhere(String run, String sections, String steps) throws Exception {
        StringBuilder ini = new StringBuilder("[dot]\nrun = " + run + "\n[callout]\nreply-at = dot\nsoft-total = 30s\n");
        for (String section : sections.isEmpty() ? new String[0] : sections.split(", ")) {
            String[] parts = section.split(": ");
            ini.append("[filter ").append(parts[0]).append("]\ntype = ").append(parts[1]).append('\n')
                    .append(parts[1].equals("delay") ? "delay = 1s\n" : "");
        }

        List<FilterStep> made = load(ini.toString()).dot().steps();

        assertThat(made.stream().map(FilterStep::name).collect(Collectors.joining(", "))).isEqualTo(steps);
        assertThat(made).filteredOn(step -> !step.name().equals("slow"))
                .allSatisfy(step -> assertThat(step.timeout()).as("longer than a verdict takes").isEqualTo(Duration.ofSeconds(32)));
    }

    @Test
    void sectionsTimeoutShouldCountWhenItSaysOne() throws Exception {
        Policy policy = load("[callout]\nreply-at = dot\n[filter call]\ntype = callout\ntimeout = 3s\n");

        assertThat(policy.dot().steps().get(0).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void messageShouldBeJudgedAtTheDot() throws Exception {
        callouts.knows(ANN, Answer.NOT_FOUND).knows("carl@example.com", Answer.FOUND);
        FilterStep step = load("[callout]\nreply-at = dot\n").dot().steps().get(0);

        assertThat(dot(step, ANN)).hasToString(
                "FAIL 550 5.1.8 Sender address does not exist, says its own mail server (not_found: test)");
        assertThat(dot(step, "carl@example.com")).hasToString("PASS (found: test)");
        assertThat(step.isRemembered()).isFalse();
    }

    @Test
    void exemptClientShouldNotBeAskedAbout() throws Exception {
        Client relay = Client.at(client.address()).relay(true).build();

        CalloutVerdict verdict = load("[callout]\n enabled = yes\n").senders(relay).orElseThrow().judge(relay, ANN).join();

        assertThat(verdict.note()).isEqualTo("not_asked");
        assertThat(callouts.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "rcpt", "dot"})
    void nobodyShouldBeAskedWhereThereIsNoMailServer(String place) throws Exception {
        local = Optional.empty();
        callouts.knows(ANN, Answer.NOT_FOUND);
        Policy policy = load("[callout]\nreply-at = " + place + "\n");

        assertThat(policy.senders(client).orElseThrow().judge(client, ANN).join().note()).isEqualTo("not_asked");
        for (FilterStep step : policy.dot().steps()) {
            assertThat(dot(step, ANN)).hasToString("PASS (not_asked: nobody is asked here)");
        }
    }

    @Test
    void knownAnswerShouldRefuseBeforeTheGreylistDelays() throws Exception {
        callouts.knows(ANN, Answer.NOT_FOUND);

        RecipientVerdict verdict = judged(load("[callout]\nenabled = yes\n" + GREYLIST), ANN, BEN).join();

        assertThat(verdict.by()).isEqualTo("callout");
        assertThat(verdict.refusal()).map(Object::toString).hasValueSatisfying(told -> assertThat(told).startsWith("550 5.1.8 "));
    }

    @Test
    void greylistShouldDelayWhoIsNotKnownYetAndHaveThemPrepared() throws Exception {
        CompletableFuture<RecipientVerdict> verdict = judged(load("[callout]\nenabled = yes\n" + GREYLIST), ANN, BEN);

        assertThat(verdict.join().by()).isEqualTo("greylist");
        assertThat(verdict.join().refusal()).isPresent();
        assertThat(callouts.prepared).containsExactly(ANN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcpt", "mail", "dot"})
    void whoIsGreylistedShouldBePreparedWhereverAnswersAreTold(String place) throws Exception {
        Policy policy = load("[callout]\nwhen = greylisted\nreply-at = " + place + "\n" + GREYLIST);

        judged(policy, ANN, BEN);

        assertThat(callouts.prepared).containsExactly(ANN);
        assertThat(callouts.asked).isEmpty();
    }

    @Test
    void whoIsGreylistedAtTheDotShouldBePrepared() throws Exception {
        Policy policy = load("[callout]\nwhen = greylisted\n[dot]\nrun = grey\n[greylist]\nspf = no\n[filter grey]\ntype = greylist\n");

        assertThat(dot(policy.dot().steps().get(0), ANN).isFailure()).isTrue();
        assertThat(callouts.prepared).containsExactly(ANN);
    }

    @Test
    void nobodyShouldBePreparedWhenNobodyIsDelayed() throws Exception {
        judged(load("[callout]\nwhen = greylisted\n" + GREYLIST + "mode = shadow\n"), ANN, BEN);
        judged(load("[callout]\nenabled = no\n" + GREYLIST), ANN, BEN);

        assertThat(callouts.prepared).isEmpty();
    }

    @Test
    void calloutShouldBeWaitedForWhenTheGreylistLetsPass() throws Exception {
        Policy policy = load("[callout]\nenabled = yes\n" + GREYLIST);
        judged(policy, ANN, BEN);
        timer.turn(Duration.ofMinutes(5));

        CompletableFuture<RecipientVerdict> verdict = judged(policy, ANN, BEN);
        assertThat(verdict).isNotDone();
        callouts.open.get(ANN).complete(CalloutResult.known(Answer.CATCH_ALL, "250"));

        assertThat(verdict.join().refusal()).isEmpty();
        assertThat(verdict.join().headers()).containsOnlyKeys("X-Greylist");
        assertThat(verdict.join().attributes()).containsEntry("dotgate.callout", "catch_all");
    }

    @Test
    void recipientShouldPassWithTheAnswerNotedWhenThereIsNoGreylist() throws Exception {
        callouts.knows(ANN, Answer.FOUND);

        RecipientVerdict verdict = judged(load("[callout]\nenabled = yes\n"), ANN, BEN).join();

        assertThat(verdict.refusal()).isEmpty();
        assertThat(verdict.attributes()).containsEntry("dotgate.callout", "found");
    }

    private CompletableFuture<RecipientVerdict> judged(Policy policy, String sender, String recipient) {
        return policy.recipients().orElse(RecipientPolicy.PASSES)
                .judge(client, sender, recipient, new Cancellation()).toCompletableFuture();
    }

    private Verdict dot(FilterStep step, String sender) throws Exception {
        return step.filter().judge(new Transaction("Mail1", Event.DOT, client, new Envelope(sender, List.of(BEN)),
                new BytesMessage("hello")), new Cancellation()).toCompletableFuture().join();
    }

    private Policy load(String text) throws IOException, SettingsException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), text);
        CalloutFilterType type = new CalloutFilterType((settings, any, host) -> callouts);
        List<FilterType> types = List.of(new DelayFilterType(), type,
                new GreylistFilterType((match, message) -> Likeness.parse("c" + message.size()), type::delays));
        return new PolicyLoader(types).load(ini, "dotgate.ini",
                new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), new Around()));
    }

    /** Temporary services in a mail server. */
    private final class Around implements Services {
        @Override
        public Store store(StoreSettings settings) throws SettingsException {
            return temporary.store(settings);
        }

        @Override
        public Dns dns(String server) throws SettingsException {
            return temporary.dns(server);
        }

        @Override
        public <T> T shared(Class<T> type, String name, Supplier<T> maker) {
            return temporary.shared(type, name, maker);
        }

        @Override
        public Optional<LocalDomains> localDomains() {
            return local;
        }
    }
}
