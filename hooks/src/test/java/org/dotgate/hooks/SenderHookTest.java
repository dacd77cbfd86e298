package org.dotgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.MailCmdHandler;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.callout.CalloutResult;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.callout.answer.Answer;
import org.dotgate.insight.Insight;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Client;
import org.dotgate.policy.SenderPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hook behind James's own handler of MAIL. */
@Timeout(60)
class SenderHookTest {
    private static final String ANN = "ann@example.net";
    private static final String NOT_FOUND = "550 5.1.8 Sender address does not exist, says its own mail server";
    private static final String PENDING = "450 4.7.1 Sender address is being verified, please try again later";

    private final ExtendedSMTPSession session = new ExtendedSMTPSession(new SMTPConfigurationImpl(), new Loopback());
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final Insight insight = new Insight(new StandingTimer());
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<CalloutVerdict>> verdicts = new ArrayList<>();
    private CalloutVerdict known;
    private SenderPolicy policy = new Asking(false);

    @BeforeEach
    void helo() {
        session.setAttachment(SMTPSession.CURRENT_HELO_MODE, "EHLO", State.Connection);
    }

    @Test
    void senderShouldBeTakenAndNothingNotedWhenNothingIsAsked() {
        policy = null;

        assertThat(mail(true, ANN).getRetCode()).isEqualTo("250");
        assertThat(NotedCallout.of(session)).isEmpty();
    }

    @Test
    void senderShouldBeTakenAtOnceWhenItsAnswerIsToldLater() {
        assertThat(mail(true, ANN).getRetCode()).isEqualTo("250");

        assertThat(asked).containsExactly(ANN);
        assertThat(NotedCallout.of(session)).contains("pending");
        verdicts.get(0).complete(found(Answer.FOUND));
        assertThat(NotedCallout.of(session)).contains("found");
        assertThat(metrics.countFor("dotgate.callout.found")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void nobodyShouldBeRefusedAtMailWhenAnswersAreToldLater(Answer answer) {
        policy = new Asking(false) {
            @Override
            public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
                return CompletableFuture.completedFuture(found(answer));
            }
        };

        assertThat(mail(true, ANN).getRetCode()).isEqualTo("250");
        assertThat(NotedCallout.of(session)).contains(answer.text());
    }

    @Test
    void newestAnswerShouldBeNoted() {
        mail(true, ANN);
        verdicts.get(0).complete(CalloutVerdict.late());
        assertThat(NotedCallout.of(session)).contains("pending");
        known = found(Answer.CATCH_ALL);
        assertThat(NotedCallout.of(session)).as("asked once more").contains("catch_all");

        NotedCallout.found(session, "found");
        assertThat(NotedCallout.of(session)).as("found at RCPT").contains("found");
    }

    @Test
    void whatWasNotedShouldBeForgottenWhenAnotherSenderIsGiven() {
        policy = new Asking(true);
        mail(true, ANN);
        session.getState().keySet().removeIf(key -> key.asString().equals("org.dotgate.questions"));
        policy = new Asking(false);
        mail(true, "carl@example.com");
        verdicts.get(1).complete(CalloutVerdict.notAsked("test"));

        assertThat(NotedCallout.of(session)).contains("not_asked");
    }

    @Test
    void senderShouldNotBeTakenWhenTheAwaitedVerdictIsMissing() {
        policy = new Asking(true);

        assertThat(mail(true, ANN).getRetCode()).isEqualTo("450");
        assertThat(session.getAttachment(SMTPSession.SENDER, State.Transaction)).as("the line can be handled again").isEmpty();
        assertThat(mail(true, ANN).getRetCode()).isEqualTo("450");
    }

    @Test
    void senderShouldBeRefusedWhenTheAwaitedVerdictSaysSo() {
        policy = new Asking(true) {
            @Override
            public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
                return CompletableFuture.completedFuture(found(Answer.NOT_FOUND));
            }
        };

        assertThat(mail(true, ANN).getLines()).containsExactly(NOT_FOUND);
        assertThat(metrics.countFor("dotgate.callout.not_found")).isEqualTo(1);
    }

    @Test
    void theThreadShouldWaitWhenThereIsNoGateAndTheVerdictIsAwaited() {
        policy = new Asking(true) {
            @Override
            public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
                return CompletableFuture.supplyAsync(() -> found(Answer.NOT_FOUND));
            }
        };

        assertThat(mail(false, ANN).getLines()).containsExactly(NOT_FOUND);
    }

    @Test
    void theWorkShouldBeCalledOffWhenThereIsNoGateAndTheThreadIsInterrupted() {
        policy = new Asking(true);
        Thread.currentThread().interrupt();

        assertThat(mail(false, ANN).getLines()).containsExactly(PENDING);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdicts.get(0)).isCancelled();
    }

    @Test
    void operatorsShouldSeeThatShadowModeSparedTheSender() {
        policy = new Asking(false) {
            @Override
            public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
                return CompletableFuture.completedFuture(CalloutVerdict.of(CalloutResult.known(Answer.NOT_FOUND, "test"), true));
            }
        };

        assertThat(mail(true, ANN).getRetCode()).isEqualTo("250");

        assertThat(insight.journal().find(ANN, 0, 9)).singleElement().satisfies(seen -> {
            assertThat(seen.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(seen.reply()).isEqualTo(NOT_FOUND);
            assertThat(seen.reason()).startsWith("shadow: ");
        });
        assertThat(insight.outcomes().steps(1).get(0).count(Outcome.REFUSED)).isZero();
    }

    @Test
    void nullSenderShouldBeAskedAboutAsSuch() {
        mail(true, "");

        assertThat(asked).containsExactly("");
    }

    private static CalloutVerdict found(Answer answer) {
        return CalloutVerdict.of(CalloutResult.known(answer, "test"), false);
    }

    private Response mail(boolean gated, String sender) {
        SenderHook hook = new SenderHook(asking -> Optional.ofNullable(policy), new SenderReport(new Counters(metrics), insight), gated);
        MailCmdHandler james = new MailCmdHandler(metrics);
        james.wireExtensions(MailHook.class, List.of(hook));
        session.removeAttachment(SMTPSession.SENDER, State.Transaction);
        return james.onCommand(session, new BaseRequest("MAIL", "FROM:<" + sender + ">"));
    }

    private class Asking implements SenderPolicy {
        private final boolean awaited;

        Asking(boolean awaited) {
            this.awaited = awaited;
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
            asked.add(sender);
            verdicts.add(new CompletableFuture<>());
            return verdicts.get(verdicts.size() - 1);
        }

        @Override
        public Optional<CalloutVerdict> known(Client client, String sender) {
            return Optional.ofNullable(known);
        }
    }
}
