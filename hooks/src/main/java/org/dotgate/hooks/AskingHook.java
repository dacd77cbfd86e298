package org.dotgate.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.Question;
import org.dotgate.hooks.gate.Questions;
import org.dotgate.policy.PolicyHouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hook at a command that asks a policy for a verdict. While that is missing, the {@link SessionGate} parks the session; without
 * one, the hook waits, blocking the connection's thread, and says so once in the log. Thread-safe.
 *
 * @param <P> the policy
 * @param <V> its verdict
 * @param <R> who is told of verdicts
 */
abstract class AskingHook<P, V, R> implements ExtensibleHandler {
    /**
     * How long a verdict is waited for. What is asked has its own bounds, and they come first; this one is for a verdict
     * that was lost. Clients wait five minutes (RFC 5321, section 4.5.3.2.3).
     */
    static final Duration LONGEST = Duration.ofSeconds(150);

    private final Logger logger = LoggerFactory.getLogger(getClass());
    private final Dotgate dotgate;
    private final AttachmentKey<V> key;
    private final String withoutGate;
    private final AtomicBoolean warned = new AtomicBoolean();
    private String config;
    private Function<SMTPSession, Optional<P>> policies;
    private R report;
    private boolean gated;

    /**
     * A hook that James wires.
     *
     * @param key under which a session has the verdict
     * @param withoutGate what the log is told where there is no gate: what happens on whose threads, and what comes of that
     */
    AskingHook(Dotgate dotgate, AttachmentKey<V> key, String withoutGate) {
        this.dotgate = dotgate;
        this.key = key;
        this.withoutGate = withoutGate;
    }

    /** A hook that is wired already. */
    AskingHook(AttachmentKey<V> key, String withoutGate, Function<SMTPSession, Optional<P>> policies, R report, boolean gated) {
        this(null, key, withoutGate);
        this.policies = policies;
        this.report = report;
        this.gated = gated;
    }

    /** The policy in force, if a session's client has to do with it. */
    abstract Optional<P> policy(GateHouse house, SMTPSession session);

    /** Who is told of verdicts in this house. */
    abstract R report(Dotgate services, GateHouse house);

    /** As James calls it, for whatever it hooks on. */
    public void init(Configuration given) {
        config = given.getString("config", PolicyHouse.DEFAULT_CONFIG);
    }

    @Override
    public List<Class<?>> getMarkerInterfaces() {
        return List.of(LineHandler.class);
    }

    @Override
    public void wireExtensions(Class<?> interfaceName, List<?> lineHandlers) throws WiringException {
        Wiring wiring = Wiring.of(getClass(), lineHandlers, dotgate, config);
        gated = wiring.isGated();
        report = report(dotgate, wiring.house());
        policies = session -> policy(wiring.house(), session);
    }

    final Optional<P> policy(SMTPSession session) {
        return policies.apply(session);
    }

    final R report() {
        return report;
    }

    /** The verdict; empty if the session is to be parked until it is there. */
    final Optional<V> verdict(SMTPSession session, Supplier<Question<V>> asking) {
        if (gated) {
            return Questions.answer(session, key, asking);
        }
        if (warned.compareAndSet(false, true)) {
            logger.warn("smtpserver.xml has no {} as its first <handler>: {}", SessionGate.class.getName(), withoutGate);
        }
        return Optional.of(asking.get().await());
    }
}
