package org.dotgate.spf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.time.Timer;

/**
 * An SPF whose answers are remembered for ten minutes, since one message asks at MAIL, for each recipient, and at the dot.
 * Who asks what is being asked shares the answer. A temporary error is not remembered. Thread-safe.
 */
public final class RememberedSpf implements Spf {
    private static final Duration REMEMBER = Duration.ofMinutes(10);
    private static final int MAX_ANSWERS = 10_000;
    /** A key that is longer is hostile, and not worth the memory. */
    private static final int MAX_KEY = 600;

    private final Spf spf;
    private final Cache<String, CompletableFuture<SpfResult>> answers;

    public RememberedSpf(Spf spf, Timer timer) {
        this.spf = spf;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAX_ANSWERS)
                .expireAfterWrite(REMEMBER)
                .ticker(timer::nanos)
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .build();
    }

    @Override
    public CompletionStage<SpfResult> check(InetAddress client, String helo, String sender) {
        String key = client.getHostAddress() + "\n" + helo + "\n" + sender;
        if (key.length() > MAX_KEY) {
            return spf.check(client, helo, sender);
        }
        CompletableFuture<SpfResult> mine = new CompletableFuture<>();
        CompletableFuture<SpfResult> others = answers.asMap().putIfAbsent(key, mine);
        if (others == null) {
            ask(client, helo, sender, key, mine);
        }
        // a copy, which whoever has it may cancel
        return (others == null ? mine : others).copy();
    }

    private void ask(InetAddress client, String helo, String sender, String key, CompletableFuture<SpfResult> answer) {
        boolean asked = false;
        try {
            spf.check(client, helo, sender).whenComplete((result, error) -> {
                if (error != null || result == SpfResult.TEMPERROR) {
                    answers.asMap().remove(key, answer);
                }
                answer.complete(error == null ? result : SpfResult.TEMPERROR);
            });
            asked = true;
        } finally {
            if (!asked) {
                answers.asMap().remove(key, answer);
                answer.complete(SpfResult.TEMPERROR);
            }
        }
    }
}
