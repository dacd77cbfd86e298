package org.dotgate.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.MailAttributes;
import org.dotgate.hooks.gate.ClientFacts;
import org.dotgate.hooks.gate.Question;
import org.dotgate.hooks.gate.Questions;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.policy.Policy;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.policy.RecipientPolicy;
import org.dotgate.policy.RecipientVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has recipients judged at RCPT. Belongs behind the hooks that know which recipients there are, so that nothing is asked
 * about others. While a verdict is missing, the {@link SessionGate} parks the session; without one, this hook waits,
 * blocking the connection's thread, and says so once in the log. Thread-safe.
 */
public final class RecipientHook implements RcptHook, ExtensibleHandler {
    /**
     * How long a verdict is waited for. What is asked has its own bounds, and they come first; this one is for a verdict
     * that was lost. Clients wait five minutes (RFC 5321, section 4.5.3.2.3).
     */
    private static final Duration LONGEST = Duration.ofSeconds(150);

    private static final Logger LOGGER = LoggerFactory.getLogger(RecipientHook.class);
    private static final AttachmentKey<RecipientVerdict> VERDICT =
            AttachmentKey.of("org.dotgate.recipient-verdict", RecipientVerdict.class);
    private static final RecipientVerdict LATE = RecipientVerdict.refuse(
            Reply.of(451, "4.7.1", "Recipient not yet judged, please try again later"), "deadline", "no verdict in time");
    /** Ends James's work on the command while there is no verdict; the client never sees it. */
    private static final HookResult NOT_YET =
            HookReplies.refusal(Reply.of(451, "4.7.1", "Recipient is being judged, please wait"));

    private final Dotgate dotgate;
    private final AtomicBoolean warned = new AtomicBoolean();
    private String config;
    private Function<SMTPSession, Optional<RecipientPolicy>> policies;
    private RecipientReport report;
    private boolean gated;

    @Inject
    public RecipientHook(Dotgate dotgate) {
        this.dotgate = dotgate;
    }

    /** A hook that is wired already. */
    RecipientHook(Function<SMTPSession, Optional<RecipientPolicy>> policies, RecipientReport report, boolean gated) {
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
        report = dotgate.recipients(wiring.house());
        policies = session -> {
            Policy policy = wiring.house().policy();
            boolean asks = policy.recipients().isPresent() && !policy.exempts(ClientFacts.clientAtOnce(session));
            return asks ? policy.recipients() : Optional.empty();
        };
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        Optional<RecipientPolicy> policy = policies.apply(session);
        if (policy.isEmpty()) {
            return HookResult.DECLINED;
        }
        Client client = ClientFacts.clientAtOnce(session);
        String from = sender.asString("");
        String to = recipient.asString();
        Supplier<Question<RecipientVerdict>> asking = () -> ask(policy.get(), client, from, to);
        Optional<RecipientVerdict> verdict =
                gated ? Questions.answer(session, VERDICT, asking) : Optional.of(withoutGate(asking.get()));
        if (verdict.isEmpty()) {
            return NOT_YET;
        }
        report.judged(client, from, to, verdict.get());
        NotedHeaders.note(session, verdict.get().headers());
        Optional.ofNullable(verdict.get().attributes().get(MailAttributes.CALLOUT))
                .ifPresent(note -> NotedCallout.found(session, note));
        return verdict.get().refusal().map(HookReplies::refusal).orElse(HookResult.DECLINED);
    }

    private static Question<RecipientVerdict> ask(RecipientPolicy policy, Client client, String sender, String recipient) {
        Cancellation cancellation = new Cancellation();
        return new Question<>(policy.judge(client, sender, recipient, cancellation), LONGEST, LATE, cancellation::cancel);
    }

    private RecipientVerdict withoutGate(Question<RecipientVerdict> question) {
        if (warned.compareAndSet(false, true)) {
            LOGGER.warn("smtpserver.xml has no {} as its first <handler>: recipients are judged on the connections' own "
                    + "threads, so that a slow store makes other sessions wait", SessionGate.class.getName());
        }
        return question.await();
    }
}
