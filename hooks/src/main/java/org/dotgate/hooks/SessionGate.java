package org.dotgate.hooks;

import java.util.List;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataCmdHandler.DataConsumerLineHandler;
import org.apache.james.protocols.smtp.core.DataCmdHandler.DataLineFilterWrapper;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.apache.james.smtpserver.JamesMessageHook;
import org.dotgate.hooks.gate.Gate;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.hooks.gate.NoLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.dotgate.policy.PolicyHouse;

/**
 * Parks a session at its dot while the filters judge the message, and at a command while one of Dotgate's hooks waits for an
 * answer. Must be the first handler of the chain in
 * {@code smtpserver.xml}; James does not start with it behind another that sees the lines a client sends.
 *
 * <pre>{@code
 * <handler class="org.dotgate.hooks.SessionGate"/>
 *
 * <handler class="org.dotgate.hooks.SessionGate">   <!-- with its configuration elsewhere -->
 *   <config>file://conf/other.ini</config>
 * </handler>
 * }</pre>
 *
 * <p>Thread-safe once James has wired it.
 */
public final class SessionGate
        implements LineHandler<SMTPSession>, DataLineFilter, DisconnectHandler<SMTPSession>, ExtensibleHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionGate.class);

    private final Dotgate dotgate;
    private GateHouse house;
    private LineHandler<SMTPSession> commands;
    private LineHandler<SMTPSession> content;
    private Gate gate;

    @Inject
    public SessionGate(Dotgate dotgate) {
        this.dotgate = dotgate;
    }

    @Override
    public void init(Configuration config) throws ConfigurationException {
        house = dotgate.house(config.getString("config", PolicyHouse.DEFAULT_CONFIG));
    }

    /** What this gate's sessions share. */
    GateHouse house() {
        return house;
    }

    @Override
    public Response onLine(SMTPSession session, byte[] line) {
        Response response = gate.arrived(session, line);
        // James's monitors take no null from a line handler
        return response == null ? NoLines.INSTANCE : response;
    }

    @Override
    public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        Response response = gate.arrived(session, line);
        return response == NoLines.INSTANCE ? null : response;
    }

    @Override
    public void onDisconnect(SMTPSession session) {
        gate.disconnected(session);
    }

    @Override
    public List<Class<?>> getMarkerInterfaces() {
        return List.of(LineHandler.class, DataLineFilter.class, JamesMessageHook.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void wireExtensions(Class<?> interfaceName, List<?> extension) throws WiringException {
        if (interfaceName.equals(JamesMessageHook.class)) {
            warnWithoutDotHook(extension);
            return;
        }
        if (extension.stream().filter(SessionGate.class::isInstance).count() > 1) {
            throw new WiringException("smtpserver.xml: " + SessionGate.class.getName()
                    + " stands twice in one <handlerchain>. Take one of the two out.");
        }
        if (extension.get(0) != this) {
            throw new WiringException("smtpserver.xml: " + SessionGate.class.getName()
                    + " must be the first <handler> of the <handlerchain>, but " + extension.get(0).getClass().getName()
                    + " stands before it. Move it to the top.");
        }
        if (interfaceName.equals(LineHandler.class)) {
            if (extension.size() < 2) {
                throw new WiringException("smtpserver.xml: James's own handlers are missing; add <handler class="
                        + "\"org.apache.james.smtpserver.CoreCmdHandlerLoader\"/> as the last <handler>");
            }
            commands = (LineHandler<SMTPSession>) extension.get(1);
        } else {
            LineHandler<SMTPSession> next = new DataConsumerLineHandler();
            for (int i = extension.size() - 1; i > 0; i--) {
                next = new DataLineFilterWrapper((DataLineFilter) extension.get(i), next);
            }
            content = next;
        }
        if (commands != null && content != null) {
            gate = new Gate(house, commands, content);
            dotgate.watch(gate);
        }
    }

    private static void warnWithoutDotHook(List<?> hooks) {
        if (hooks.stream().noneMatch(DotHook.class::isInstance)) {
            LOGGER.warn("smtpserver.xml has a {} without {} behind it: mailets are not told what was decided, and a message "
                    + "whose client leaves at the last moment is taken. Add <handler class=\"{}\"/>",
                    SessionGate.class.getName(), DotHook.class.getName(), DotHook.class.getName());
        }
    }
}
