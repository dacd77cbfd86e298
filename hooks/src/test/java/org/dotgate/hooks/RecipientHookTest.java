package org.dotgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.RcptCmdHandler;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.filter.Cancellation;
import org.dotgate.insight.Happening.Command;
import org.dotgate.insight.Insight;
import org.dotgate.insight.Outcome;
import org.dotgate.mail.Reply;
import org.dotgate.policy.RecipientPolicy;
import org.dotgate.policy.RecipientVerdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hook behind James's own handler of RCPT. */
@Timeout(60)
class RecipientHookTest {
    private static final RecipientVerdict DELAYED =
            RecipientVerdict.refuse(Reply.of(451, "4.7.1", "Greylisted, please try again in 300 seconds"), "greylist", "new");

    private final ExtendedSMTPSession session = new ExtendedSMTPSession(new SMTPConfigurationImpl(), new Loopback());
    private final List<String> asked = new ArrayList<>();
    private final Insight insight = new Insight(new StandingTimer());
    private CompletableFuture<RecipientVerdict> verdict = new CompletableFuture<>();
    private Cancellation cancellation;
    private RecipientPolicy policy = (client, sender, recipient, wanted) -> {
        asked.add(client.name() + " <" + sender + "> <" + recipient + ">");
        cancellation = wanted;
        return verdict;
    };

    @BeforeEach
    void mail() throws Exception {
        session.setAttachment(SMTPSession.SENDER, MaybeSender.of(new MailAddress("ann@example.net")), State.Transaction);
    }

    @Test
    void recipientShouldBeTakenWhenNothingIsAskedOfTheClient() {
        policy = null;

        assertThat(rcpt(true, "ben@example.org").getRetCode()).isEqualTo("250");
    }

    @Test
    void recipientShouldBeTakenAndItsHeadersNotedWhenItPasses() {
        verdict.complete(RecipientVerdict.pass("greylist", "waited", Map.of("X-Greylist", "delayed 301 seconds")));

        assertThat(rcpt(true, "ben@example.org").getRetCode()).isEqualTo("250");
        assertThat(asked).containsExactly("localhost <ann@example.net> <ben@example.org>");
        assertThat(NotedHeaders.of(session)).containsEntry("X-Greylist", "delayed 301 seconds");
    }

    @Test
    void firstHeaderShouldCountWhenTwoRecipientsBringOne() {
        verdict.complete(RecipientVerdict.pass("greylist", "waited", Map.of("X-Greylist", "delayed 301 seconds")));
        rcpt(true, "ben@example.org");
        verdict = CompletableFuture.completedFuture(RecipientVerdict.pass("greylist", "waited", Map.of("X-Greylist", "other")));
        // the gate forgets what one command has asked
        session.getState().keySet().removeIf(key -> key.asString().equals("org.dotgate.questions"));
        rcpt(true, "carla@example.org");

        assertThat(NotedHeaders.of(session)).containsOnly(Map.entry("X-Greylist", "delayed 301 seconds"));
    }

    @Test
    void recipientShouldBeRefusedWithItsReplyWhenItDoesNotPass() {
        verdict.complete(DELAYED);

        assertThat(rcpt(true, "ben@example.org").getLines())
                .containsExactly("451 4.7.1 Greylisted, please try again in 300 seconds");
        assertThat(session.getRcptCount()).isZero();
        assertThat(insight.journal().find("loopback", 0, 9)).singleElement().satisfies(seen -> {
            assertThat(seen.command()).isEqualTo(Command.RCPT);
            assertThat(seen.recipients()).containsExactly("ben@example.org");
            assertThat(seen.outcome()).isEqualTo(Outcome.DEFERRED);
            assertThat(seen.by()).isEqualTo("greylist");
        });
    }

    @Test
    void nothingShouldBeAskedWhenJamesRefusesTheRecipient() {
        RcptHook james = new RcptHook() {
            @Override
            public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
                return HookResult.DENY;
            }
        };

        assertThat(rcpt(List.of(james, hook(true)), "nobody@example.org").getRetCode()).isEqualTo("554");
        assertThat(asked).isEmpty();
    }

    @Test
    void recipientShouldNotBeTakenWhenTheVerdictIsMissing() {
        assertThat(rcpt(true, "ben@example.org").getRetCode()).isEqualTo("451");
        assertThat(session.getRcptCount()).isZero();
        assertThat(asked).hasSize(1);
    }

    @Test
    void theThreadShouldWaitWhenThereIsNoGate() {
        CompletableFuture.runAsync(() -> verdict.complete(DELAYED));

        assertThat(rcpt(false, "ben@example.org").getLines())
                .containsExactly("451 4.7.1 Greylisted, please try again in 300 seconds");
        assertThat(cancellation.isCancelled()).isFalse();
    }

    @Test
    void theClientShouldBePutOffWhenThereIsNoGateAndJudgingFails() {
        verdict.completeExceptionally(new IllegalStateException("test"));

        assertThat(rcpt(false, "ben@example.org").getLines())
                .containsExactly("451 4.7.1 Recipient not yet judged, please try again later");
    }

    @Test
    void theWorkShouldBeCalledOffWhenThereIsNoGateAndTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(rcpt(false, "ben@example.org").getRetCode()).isEqualTo("451");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancellation.isCancelled()).isTrue();
    }

    private Response rcpt(boolean gated, String recipient) {
        return rcpt(List.of(hook(gated)), recipient);
    }

    private Response rcpt(List<RcptHook> hooks, String recipient) {
        RcptCmdHandler james = new RcptCmdHandler(new RecordingMetricFactory());
        james.wireExtensions(RcptHook.class, hooks);
        return james.onCommand(session, new BaseRequest("RCPT", "TO:<" + recipient + ">"));
    }

    private RecipientHook hook(boolean gated) {
        return new RecipientHook(asking -> Optional.ofNullable(policy), new RecipientReport(new Counters(new RecordingMetricFactory()), insight), gated);
    }
}
