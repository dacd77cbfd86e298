package org.dotgate.policy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.mail.Client;

/** Judges a recipient at RCPT, before there is a message. Thread-safe. */
@FunctionalInterface
public interface RecipientPolicy {
    /** Lets all recipients pass. */
    RecipientPolicy PASSES = (client, sender, recipient, cancellation) ->
            CompletableFuture.completedFuture(RecipientVerdict.pass("nothing", "nothing is asked", Map.of()));

    /**
     * Judges one recipient. Called on a connection's I/O thread, so it does not wait: what it cannot tell at once, its
     * stage tells later, within bounds of its own.
     *
     * @param client its name is its address unless James has looked the name up
     * @param sender the reverse-path, empty for {@code <>}
     * @param recipient the forward-path
     * @param cancellation tells that the client is gone or the time is up, and nobody waits for the verdict
     */
    CompletionStage<RecipientVerdict> judge(Client client, String sender, String recipient, Cancellation cancellation);
}
