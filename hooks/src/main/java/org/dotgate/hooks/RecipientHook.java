package org.dotgate.hooks;

import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.MailAttributes;
import org.dotgate.hooks.gate.ClientFacts;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.Question;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.Policy;
import org.dotgate.policy.RecipientPolicy;
import org.dotgate.policy.RecipientVerdict;

/**
 * Has recipients judged at RCPT. Belongs behind the hooks that know which recipients there are, so that nothing is asked
 * about others. While a verdict is missing, the {@link SessionGate} parks the session; without one, this hook waits,
 * blocking the connection's thread, and says so once in the log. Thread-safe.
 */
public final class RecipientHook extends AskingHook<RecipientPolicy, RecipientVerdict, RecipientReport> implements RcptHook {
    private static final AttachmentKey<RecipientVerdict> VERDICT =
            AttachmentKey.of("org.dotgate.recipient-verdict", RecipientVerdict.class);
    private static final RecipientVerdict LATE = RecipientVerdict.refuse(
            Reply.of(451, "4.7.1", "Recipient not yet judged, please try again later"), "deadline", "no verdict in time");
    /** Ends James's work on the command while there is no verdict; the client never sees it. */
    private static final HookResult NOT_YET =
            HookReplies.refusal(Reply.of(451, "4.7.1", "Recipient is being judged, please wait"));
    private static final String WITHOUT_GATE =
            "recipients are judged on the connections' own threads, so that a slow store makes other sessions wait";

    @Inject
    public RecipientHook(Dotgate dotgate) {
        super(dotgate, VERDICT, WITHOUT_GATE);
    }

    /** A hook that is wired already. */
    RecipientHook(Function<SMTPSession, Optional<RecipientPolicy>> policies, RecipientReport report, boolean gated) {
        super(VERDICT, WITHOUT_GATE, policies, report, gated);
    }

    @Override
    Optional<RecipientPolicy> policy(GateHouse house, SMTPSession session) {
        Policy policy = house.policy();
        boolean asks = policy.recipients().isPresent() && !policy.exempts(ClientFacts.clientAtOnce(session));
        return asks ? policy.recipients() : Optional.empty();
    }

    @Override
    RecipientReport report(Dotgate services, GateHouse house) {
        return services.recipients(house);
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        Optional<RecipientPolicy> policy = policy(session);
        if (policy.isEmpty()) {
            return HookResult.DECLINED;
        }
        Client client = ClientFacts.clientAtOnce(session);
        String from = sender.asString("");
        String to = recipient.asString();
        Optional<RecipientVerdict> verdict = verdict(session, () -> ask(policy.get(), client, from, to));
        if (verdict.isEmpty()) {
            return NOT_YET;
        }
        report().judged(client, from, to, verdict.get());
        NotedHeaders.note(session, verdict.get().headers());
        Optional.ofNullable(verdict.get().attributes().get(MailAttributes.CALLOUT))
                .ifPresent(note -> NotedCallout.found(session, note));
        return verdict.get().refusal().map(HookReplies::refusal).orElse(HookResult.DECLINED);
    }

    private static Question<RecipientVerdict> ask(RecipientPolicy policy, Client client, String sender, String recipient) {
        Cancellation cancellation = new Cancellation();
        return new Question<>(policy.judge(client, sender, recipient, cancellation), LONGEST, LATE, cancellation::cancel);
    }
}
