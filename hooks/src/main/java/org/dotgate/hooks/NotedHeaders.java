package org.dotgate.hooks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * The header fields that verdicts at RCPT have for the message to come, one a name: what the first recipient brought
 * counts. Attached to the transaction; belongs to the session's owner.
 */
final class NotedHeaders {
    private static final AttachmentKey<NotedHeaders> KEY = AttachmentKey.of("org.dotgate.noted-headers", NotedHeaders.class);

    private final Map<String, String> fields = new LinkedHashMap<>();

    private NotedHeaders() {}

    static void note(SMTPSession session, Map<String, String> headers) {
        if (headers.isEmpty()) {
            return;
        }
        NotedHeaders noted = session.getAttachment(KEY, State.Transaction).orElseGet(NotedHeaders::new);
        headers.forEach(noted.fields::putIfAbsent);
        session.setAttachment(KEY, noted, State.Transaction);
    }

    /** Values by name. */
    static Map<String, String> of(SMTPSession session) {
        return session.getAttachment(KEY, State.Transaction).map(noted -> noted.fields).orElse(Map.of());
    }
}
