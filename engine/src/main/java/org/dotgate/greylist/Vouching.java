package org.dotgate.greylist;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.mail.Client;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;

/** Asks SPF whether a domain vouches for a client. Thread-safe. */
final class Vouching {
    private final Spf spf;

    Vouching(Spf spf) {
        this.spf = spf;
    }

    /** The domain that SPF vouches for this client to use: the sender's, or HELO's for the null sender; empty if none. */
    CompletionStage<Optional<String>> of(Client client, String sender) {
        Optional<String> domain = Origin.domain(sender, client.helo());
        if (domain.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return spf.check(client.address(), client.helo(), sender)
                .thenApply(result -> domain.filter(name -> result == SpfResult.PASS));
    }
}
