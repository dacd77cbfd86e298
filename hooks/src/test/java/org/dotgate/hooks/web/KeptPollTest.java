package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.hooks.kept.KeptIndexes;
import org.dotgate.hooks.kept.KeptMessages;
import org.dotgate.hooks.kept.KeptRepositories;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.spool.Spool;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of kept messages as a page polls it, while messages are kept, removed, and removed by others. */
class KeptPollTest {
    private static final String PLACE = "var/mail/dotgate-kept/";
    private static final int MANY = 100_000;
    private static final int POLLS = 200;
    private static final Duration REFRESH = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ManualTimer timer = new ManualTimer();
    private final CountedRepository repository = new CountedRepository();
    private final MemoryMailQueueFactory queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
    private ManageableMailQueue queue;
    private KeptIndexes indexes;
    private KeptMessages keeper;
    private Spool spool;
    private GroupRig rig;

    @BeforeEach
    void start() throws Exception {
        MailRepositoryStore store = new OneRepository(repository, PLACE);
        queue = queues.createQueue(MailQueueFactory.SPOOL);
        spool = new Spool(folder);
        indexes = new KeptIndexes(store, timer);
        keeper = new KeptMessages(store, () -> PLACE, indexes);
        rig = new GroupRig(new KeptRoutes(
                () -> Map.of("file://conf/dotgate.ini", PLACE, "file://conf/other.ini", PLACE.replaceFirst("/$", "")),
                new KeptRepositories(store, queues, indexes, timer)));
    }

    @AfterEach
    void end() {
        rig.close();
        indexes.close();
        spool.close();
    }

    /** Counts what it is asked, and can be stuck when it is asked for a message. */
    private static final class CountedRepository extends MemoryMailRepository {
        private final AtomicInteger listed = new AtomicInteger();
        private final AtomicInteger retrieved = new AtomicInteger();
        private volatile CountDownLatch stuck = new CountDownLatch(0);
        private volatile CountDownLatch reached = new CountDownLatch(1);
        private volatile Runnable slowly = () -> {};

        @Override
        public Iterator<MailKey> list() {
            Iterator<MailKey> keys = super.list();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return keys.hasNext();
                }

                @Override
                public MailKey next() {
                    listed.incrementAndGet();
                    return keys.next();
                }
            };
        }

        @Override
        public Mail retrieve(MailKey key) {
            retrieved.incrementAndGet();
            reached.countDown();
            slowly.run();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.retrieve(key);
        }
    }

    private void keep(String id) throws Exception {
        Transaction transaction = new Transaction(id, Event.DOT, Client.at(InetAddress.getLoopbackAddress()).build(),
                new Envelope("mallory@client.test", List.of("ben@dotgate.test")),
                spool.of("Subject: pills\r\n\r\nbuy\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(keeper.keep(transaction, "words", "score 3 of 1")).isTrue();
        transaction.message().close();
    }

    private List<String> keys() throws Exception {
        return keys(rig.json(200, "GET", "/dotgate/kept"));
    }

    private static List<String> keys(JsonNode page) {
        return StreamSupport.stream(page.get("entries").spliterator(), false)
                .map(entry -> entry.get("key").asText()).collect(Collectors.toList());
    }

    private void awaitLook(int listed) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (repository.listed.get() < listed || Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("dotgate-kept"))) {
            assertThat(System.nanoTime()).as("given up").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void changesOfThisJamesShouldBeListedAtOnceAndThoseOfOthersSoon() throws Exception {
        keep("Mail1");
        assertThat(keys()).containsExactly("Mail1");
        keep("Mail2");
        keep("Mail3");
        assertThat(keys()).containsExactly("Mail3", "Mail2", "Mail1");
        rig.send("DELETE", "/dotgate/kept/Mail2");
        assertThat(keys()).containsExactly("Mail3", "Mail1");
        rig.json(201, "POST", "/dotgate/kept/Mail3/release");
        assertThat(keys()).containsExactly("Mail1");
        awaitLook(1);
        assertThat(repository.listed).as("looked through once").hasValue(1);

        keep("Mail4");
        keys();
        repository.remove(new MailKey("Mail1"));
        repository.store(MailImpl.builder().name("Mail5").sender("cleo@client.test")
                .addRecipient(new MailAddress("ben@dotgate.test")).mimeMessage(repository.retrieve(new MailKey("Mail4")).getMessage()).build());
        assertThat(keys()).as("others' changes are not known yet").containsExactly("Mail4", "Mail1");
        timer.turn(REFRESH);
        keys();
        awaitLook(3);
        assertThat(keys()).containsExactly("Mail5", "Mail4");
    }

    @Test
    void messageThatOthersRemovedShouldBeGoneAsSoonAsSomebodyLooksAtIt() throws Exception {
        keep("Mail1");
        keep("Mail2");
        keys();
        repository.remove(new MailKey("Mail2"));
        assertThat(keys()).containsExactly("Mail2", "Mail1");

        rig.json(404, "GET", "/dotgate/kept/Mail2");

        assertThat(keys()).containsExactly("Mail1");
        repository.remove(new MailKey("Mail1"));
        rig.json(404, "POST", "/dotgate/kept/Mail1/release");
        assertThat(keys()).isEmpty();
    }

    @Test
    void pageShouldBeFullWhenOthersRemovedSomeOfItAndThereAreMore() throws Exception {
        for (int at = 1; at <= 9; at++) {
            keep("Mail" + at);
        }
        // no more than their keys is known of them
        rig.json(200, "GET", "/dotgate/kept?limit=1&offset=0");
        for (int at = 4; at <= 8; at++) {
            repository.remove(new MailKey("Mail" + at));
        }

        JsonNode page = rig.json(200, "GET", "/dotgate/kept?limit=3");

        assertThat(keys(page)).containsExactly("Mail9", "Mail3", "Mail2");
        assertThat(keys(rig.json(200, "GET", "/dotgate/kept?limit=3&offset=3"))).containsExactly("Mail1");
    }

    @Test
    void pageShouldComeInPartsWhenItsMessagesAreReadSlowly() throws Exception {
        for (int at = 1; at <= 5; at++) {
            keep("Mail" + at);
        }
        repository.slowly = () -> timer.turn(Duration.ofSeconds(3));

        JsonNode first = rig.json(200, "GET", "/dotgate/kept");
        assertThat(keys(first)).containsExactly("Mail5", "Mail4");
        assertThat(first.get("complete").asBoolean()).isFalse();
        assertThat(first.get("count").asInt()).isEqualTo(5);
        assertThat(keys(rig.json(200, "GET", "/dotgate/kept"))).as("what was read is remembered").hasSize(4);
        JsonNode last = rig.json(200, "GET", "/dotgate/kept");
        assertThat(keys(last)).containsExactly("Mail5", "Mail4", "Mail3", "Mail2", "Mail1");
        assertThat(last.get("complete").asBoolean()).isTrue();
    }

    @Test
    void pageShouldBeFullWhenOneVanishesAndAnotherIsKeptMeanwhile() throws Exception {
        for (int at = 1; at <= 4; at++) {
            keep("Mail" + at);
        }
        assertThat(keys(rig.json(200, "GET", "/dotgate/kept?limit=1&offset=3"))).containsExactly("Mail1");
        repository.remove(new MailKey("Mail4"));
        AtomicBoolean once = new AtomicBoolean();
        repository.slowly = () -> {
            if (once.compareAndSet(false, true)) {
                keepQuietly("Mail5");
            }
        };

        JsonNode page = rig.json(200, "GET", "/dotgate/kept?limit=2");

        assertThat(keys(page)).containsExactly("Mail5", "Mail3");
        assertThat(page.get("complete").asBoolean()).isTrue();
    }

    private void keepQuietly(String id) {
        try {
            keep(id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void messageShouldBeReleasedOnceWhenTwoPeopleRelease() throws Exception {
        keep("Mail1");
        repository.stuck = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> {
            try {
                return rig.send("POST", "/dotgate/kept/Mail1/release").statusCode();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(repository.reached.await(20, TimeUnit.SECONDS)).isTrue();

        JsonNode second = rig.json(503, "POST", "/dotgate/kept/Mail1/release");
        JsonNode third = rig.json(503, "DELETE", "/dotgate/kept/Mail1");
        JsonNode sameByAnotherName = rig.json(503, "POST", "/dotgate/kept/Mail1/release?config=file://conf/other.ini");

        assertThat(Stream.of(second, third, sameByAnotherName).map(told -> told.get("message").asText()))
                .containsOnly("this message is just being released or deleted");
        repository.stuck.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(201);
        assertThat(queue.getSize()).isEqualTo(1);
        rig.json(404, "POST", "/dotgate/kept/Mail1/release");
    }

    @Test
    void pollsShouldAskTheRepositoryForNothingWhenNothingHasChanged() throws Exception {
        Mail pattern = pattern();
        for (int at = 0; at < MANY; at++) {
            Mail mail = MailImpl.duplicate(pattern);
            mail.setName("Mail" + (1_764_000_000_000L + at * 1_000L) + "-4f0c1a52-7d1e-4a55-9f3b-8a7a4e8c1d" + at % 10);
            repository.store(mail);
        }
        long scan = System.nanoTime();
        int keys = 0;
        for (Iterator<MailKey> all = repository.list(); all.hasNext(); all.next()) {
            keys++;
        }
        scan = System.nanoTime() - scan;
        assertThat(keys).isEqualTo(MANY);
        repository.listed.set(0);
        long first = System.nanoTime();
        assertThat(rig.json(200, "GET", "/dotgate/kept").get("count").asInt()).isEqualTo(MANY);
        first = System.nanoTime() - first;
        int retrieved = repository.retrieved.get();

        long polls = System.nanoTime();
        for (int at = 0; at < POLLS; at++) {
            timer.turn(Duration.ofMillis(10));
            assertThat(rig.send("GET", "/dotgate/kept").statusCode()).isEqualTo(200);
        }
        polls = System.nanoTime() - polls;

        awaitLook(MANY);
        assertThat(repository.listed).as("keys that were told in all").hasValue(MANY);
        assertThat(retrieved).isEqualTo(20);
        assertThat(repository.retrieved).as("messages that were read in all").hasValue(20);
        System.out.printf(Locale.ROOT, "with %,d kept messages: all keys %.1f ms, the first answer %.1f ms, each of %d polls %.2f ms%n", MANY,
                scan / 1e6, first / 1e6, POLLS, polls / 1e6 / POLLS);
    }

    private Mail pattern() throws Exception {
        keep("Pattern");
        Mail pattern = repository.retrieve(new MailKey("Pattern"));
        repository.remove(new MailKey("Pattern"));
        repository.retrieved.set(0);
        return pattern;
    }
}
