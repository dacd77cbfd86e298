package org.dotgate.hooks.kept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.james.mailrepository.api.MailKey;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in one repository, without asking it each time: a repository of James's has no order, and tells all its keys or
 * none. It is looked through at the first request, on a thread of its own that ends with it, and again behind requests that
 * come when that was long ago. What Dotgate itself keeps and removes is known at once.
 *
 * <p>Thread-safe: its lock is the object itself, and is held for no call of James's.
 */
final class KeptIndex implements AutoCloseable {
    /** How many messages can be listed, the newest of them: 14 MB of heap. */
    static final int MOST = 100_000;
    /** The longest that a request waits for the first look. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The shortest between two looks. */
    static final Duration REFRESH = Duration.ofSeconds(30);
    /** After a look, as many times its own length there is none. */
    static final int REST = 20;
    static final String THREAD = "dotgate-kept";

    private static final int STEP = 500;
    private static final int SUMMARIES = 200;

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptIndex.class);

    private final Listing listing;
    private final Timer timer;
    private final KeptKeys keys = new KeptKeys(MOST);
    private final Map<String, Summary> summaries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Summary> eldest) {
            return size() > SUMMARIES;
        }
    };
    private CompletableFuture<Void> look;
    private Thread thread;
    private Instant asOf;
    /** Why the last look came to nothing; null if it did not. */
    private Throwable failure;
    private long nextLook;
    private long asked;
    private boolean closed;

    /** All keys of a repository, in any order. */
    @FunctionalInterface
    interface Listing {
        Iterator<MailKey> list() throws Exception;
    }

    KeptIndex(Listing listing, Timer timer) {
        this.listing = listing;
        this.timer = timer;
        this.asked = timer.nanos();
        this.nextLook = asked;
    }

    /** What a list told of a message, and when. Immutable. */
    private static final class Summary {
        private final KeptMail mail;
        private final long at;

        private Summary(KeptMail mail, long at) {
            this.mail = mail;
            this.at = at;
        }
    }

    /** Some keys, and how much is known. Immutable. */
    static final class View {
        private final List<String> keys;
        private final long count;
        private final Instant asOf;

        private View(List<String> keys, long count, Instant asOf) {
            this.keys = List.copyOf(keys);
            this.count = count;
            this.asOf = asOf;
        }

        List<String> keys() {
            return keys;
        }

        /** How many there are in all. */
        long count() {
            return count;
        }

        /** When the last whole look began; empty if none has come to its end yet, so that there may be others. */
        Optional<Instant> asOf() {
            return Optional.ofNullable(asOf);
        }
    }

    /**
     * The newest first. Waits for the first look for {@link #PATIENCE}, and for no other.
     *
     * @throws ExecutionException if the repository has not told its keys yet, and has failed to when it was asked last
     */
    View view(int offset, int limit) throws ExecutionException, InterruptedException {
        CompletableFuture<Void> first = lookIfDue();
        if (first != null) {
            await(first);
        }
        Instant known;
        synchronized (this) {
            if (asOf == null && failure != null) {
                throw new ExecutionException(failure);
            }
            known = asOf;
        }
        return new View(keys.page(offset, limit), keys.count(), known);
    }

    /** @return what is to be waited for; null if enough is known */
    private synchronized CompletableFuture<Void> lookIfDue() {
        asked = timer.nanos();
        if (look == null && timer.nanos() - nextLook >= 0 && !closed) {
            thread = new Thread(this::look, THREAD);
            thread.setDaemon(true);
            thread.start();
            // only now, for where there are too many threads already it does not start, and nobody would end the look
            look = new CompletableFuture<>();
        }
        return asOf == null ? look : null;
    }

    private void await(CompletableFuture<Void> first) throws ExecutionException, InterruptedException {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        Alarm alarm = timer.in(PATIENCE, () -> enough.complete(null));
        try {
            CompletableFuture.anyOf(first, enough).get();
        } finally {
            alarm.cancel();
        }
    }

    private void look() {
        Instant at = timer.now();
        long began = timer.nanos();
        keys.begin();
        try {
            List<String> step = new ArrayList<>();
            for (Iterator<MailKey> all = listing.list(); all.hasNext(); ) {
                step.add(all.next().asString());
                if (step.size() == STEP) {
                    take(step);
                }
            }
            take(step);
            keys.end();
            ended(at, began);
        } catch (Exception | Error e) {
            // whatever a driver throws: the next request is to try again
            keys.abandon();
            failed(began, e);
        }
    }

    private void take(List<String> step) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("James is stopping");
        }
        keys.seen(step);
        step.clear();
    }

    private void ended(Instant at, long began) {
        CompletableFuture<Void> done;
        synchronized (this) {
            asOf = at;
            failure = null;
            long now = timer.nanos();
            nextLook = now + Math.max(REFRESH.toNanos(), (now - began) * REST);
            done = look;
            look = null;
            thread = null;
        }
        done.complete(null);
    }

    private void failed(long began, Throwable cause) {
        CompletableFuture<Void> done;
        synchronized (this) {
            if (!closed) {
                LOGGER.error("The repository of kept messages does not tell what is in it", cause);
            }
            failure = cause;
            long now = timer.nanos();
            // whoever waits for the first list is served as soon as the repository is well, and it has half of the time to be so
            nextLook = now + Math.max(asOf == null ? 0 : REFRESH.toNanos(), now - began);
            done = look;
            look = null;
            thread = null;
        }
        done.completeExceptionally(cause);
    }

    /** What a list told of a message last; empty if that is not remembered, or worth another try. */
    synchronized Optional<KeptMail> summary(String key) {
        Summary summary = summaries.get(key);
        if (summary != null && summary.mail.problem().isPresent() && timer.nanos() - summary.at >= REFRESH.toNanos()) {
            forget(key);
            return Optional.empty();
        }
        return Optional.ofNullable(summary).map(told -> told.mail);
    }

    synchronized void remember(KeptMail mail) {
        summaries.put(mail.key(), new Summary(mail, timer.nanos()));
    }

    /** The next list is to read it anew. */
    synchronized void forget(String key) {
        summaries.remove(key);
    }

    /** Dotgate has put a message there. */
    void kept(String key) {
        keys.kept(key);
        forget(key);
    }

    /** There is no such message. */
    void gone(String key) {
        keys.gone(key);
        forget(key);
    }

    /** Dotgate has removed a message. */
    void removed(String key) {
        keys.removed(key);
        forget(key);
    }

    /** For how long nobody has asked. */
    synchronized Duration idle() {
        return Duration.ofNanos(timer.nanos() - asked);
    }

    /** Ends a look that goes on, and there is no other. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
