package org.dotgate.greylist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.mail.Client;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.time.Timer;

/**
 * Asks SPF whether a domain vouches for a client, and remembers the answer for ten minutes, since at RCPT it is asked anew
 * for each recipient. A temporary error is not remembered. Thread-safe.
 */
final class Vouching {
    private static final Duration REMEMBER = Duration.ofMinutes(10);
    private static final int MAX_ANSWERS = 10_000;
    /** A key that is longer is hostile, and not worth the memory. */
    private static final int MAX_KEY = 600;

    private final Spf spf;
    private final Cache<String, Boolean> answers;

    Vouching(Spf spf, Timer timer) {
        this.spf = spf;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAX_ANSWERS)
                .expireAfterWrite(REMEMBER)
                .ticker(timer::nanos)
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .build();
    }

    /** The domain that SPF vouches for this client to use: the sender's, or HELO's for the null sender; empty if none. */
    CompletionStage<Optional<String>> of(Client client, String sender) {
        Optional<String> domain = Origin.domain(sender, client.helo());
        if (domain.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String key = client.address().getHostAddress() + "\n" + client.helo() + "\n" + sender;
        Boolean known = answers.getIfPresent(key);
        if (known != null) {
            return CompletableFuture.completedFuture(domain.filter(name -> known));
        }
        return spf.check(client.address(), client.helo(), sender).thenApply(result -> {
            boolean vouches = result == SpfResult.PASS;
            if (result != SpfResult.TEMPERROR && key.length() <= MAX_KEY) {
                answers.put(key, vouches);
            }
            return domain.filter(name -> vouches);
        });
    }
}
