package org.dotgate.greylist;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;

/**
 * The origins that have come again so often that they need not wait any more. In the store's table
 * {@value #TABLE}, under the origin, a line such as {@code 1 passes 5 since 1767225600000}: the version, how often something
 * new of it has passed, and the time of the first, in milliseconds since 1970. Thread-safe.
 */
final class Regulars {
    static final String TABLE = "greylist-clients";

    private static final String BEGINNING = "1 passes ";
    private static final int TRIES = 5;

    private final Store store;
    private final Timer timer;

    Regulars(Store store, Timer timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Whether an origin has passed often enough; while it has, it is kept in memory by asking. */
    CompletionStage<Boolean> knows(String origin, GreylistSettings settings) {
        if (settings.autoPass() == 0) {
            return CompletableFuture.completedFuture(false);
        }
        String key = GreylistKey.origin(origin);
        return store.get(TABLE, key).thenApply(entry -> {
            boolean known = entry.isPresent() && passes(entry.get().value()) >= settings.autoPass();
            long now = timer.now().toEpochMilli();
            if (known && Standing.isStale(entry.get(), settings, now)) {
                // nobody waits for it: if it is not written now, it will be for the next message
                store.replace(TABLE, key, entry.get().value(), entry.get().value(), timer.now().plus(settings.expiry()));
            }
            return known;
        });
    }

    /** Counts one more pass. Never fails: a count that cannot be written is lost. */
    CompletionStage<Void> count(String origin, GreylistSettings settings) {
        if (settings.autoPass() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return count(GreylistKey.origin(origin), settings, TRIES).exceptionally(error -> null);
    }

    private CompletionStage<Void> count(String key, GreylistSettings settings, int tries) {
        return store.get(TABLE, key).thenCompose(entry -> {
            String known = entry.map(Entry::value).orElse(null);
            long now = timer.now().toEpochMilli();
            return store.replace(TABLE, key, known, counted(known, now), timer.now().plus(settings.expiry()));
        }).thenCompose(done -> done || tries == 1
                ? CompletableFuture.<Void>completedFuture(null)
                : count(key, settings, tries - 1));
    }

    private static String counted(String line, long now) {
        int before = line == null ? 0 : passes(line);
        long since = before == 0 ? now : since(line).orElse(now);
        return BEGINNING + Math.min(before + 1, 1_000_000) + " since " + since;
    }

    /** How many passes a line tells of; none if it has another form. */
    static int passes(String line) {
        return (int) (long) number(line, 2).orElse(0L);
    }

    /** The time of the first pass that a line tells of. */
    static Optional<Long> since(String line) {
        return number(line, 4);
    }

    private static Optional<Long> number(String line, int word) {
        String[] words = line.split(" ");
        if (!line.startsWith(BEGINNING) || words.length != 5 || !words[word].matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(words[word]));
    }
}
