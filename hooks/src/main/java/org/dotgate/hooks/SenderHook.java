package org.dotgate.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.hooks.gate.ClientFacts;
import org.dotgate.hooks.gate.Question;
import org.dotgate.hooks.gate.Questions;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.policy.SenderPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has senders asked about from MAIL on, so that RCPT, or the dot, finds an answer. Only with {@code [callout] reply-at = mail}
 * is the answer waited for here: the {@link SessionGate} parks the session then; without one, this hook waits, blocking the
 * connection's thread, and says so once in the log. Thread-safe.
 */
public final class SenderHook implements MailHook, ExtensibleHandler {
    /** A verdict has its own bounds, and they come first; this one is for a verdict that was lost. */
    private static final Duration LONGEST = Duration.ofSeconds(150);

    private static final Logger LOGGER = LoggerFactory.getLogger(SenderHook.class);
    private static final AttachmentKey<CalloutVerdict> VERDICT =
            AttachmentKey.of("org.dotgate.sender-verdict", CalloutVerdict.class);
    /** Ends James's work on the command while there is no verdict; the client never sees it. */
    private static final HookResult NOT_YET =
            HookReplies.refusal(Reply.of(450, "4.7.1", "Sender is being judged, please wait"));

    private final Dotgate dotgate;
    private final AtomicBoolean warned = new AtomicBoolean();
    private String config;
    private Function<SMTPSession, Optional<SenderPolicy>> policies;
    private SenderReport report;
    private boolean gated;

    @Inject
    public SenderHook(Dotgate dotgate) {
        this.dotgate = dotgate;
    }

    /** A hook that is wired already. */
    SenderHook(Function<SMTPSession, Optional<SenderPolicy>> policies, SenderReport report, boolean gated) {
        this.dotgate = null;
        this.policies = policies;
        this.report = report;
        this.gated = gated;
    }

    @Override
    public void init(Configuration given) {
        config = given.getString("config", PolicyHouse.DEFAULT_CONFIG);
    }

    @Override
    public List<Class<?>> getMarkerInterfaces() {
        return List.of(LineHandler.class);
    }

    @Override
    public void wireExtensions(Class<?> interfaceName, List<?> lineHandlers) throws WiringException {
        Wiring wiring = Wiring.of(lineHandlers, dotgate, config);
        gated = wiring.isGated();
        report = dotgate.senders(wiring.house());
        policies = session -> wiring.house().policy().senders(ClientFacts.clientAtOnce(session));
    }

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        Optional<SenderPolicy> policy = policies.apply(session);
        if (policy.isEmpty()) {
            return HookResult.DECLINED;
        }
        Client client = ClientFacts.clientAtOnce(session);
        String from = sender.asString("");
        Supplier<Optional<CalloutVerdict>> now = () -> policy.get().known(client, from);
        if (!policy.get().isAwaited()) {
            CompletableFuture<CalloutVerdict> begun = policy.get().judge(client, from);
            NotedCallout.begin(session, begun, now);
            begun.thenAccept(verdict -> report.found(client, from, verdict));
            return HookResult.DECLINED;
        }
        Supplier<Question<CalloutVerdict>> asking = () -> ask(policy.get(), client, from);
        Optional<CalloutVerdict> verdict =
                gated ? Questions.answer(session, VERDICT, asking) : Optional.of(withoutGate(asking.get()));
        if (verdict.isEmpty()) {
            return NOT_YET;
        }
        NotedCallout.begin(session, CompletableFuture.completedFuture(verdict.get()), now);
        report.found(client, from, verdict.get());
        verdict.get().refusal().ifPresent(reply -> report.refused(client, from, verdict.get(), reply));
        return verdict.get().refusal().map(HookReplies::refusal).orElse(HookResult.DECLINED);
    }

    private static Question<CalloutVerdict> ask(SenderPolicy policy, Client client, String sender) {
        CompletableFuture<CalloutVerdict> verdict = policy.judge(client, sender);
        return new Question<>(verdict, LONGEST, CalloutVerdict.late(), () -> verdict.cancel(false));
    }

    private CalloutVerdict withoutGate(Question<CalloutVerdict> question) {
        if (warned.compareAndSet(false, true)) {
            LOGGER.warn("smtpserver.xml has no {} as its first <handler>: with [callout] reply-at = mail, senders are asked "
                    + "about on the connections' own threads, so that a slow server elsewhere makes other sessions wait",
                    SessionGate.class.getName());
        }
        return question.await();
    }
}
