package org.dotgate.policy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dotgate.callout.CalloutVerdict;
import org.dotgate.mail.Client;

/**
 * Judges a sender at MAIL, or begins there what a later command, or the dot, will want to know. Called on a connection's
 * I/O thread, so it does not wait: what it cannot tell at once it tells later, within bounds of its own. Thread-safe.
 */
public interface SenderPolicy {
    /** Whether the reply to MAIL waits for the verdict, and tells it. */
    boolean isAwaited();

    /**
     * Judges one sender.
     *
     * @param client its name is its address unless James has looked the name up
     * @param sender the reverse-path, empty for {@code <>}
     * @return to be cancelled if nobody waits for it any more
     */
    CompletableFuture<CalloutVerdict> judge(Client client, String sender);

    /** What is known of a sender at once; empty for nothing. Nothing is begun. */
    Optional<CalloutVerdict> known(Client client, String sender);

    /** Nothing is asked about this client's senders, for a reason. */
    static SenderPolicy asksNobody(String reason) {
        return new SenderPolicy() {
            @Override
            public boolean isAwaited() {
                return false;
            }

            @Override
            public CompletableFuture<CalloutVerdict> judge(Client client, String sender) {
                return CompletableFuture.completedFuture(CalloutVerdict.notAsked(reason));
            }

            @Override
            public Optional<CalloutVerdict> known(Client client, String sender) {
                return Optional.of(CalloutVerdict.notAsked(reason));
            }
        };
    }
}
