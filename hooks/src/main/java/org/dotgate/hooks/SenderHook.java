package org.dotgate.hooks;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.hooks.gate.ClientFacts;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.Question;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.SenderPolicy;

/**
 * Has senders asked about from MAIL on, so that RCPT, or the dot, finds an answer. Only with {@code [callout] reply-at = mail}
 * is the answer waited for here: the {@link SessionGate} parks the session then; without one, this hook waits, blocking the
 * connection's thread, and says so once in the log. Thread-safe.
 */
public final class SenderHook extends AskingHook<SenderPolicy, CalloutVerdict, SenderReport> implements MailHook {
    private static final AttachmentKey<CalloutVerdict> VERDICT =
            AttachmentKey.of("org.dotgate.sender-verdict", CalloutVerdict.class);
    /** Ends James's work on the command while there is no verdict; the client never sees it. */
    private static final HookResult NOT_YET =
            HookReplies.refusal(Reply.of(450, "4.7.1", "Sender is being judged, please wait"));
    private static final String WITHOUT_GATE = "with [callout] reply-at = mail, senders are asked about on the connections' own "
            + "threads, so that a slow server elsewhere makes other sessions wait";

    @Inject
    public SenderHook(Dotgate dotgate) {
        super(dotgate, VERDICT, WITHOUT_GATE);
    }

    /** A hook that is wired already. */
    SenderHook(Function<SMTPSession, Optional<SenderPolicy>> policies, SenderReport report, boolean gated) {
        super(VERDICT, WITHOUT_GATE, policies, report, gated);
    }

    @Override
    Optional<SenderPolicy> policy(GateHouse house, SMTPSession session) {
        return house.policy().senders(ClientFacts.clientAtOnce(session));
    }

    @Override
    SenderReport report(Dotgate services, GateHouse house) {
        return services.senders(house);
    }

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        Optional<SenderPolicy> policy = policy(session);
        if (policy.isEmpty()) {
            return HookResult.DECLINED;
        }
        Client client = ClientFacts.clientAtOnce(session);
        String from = sender.asString("");
        Supplier<Optional<CalloutVerdict>> now = () -> policy.get().known(client, from);
        if (!policy.get().isAwaited()) {
            CompletableFuture<CalloutVerdict> begun = policy.get().judge(client, from);
            NotedCallout.begin(session, begun, now);
            begun.thenAccept(verdict -> report().found(client, from, verdict));
            return HookResult.DECLINED;
        }
        Optional<CalloutVerdict> verdict = verdict(session, () -> ask(policy.get(), client, from));
        if (verdict.isEmpty()) {
            return NOT_YET;
        }
        NotedCallout.begin(session, CompletableFuture.completedFuture(verdict.get()), now);
        report().found(client, from, verdict.get());
        verdict.get().refusal().ifPresent(reply -> report().refused(client, from, verdict.get(), reply));
        return verdict.get().refusal().map(HookReplies::refusal).orElse(HookResult.DECLINED);
    }

    private static Question<CalloutVerdict> ask(SenderPolicy policy, Client client, String sender) {
        CompletableFuture<CalloutVerdict> verdict = policy.judge(client, sender);
        return new Question<>(verdict, LONGEST, CalloutVerdict.late(), () -> verdict.cancel(false));
    }
}
