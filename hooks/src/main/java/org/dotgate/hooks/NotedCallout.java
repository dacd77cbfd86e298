package org.dotgate.hooks;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.dotgate.callout.CalloutVerdict;

/**
 * What is known of a transaction's sender: what was begun at MAIL, or what has been found at RCPT since. Attached to the
 * transaction; belongs to the session's owner.
 */
final class NotedCallout {
    private static final AttachmentKey<NotedCallout> KEY = AttachmentKey.of("org.dotgate.noted-callout", NotedCallout.class);

    private final CompletableFuture<CalloutVerdict> begun;
    private final Supplier<Optional<CalloutVerdict>> now;
    private String found;

    private NotedCallout(CompletableFuture<CalloutVerdict> begun, Supplier<Optional<CalloutVerdict>> now) {
        this.begun = begun;
        this.now = now;
    }

    /**
     * Notes what was begun at MAIL, in place of what a refused MAIL may have left.
     *
     * @param now tells what is known when it is asked
     */
    static void begin(SMTPSession session, CompletableFuture<CalloutVerdict> begun, Supplier<Optional<CalloutVerdict>> now) {
        session.setAttachment(KEY, new NotedCallout(begun, now), State.Transaction);
    }

    /** Notes what was found at RCPT. */
    static void found(SMTPSession session, String note) {
        NotedCallout noted = session.getAttachment(KEY, State.Transaction)
                .orElseGet(() -> new NotedCallout(CompletableFuture.completedFuture(CalloutVerdict.notAsked("")), Optional::empty));
        noted.found = note;
        session.setAttachment(KEY, noted, State.Transaction);
    }

    /** What is to be written into the mail's attribute; empty where senders are not asked about. */
    static Optional<String> of(SMTPSession session) {
        return session.getAttachment(KEY, State.Transaction).map(NotedCallout::note);
    }

    private String note() {
        String noted = found != null ? found : begun.getNow(CalloutVerdict.late()).note();
        return noted.equals(CalloutVerdict.PENDING) ? now.get().map(CalloutVerdict::note).orElse(noted) : noted;
    }
}
