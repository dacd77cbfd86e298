package org.dotgate.hooks.gate;

import java.util.HashMap;
import java.util.Map;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * A session's mail transaction, taken out of reach of the connection. When a client leaves, James clears the session on
 * the I/O thread and disposes of the message, even while a worker is queueing it; so at the dot the gate moves the
 * transaction into a session of its own, which James's handlers are given when the dot is forwarded. Owned by one thread
 * at a time: the one that does the dot's work.
 */
final class DetachedSession {
    private final ExtendedSMTPSession session;
    private final Map<AttachmentKey<?>, Object> connectionBefore;
    private final MimeMessageInputStreamSource message;

    private DetachedSession(ExtendedSMTPSession session, MimeMessageInputStreamSource message) {
        this.session = session;
        this.connectionBefore = new HashMap<>(session.getConnectionState());
        this.message = message;
    }

    /** Moves the message out of the session, and copies all else. To be called by the session's owner. */
    static DetachedSession from(ExtendedSMTPSession original) {
        MimeMessageInputStreamSource message = original.getMimeMessageWriter();
        original.setMimeMessageInputStreamSource(null);
        ExtendedSMTPSession copy =
                new ExtendedSMTPSession(original.getConfiguration(), new DetachedTransport(original.getProtocolTransport()));
        if (!original.getRemoteAddress().equals(original.getProtocolTransport().getRemoteAddress())) {
            copy.setProxyInformation(original.getProxyInformation().orElseThrow());
        }
        copy.getConnectionState().putAll(original.getConnectionState());
        copy.getState().putAll(original.getState());
        copy.setUsername(original.getUsername());
        copy.setRelayingAllowed(original.isRelayingAllowed());
        copy.setCurrentMessageSize(original.currentMessageSize());
        copy.setHeaderComplete(original.headerComplete());
        copy.setMessageFailed(original.messageFailed());
        if (!original.needsCommandInjectionDetection()) {
            copy.stopDetectingCommandInjection();
        }
        copy.setMimeMessageInputStreamSource(message);
        return new DetachedSession(copy, message);
    }

    /** The session that James's handlers are given. */
    ExtendedSMTPSession session() {
        return session;
    }

    /** The message as James received it. */
    MimeMessageInputStreamSource message() {
        return message;
    }

    /** Gives the connection's session what hooks have noted about the connection. */
    void writeBackTo(ExtendedSMTPSession original) {
        session.getConnectionState().forEach((key, value) -> {
            if (connectionBefore.get(key) != value) {
                original.getConnectionState().put(key, value);
            }
        });
    }
}
