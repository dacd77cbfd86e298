package org.dotgate.correspondents;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers whom our users have written to. A lost or slow store makes nobody known, and is never a reason to refuse mail:
 * it is counted, and logged once a minute. Nothing here waits; a stage ends on whatever thread the store ends its own.
 * Thread-safe.
 */
public final class Correspondents {
    /** How many correspondents are learned from one mail; what goes to more people is no letter. */
    public static final int MAX_LEARNED = 100;
    /** The store's table. */
    public static final String TABLE = "correspondents";

    private static final Logger LOGGER = LoggerFactory.getLogger(Correspondents.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Pattern VALUE = Pattern.compile("1 [0-9]{4}-[0-9]{2}-[0-9]{2} ([0-9]{1,9})");
    private static final int MAX_COUNT = 999_999_999;
    /** How often a record is tried that another node or thread writes at the same time. */
    private static final int TRIES = 3;

    private final Store store;
    private final Timer timer;
    private final AtomicLong failures = new AtomicLong();
    /** When a failure was logged last, in the timer's nanoseconds; a minute ago to begin with. */
    private final AtomicLong told;

    public Correspondents(Store store, Timer timer) {
        this.store = store;
        this.timer = timer;
        this.told = new AtomicLong(timer.nanos() - MINUTE);
    }

    /**
     * Remembers that a user has written to these people. One-time addresses and the user's own are left out, and so is
     * whoever comes after the first {@value #MAX_LEARNED}.
     *
     * @param user the sender
     * @param expiry for how long
     * @return how many were written down. Fails with a {@link org.dotgate.store.StoreException} if any could not be,
     *     which has then been counted and logged
     */
    public CompletionStage<Integer> learn(Address user, Collection<Address> correspondents, Duration expiry) {
        List<CompletableFuture<Boolean>> writing = correspondents.stream()
                .filter(correspondent -> !correspondent.isOneTime() && !correspondent.equals(user))
                .distinct()
                .limit(MAX_LEARNED)
                .map(correspondent -> write(key(user, correspondent), expiry, TRIES).toCompletableFuture())
                .collect(Collectors.toList());
        return CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new))
                .whenComplete((done, trouble) -> count(trouble, "were not learned"))
                .thenApply(done -> (int) writing.stream().filter(CompletableFuture::join).count());
    }

    /** Whether a user has written to this correspondent; not, if the store cannot tell. Never fails. */
    public CompletionStage<Boolean> knows(Address user, Address correspondent) {
        return store.get(TABLE, key(user, correspondent)).handle((entry, trouble) -> {
            count(trouble, "count as unknown");
            return trouble == null && entry.isPresent();
        });
    }

    /** How often the store could not be asked or written. */
    public long failures() {
        return failures.get();
    }

    private CompletionStage<Boolean> write(String key, Duration expiry, int tries) {
        return store.get(TABLE, key).thenCompose(entry -> {
            String known = entry.map(Entry::value).orElse(null);
            return store.replace(TABLE, key, known, next(known), timer.now().plus(expiry));
        }).thenCompose(written -> written || tries == 1
                ? CompletableFuture.completedFuture(written)
                : write(key, expiry, tries - 1));
    }

    private String next(String known) {
        Matcher value = VALUE.matcher(Optional.ofNullable(known).orElse(""));
        int count = value.matches() ? Math.min(Integer.parseInt(value.group(1)), MAX_COUNT - 1) : 0;
        return "1 " + LocalDate.ofInstant(timer.now(), ZoneOffset.UTC) + " " + (count + 1);
    }

    /** Two addresses and a space, which neither holds: below {@link Store#MAX_KEY}, as both are bounded. */
    private static String key(Address user, Address correspondent) {
        return user + " " + correspondent;
    }

    private void count(Throwable trouble, String consequence) {
        if (trouble == null) {
            return;
        }
        long all = failures.incrementAndGet();
        long last = told.get();
        long now = timer.nanos();
        if (now - last >= MINUTE && told.compareAndSet(last, now)) {
            LOGGER.warn("The store has failed {} times, so correspondents {}: {}", all, consequence, String.valueOf(trouble));
        }
    }
}
