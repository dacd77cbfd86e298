package org.dotgate.hooks.gate;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;

/** What James knows of a session, as the engine's values. To be used by the session's owner. */
public final class ClientFacts {
    private ClientFacts() {}

    /** The session's client. May wait for DNS, so it is for workers only. */
    public static Client client(SMTPSession session) {
        return client(session, session.getRemoteAddress().getHostName());
    }

    /** The session's client, with the name of its address only if James has looked it up. Never waits. */
    public static Client clientAtOnce(SMTPSession session) {
        return client(session, session.getRemoteAddress().getHostString());
    }

    private static Client client(SMTPSession session, String name) {
        InetSocketAddress remote = session.getRemoteAddress();
        Username user = session.getUsername();
        return Client.at(remote.getAddress())
                .name(name)
                .helo(session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse(""))
                .server(session.getConfiguration().getHelloName())
                .tls(session.getSSLSession().map(tls -> tls.getProtocol() + " " + tls.getCipherSuite()).orElse(""))
                .session(session.getSessionID())
                .user(user == null ? null : user.asString())
                // James lets an authenticated session relay, too; here relay means the network
                .relay(user == null && session.isRelayingAllowed())
                .build();
    }

    /** The session's envelope. */
    public static Envelope envelope(SMTPSession session) {
        MaybeSender sender = session.getAttachment(SMTPSession.SENDER, State.Transaction).orElse(MaybeSender.nullSender());
        List<String> recipients = session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of()).stream()
                .map(MailAddress::asString)
                .collect(Collectors.toList());
        return new Envelope(sender.asString(""), recipients);
    }
}
