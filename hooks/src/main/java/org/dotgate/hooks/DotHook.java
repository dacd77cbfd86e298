package org.dotgate.hooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.MailAttributes;
import org.dotgate.filter.Replies;
import org.dotgate.hooks.gate.DotVerdict;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.mail.Reply;
import org.dotgate.policy.PolicyHouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was decided at the dot into the mail's attributes, puts the header fields that its verdicts have on top of
 * the message, and makes sure at the last moment that the client is still there. Without a {@link SessionGate} before it,
 * it has the message judged itself, blocking the connection's thread, and says so once in the log. Thread-safe.
 */
public final class DotHook implements JamesMessageHook, ExtensibleHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(DotHook.class);
    private static final Reply LEFT = Reply.of(451, "4.4.2", "Client left before the message was taken");
    private static final Reply UNWRITTEN = Reply.of(451, "4.3.0", "Message cannot be written, please try again later");

    private final Dotgate dotgate;
    private final AtomicBoolean warned = new AtomicBoolean();
    private String config;
    private GateHouse house;

    @Inject
    public DotHook(Dotgate dotgate) {
        this.dotgate = dotgate;
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
        house = Wiring.of(DotHook.class, lineHandlers, dotgate, config).house();
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        mail.setAttribute(attribute(MailAttributes.SESSION, session.getSessionID()));
        Optional<DotVerdict> gated = session.getAttachment(DotVerdict.KEY, State.Transaction);
        if (gated.isEmpty()) {
            return withoutGate(session, mail);
        }
        if (!gated.get().mayBeTaken()) {
            LOGGER.info("Client of message {} left before James took it", mail.getName());
            return HookReplies.refusal(LEFT);
        }
        gated.get().decision().ifPresent(decision -> annotate(session, mail, decision));
        return withHeaders(session, mail, gated.get().decision().map(Decision::results).orElse(List.of()));
    }

    private HookResult withoutGate(SMTPSession session, Mail mail) {
        if (warned.compareAndSet(false, true)) {
            LOGGER.warn("smtpserver.xml has no {} as its first <handler>: messages are judged on the connections' own "
                    + "threads, so that a slow filter makes other sessions wait", SessionGate.class.getName());
        }
        Decision decision = new BlockingDot(house).judge(session, mail);
        if (decision.kind() != Decision.Kind.ACCEPTED) {
            return HookReplies.refusal(decision.reply().orElse(Replies.TRY_AGAIN));
        }
        annotate(session, mail, decision);
        return withHeaders(session, mail, decision.results());
    }

    private static HookResult withHeaders(SMTPSession session, Mail mail, List<FilterResult> results) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(NotedHeaders.of(session).entrySet());
        for (FilterResult result : results) {
            if (!result.isShadow() && !result.verdict().isFailure() && result.origin() == FilterResult.Origin.FILTER) {
                fields.addAll(result.verdict().headers().entrySet());
            }
        }
        if (fields.isEmpty()) {
            return HookResult.DECLINED;
        }
        try {
            TopOfMessage.put(mail, fields);
            return HookResult.DECLINED;
        } catch (IOException | MessagingException e) {
            LOGGER.error("Message {} cannot be given its header fields", mail.getName(), e);
            return HookReplies.refusal(UNWRITTEN);
        }
    }

    private static void annotate(SMTPSession session, Mail mail, Decision decision) {
        Map<String, Object> attributes = MailAttributes.of(decision);
        NotedCallout.of(session).ifPresent(note -> attributes.put(MailAttributes.CALLOUT, note));
        attributes.forEach((name, value) -> mail.setAttribute(attribute(name, value)));
    }

    private static Attribute attribute(String name, Object value) {
        return new Attribute(AttributeName.of(name), AttributeValue.ofAny(value));
    }
}
