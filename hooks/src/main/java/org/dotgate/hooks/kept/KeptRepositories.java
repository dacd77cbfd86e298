package org.dotgate.hooks.kept;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryStore.MailRepositoryStoreException;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.dotgate.filter.MailAttributes;
import org.dotgate.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kept messages, for operators: to be listed, looked at, released into James's queue, and deleted, while filters add
 * others. Each call says which repository it means, as {@code kept =} names it. Reads a message at a time, and blocks for as long
 * as James's repository does then, so it is no place for a session. Thread-safe; none is released twice by this James.
 */
public final class KeptRepositories {
    /** The farthest that a list may begin. */
    public static final int MOST_OFFSET = KeptIndex.MOST;
    /** For how long messages of a page are read. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptRepositories.class);

    private final MailRepositoryStore repositories;
    private final MailQueueFactory<?> queues;
    private final KeptIndexes indexes;
    private final Timer timer;
    /** Those that are being released or deleted now. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public KeptRepositories(MailRepositoryStore repositories, MailQueueFactory<?> queues, KeptIndexes indexes, Timer timer) {
        this.repositories = repositories;
        this.queues = queues;
        this.indexes = indexes;
        this.timer = timer;
    }

    /** A page of messages, and what is known of the others. Immutable. */
    public static final class Page {
        private final List<KeptMail> mails;
        private final long count;
        private final Instant asOf;
        private final boolean complete;

        private Page(List<KeptMail> mails, KeptIndex.View view, boolean allRead) {
            this.mails = List.copyOf(mails);
            this.count = view.count();
            this.asOf = view.asOf().orElse(null);
            this.complete = allRead && asOf != null;
        }

        public List<KeptMail> mails() {
            return mails;
        }

        /** Those in the repository, as far as is known, whatever the page shows. */
        public long count() {
            return count;
        }

        /** Of when what is known is at least; what this James kept and removed later is known as well. Empty before the first look. */
        public Optional<Instant> asOf() {
            return Optional.ofNullable(asOf);
        }

        /** Whether nothing is missing for lack of time; if something is, the next request may have it. */
        public boolean isComplete() {
            return complete;
        }
    }

    private interface Reading<T> {
        T of(MailKey key, Mail mail) throws MessagingException, IOException;
    }

    /**
     * The newest first: James names mails by the time. Looks through no repository, but for the first time, and behind the answer
     * ({@link KeptIndex}); reads messages of the page that have not been read lately.
     *
     * @param offset how many are left out before, at most {@value #MOST_OFFSET}
     * @param limit how many at most; a shorter page is the last, if it is complete
     */
    public Page list(String place, int offset, int limit) throws KeptException {
        try {
            MailRepositoryUrl url = KeptMessages.url(repositories, place);
            KeptIndex index = indexes.of(url);
            MailRepository repository = repositories.select(url);
            long began = timer.nanos();
            while (true) {
                List<KeptMail> mails = new ArrayList<>();
                KeptIndex.View view = index.view(offset, limit);
                for (String key : view.keys()) {
                    Optional<KeptMail> mail = index.summary(key);
                    if (mail.isEmpty()) {
                        if (timer.nanos() - began > LONGEST.toNanos()) {
                            return new Page(mails, view, false);
                        }
                        mail = summary(repository, key);
                        mail.ifPresentOrElse(index::remember, () -> vanished(index, key));
                    }
                    mail.ifPresent(mails::add);
                }
                // others move up in place of those that are not there any more: a page that is short is the last
                if (mails.size() == view.keys().size()) {
                    return new Page(mails, view, true);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeptException("James is stopping");
        } catch (MailRepositoryStoreException | ExecutionException | RuntimeException e) {
            throw trouble("the repository of kept messages cannot be read", e);
        }
    }

    private static void vanished(KeptIndex index, String key) {
        LOGGER.info("Message {} is kept no longer: others than this James have removed it, or its repository has", key);
        index.gone(key);
    }

    /** One that cannot be read hides no other. */
    private static Optional<KeptMail> summary(MailRepository repository, String key) {
        try {
            return read(repository, new MailKey(key), KeptReading::mail);
        } catch (MessagingException | IOException | RuntimeException e) {
            return Optional.of(KeptMail.unreadable(key, trouble("the kept message " + key + " cannot be read", e).getMessage()));
        }
    }

    /** One message to look at; empty if there is none. */
    public Optional<KeptLetter> find(String place, String key) throws KeptException {
        try {
            MailRepositoryUrl url = KeptMessages.url(repositories, place);
            Optional<KeptLetter> letter = read(repositories.select(url), new MailKey(key), KeptReading::letter);
            letter.ifPresentOrElse(read -> indexes.forget(url, key), () -> indexes.gone(url, key));
            return letter;
        } catch (MessagingException | IOException | MailRepositoryStoreException | RuntimeException e) {
            throw trouble("the kept message cannot be read", e);
        }
    }

    private static <T> Optional<T> read(MailRepository repository, MailKey key, Reading<T> reading)
            throws MessagingException, IOException {
        Mail mail = repository.retrieve(key);
        if (mail == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.of(key, mail));
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    /**
     * Puts a message into James's queue, for the first processor, as if it had just been taken. Filters at the dot do not see
     * it again. It is removed when the queue has it: what goes wrong between may have it delivered twice, and never lost.
     *
     * @return false if there is no such message
     */
    public boolean release(String place, String key) throws KeptException {
        return alone(place, key, "the kept message cannot be released", repository -> {
            if (read(repository, new MailKey(key), this::enqueue).isEmpty()) {
                return false;
            }
            LOGGER.info("Message {} is released from {} into the queue", key, place);
            try {
                repository.remove(new MailKey(key));
                return true;
            } catch (MessagingException | RuntimeException e) {
                throw trouble("the message is in James's queue, but cannot be removed from those that are kept", e);
            }
        });
    }

    private MailKey enqueue(MailKey key, Mail mail) throws MailQueueException {
        mail.setState(Mail.DEFAULT);
        mail.setAttribute(new Attribute(AttributeName.of(MailAttributes.RELEASED), AttributeValue.of(timer.now().toString())));
        MailQueue queue = queues.getQueue(MailQueueFactory.SPOOL)
                .orElseThrow(() -> new IllegalStateException("James has no queue " + MailQueueFactory.SPOOL.asString()));
        try {
            queue.enQueue(mail);
            return key;
        } finally {
            try {
                queue.close();
            } catch (IOException e) {
                LOGGER.debug("James's queue cannot be closed", e);
            }
        }
    }

    /**
     * Deletes one, though it cannot be read.
     *
     * @return false if there is no such message
     */
    public boolean delete(String place, String key) throws KeptException {
        return alone(place, key, "the kept message cannot be deleted", repository -> {
            boolean there = summary(repository, key).isPresent();
            if (there) {
                repository.remove(new MailKey(key));
                LOGGER.info("Message {} is deleted from {}", key, place);
            }
            return there;
        });
    }

    /** Something after which a message is kept no longer. */
    @FunctionalInterface
    private interface Deed {
        /** @return false if there was none */
        boolean on(MailRepository repository) throws MessagingException, IOException, KeptException;
    }

    /** Does it to a message that nobody else does anything to meanwhile. */
    private boolean alone(String place, String key, String failed, Deed deed) throws KeptException {
        try {
            // by its URL, since a place has several names
            MailRepositoryUrl url = KeptMessages.url(repositories, place);
            String name = url.asString() + ' ' + key;
            if (!busy.add(name)) {
                // waiting would hold a thread of WebAdmin for as long as a repository that is stuck
                throw new KeptException("this message is just being released or deleted");
            }
            try {
                return told(url, key, deed.on(repositories.select(url)));
            } finally {
                busy.remove(name);
            }
        } catch (MessagingException | IOException | MailRepositoryStoreException | RuntimeException e) {
            throw trouble(failed, e);
        }
    }

    private boolean told(MailRepositoryUrl url, String key, boolean removed) {
        if (removed) {
            indexes.removed(url, key);
        } else {
            indexes.gone(url, key);
        }
        return removed;
    }

    /** A repository's own exceptions come from drivers of all kinds, and are for the log only. */
    private static KeptException trouble(String what, Exception cause) {
        LOGGER.error("Dotgate's WebAdmin could not be served: {}", what, cause);
        return new KeptException(what + "; James's log tells more");
    }
}
