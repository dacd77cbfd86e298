package org.dotgate.hooks.kept;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.dotgate.time.Timer;

/**
 * What is known of each repository that has been asked about lately. Who keeps a message, or removes one, tells it here.
 * Thread-safe: its lock is the object itself.
 */
public final class KeptIndexes implements AutoCloseable {
    /** When nobody has asked for so long, what is known is dropped as soon as anything is asked or kept. */
    static final Duration IDLE = Duration.ofHours(1);

    private final MailRepositoryStore repositories;
    private final Timer timer;
    private final Map<String, KeptIndex> indexes = new HashMap<>();
    private boolean closed;

    public KeptIndexes(MailRepositoryStore repositories, Timer timer) {
        this.repositories = repositories;
        this.timer = timer;
    }

    /** What is known of a repository; if nothing is, it will be. */
    synchronized KeptIndex of(MailRepositoryUrl url) {
        dropIdle();
        KeptIndex index = indexes.computeIfAbsent(url.asString(), name ->
                // not get(): a James that has just started knows of no repository that nothing was put into yet
                new KeptIndex(() -> repositories.select(url).list(), timer));
        if (closed) {
            index.close();
        }
        return index;
    }

    /** Dotgate has put a message there. Asks no repository. */
    void kept(MailRepositoryUrl url, String key) {
        known(url).ifPresent(index -> index.kept(key));
    }

    /** There is no such message. */
    void gone(MailRepositoryUrl url, String key) {
        known(url).ifPresent(index -> index.gone(key));
    }

    /** Dotgate has removed a message. */
    void removed(MailRepositoryUrl url, String key) {
        known(url).ifPresent(index -> index.removed(key));
    }

    /** What is told of a message may be another now. */
    void forget(MailRepositoryUrl url, String key) {
        known(url).ifPresent(index -> index.forget(key));
    }

    private synchronized Optional<KeptIndex> known(MailRepositoryUrl url) {
        dropIdle();
        return Optional.ofNullable(indexes.get(url.asString()));
    }

    private void dropIdle() {
        indexes.values().removeIf(index -> {
            boolean idle = index.idle().compareTo(IDLE) > 0;
            if (idle) {
                index.close();
            }
            return idle;
        });
    }

    /** Ends all looks; nothing is looked through any more. */
    @Override
    public synchronized void close() {
        closed = true;
        indexes.values().forEach(KeptIndex::close);
    }
}
