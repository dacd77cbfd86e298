package org.dotgate.hooks.kept;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryStore.MailRepositoryStoreException;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.dotgate.filter.MailAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kept messages, for operators: to be listed, looked at, released into James's queue, and deleted, while filters add
 * others. Each call says which repository it means, as {@code kept =} names it. Blocks for as long as James's repository
 * does, so it is no place for a session. Thread-safe; releases and deletes one message at a time, so that none is released
 * twice.
 */
public final class KeptRepositories {
    /** The farthest that a list may begin. */
    public static final int MOST_OFFSET = 100_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptRepositories.class);

    private final MailRepositoryStore repositories;
    private final MailQueueFactory<?> queues;
    private final Supplier<Instant> clock;

    public KeptRepositories(MailRepositoryStore repositories, MailQueueFactory<?> queues, Supplier<Instant> clock) {
        this.repositories = repositories;
        this.queues = queues;
        this.clock = clock;
    }

    /** A page of messages, and how many there are. Immutable. */
    public static final class Page {
        private final List<KeptMail> mails;
        private final long count;

        private Page(List<KeptMail> mails, long count) {
            this.mails = List.copyOf(mails);
            this.count = count;
        }

        public List<KeptMail> mails() {
            return mails;
        }

        /** Those in the repository, whatever the page shows. */
        public long count() {
            return count;
        }
    }

    private interface Reading<T> {
        T of(MailKey key, Mail mail) throws MessagingException, IOException;
    }

    /**
     * The newest first: James names mails by the time. All keys are looked at, and only the page's mails are read.
     *
     * @param offset how many are left out before, at most {@value #MOST_OFFSET}
     * @param limit how many at most; a page may be shorter by those that are removed meanwhile
     */
    public Page list(String place, int offset, int limit) throws KeptException {
        try {
            MailRepository repository = repository(place);
            // as many as the page ends behind, the oldest of them on top
            PriorityQueue<String> newest = new PriorityQueue<>();
            long count = 0;
            for (Iterator<MailKey> keys = repository.list(); keys.hasNext(); count++) {
                newest.add(keys.next().asString());
                if (newest.size() > offset + limit) {
                    newest.poll();
                }
            }
            List<String> sorted = new ArrayList<>(newest);
            sorted.sort(Collections.reverseOrder());
            List<KeptMail> mails = new ArrayList<>();
            for (String key : sorted.subList(Math.min(offset, sorted.size()), sorted.size())) {
                read(repository, new MailKey(key), KeptReading::mail).ifPresent(mails::add);
            }
            return new Page(mails, count);
        } catch (MessagingException | IOException | MailRepositoryStoreException | RuntimeException e) {
            throw trouble("the repository of kept messages cannot be read", e);
        }
    }

    /** One message to look at; empty if there is none. */
    public Optional<KeptLetter> find(String place, String key) throws KeptException {
        try {
            return read(repository(place), new MailKey(key), KeptReading::letter);
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
    public synchronized boolean release(String place, String key) throws KeptException {
        try {
            MailRepository repository = repository(place);
            Mail mail = repository.retrieve(new MailKey(key));
            if (mail == null) {
                return false;
            }
            try {
                mail.setState(Mail.DEFAULT);
                mail.setAttribute(new Attribute(
                        AttributeName.of(MailAttributes.RELEASED), AttributeValue.of(clock.get().toString())));
                enqueue(mail);
            } finally {
                LifecycleUtil.dispose(mail);
            }
            LOGGER.info("Message {} is released from {} into the queue", key, place);
            remove(repository, key);
            return true;
        } catch (MessagingException | MailRepositoryStoreException | RuntimeException e) {
            throw trouble("the kept message cannot be released", e);
        }
    }

    private static void remove(MailRepository repository, String key) throws KeptException {
        try {
            repository.remove(new MailKey(key));
        } catch (MessagingException | RuntimeException e) {
            throw trouble("the message is in James's queue, but cannot be removed from those that are kept", e);
        }
    }

    private void enqueue(Mail mail) throws MailQueueException {
        MailQueue queue = queues.getQueue(MailQueueFactory.SPOOL)
                .orElseThrow(() -> new IllegalStateException("James has no queue " + MailQueueFactory.SPOOL.asString()));
        try {
            queue.enQueue(mail);
        } finally {
            try {
                queue.close();
            } catch (IOException e) {
                LOGGER.debug("James's queue cannot be closed", e);
            }
        }
    }

    /** @return false if there is no such message */
    public synchronized boolean delete(String place, String key) throws KeptException {
        try {
            MailRepository repository = repository(place);
            Mail mail = repository.retrieve(new MailKey(key));
            if (mail == null) {
                return false;
            }
            LifecycleUtil.dispose(mail);
            repository.remove(new MailKey(key));
            LOGGER.info("Message {} is deleted from {}", key, place);
            return true;
        } catch (MessagingException | MailRepositoryStoreException | RuntimeException e) {
            throw trouble("the kept message cannot be deleted", e);
        }
    }

    private MailRepository repository(String place) throws MailRepositoryStoreException {
        // not get(): a James that has just started knows of no repository that nothing was put into yet
        return repositories.select(KeptMessages.url(repositories, place));
    }

    /** A repository's own exceptions come from drivers of all kinds, and are for the log only. */
    private static KeptException trouble(String what, Exception cause) {
        LOGGER.error("Dotgate's WebAdmin could not be served: {}", what, cause);
        return new KeptException(what + "; James's log tells more");
    }
}
