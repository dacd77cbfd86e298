package org.dotgate.callout;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/**
 * Sees to it that an address is asked about once at a time, among all nodes that share a store: who is about to ask writes that
 * down in the table {@value #TABLE} under the address's key, as {@code 1 } and who it is, such as {@code 1 3f2a9c1b-17}.
 * A claim ends by itself when its holder does not come back. Thread-safe.
 */
final class Claims {
    static final String TABLE = "callout-claims";

    private final Store store;
    private final Timer timer;
    private final StoreTrouble trouble;
    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong number = new AtomicLong();
    private final Set<CompletableFuture<Boolean>> releases = ConcurrentHashMap.newKeySet();

    Claims(Store store, Timer timer, StoreTrouble trouble) {
        this.store = store;
        this.timer = timer;
        this.trouble = trouble;
    }

    /**
     * Claims an address.
     *
     * @param longest after which it is anybody's again
     * @return empty if another has it. Fails with the store
     */
    CompletionStage<Optional<Claim>> take(String key, Duration longest) {
        String text = "1 " + node + "-" + number.incrementAndGet();
        return store.replace(TABLE, key, null, text, timer.now().plus(longest)).whenComplete((done, error) -> trouble.note(error))
                .thenApply(done -> done ? Optional.of(new Claim(key, text)) : Optional.empty());
    }

    /** A claim that is held. */
    final class Claim {
        private final String key;
        private final String text;

        private Claim(String key, String text) {
            this.key = key;
            this.text = text;
        }

        /** Gives it up; nobody waits for that, but who ends the process. */
        void release() {
            CompletableFuture<Boolean> release = store.replace(TABLE, key, text, null, null).toCompletableFuture();
            releases.add(release);
            release.whenComplete((done, error) -> {
                releases.remove(release);
                trouble.note(error);
            });
        }
    }

    /** Ends when all is given up that has been so far; a claim that stays would keep the next start from what it is about. */
    CompletableFuture<Void> released() {
        return CompletableFuture.allOf(releases.toArray(new CompletableFuture<?>[0])).exceptionally(error -> null);
    }
}
