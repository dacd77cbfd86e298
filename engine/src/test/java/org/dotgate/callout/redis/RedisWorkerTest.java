package org.dotgate.callout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.store.Answers;
import org.dotgate.store.StoreException;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/**
 * Time passes by itself here: the server knows no other for how long its entries lie idle. Nobody is taken for dead before long,
 * but where a test waits for it: a machine that pauses must not kill a worker.
 */
class RedisWorkerTest {
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final Duration SHORT_SILENCE = Duration.ofMillis(600);
    private static RealRedis server;

    private final SystemTimer timer = new SystemTimer();
    private final Workers workers = new Workers(2, 1000);
    private final List<AutoCloseable> open = new ArrayList<>();
    private RedisStore store;
    private RedisQueue queue;

    @BeforeAll
    static void startServer() throws IOException {
        server = new RealRedis();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        server.ask(Command.FLUSHALL);
        store = store();
        queue = new RedisQueue(store.calls(), timer);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        workers.close();
        timer.close();
    }

    private RedisStore store() {
        RedisStore made = new RedisStore(server.url(), Duration.ofSeconds(60), timer);
        open.add(made);
        return made;
    }

    private RedisWorker worker(String name, int most, RedisStore by, Attempts attempts) {
        return worker(name, most, SILENCE, by, attempts);
    }

    private RedisWorker worker(String name, int most, Duration silence, RedisStore by, Attempts attempts) {
        RedisWorker worker = new RedisWorker(by.calls(), attempts, name, most, silence, timer, workers);
        open.add(worker);
        worker.start();
        return worker;
    }

    private void add(String key) {
        assertThat(Answers.of(queue.add(work(key, Instant.now())))).isTrue();
    }

    private static CalloutWork work(String key, Instant due) {
        return new CalloutWork(key, new CalloutQuestion(key + "@example.test", "mx.example.org"), Instant.now(), due, 0);
    }

    private static long inStream() {
        return (Long) server.ask(Command.XLEN, QueueScripts.STREAM);
    }

    private static List<?> consumers() {
        return (List<?>) server.ask(Command.XINFO, "CONSUMERS", QueueScripts.STREAM, QueueScripts.GROUP);
    }

    private static boolean isEmpty() {
        return inStream() == 0 && (Long) server.ask(Command.ZCARD, QueueScripts.LATER) == 0
                && (Long) server.ask(Command.ZCARD, "dotgate:callout-work") == 0;
    }

    /** Attempts that a test ends by hand, in the order in which they were begun. */
    private static final class ByHand implements Attempts {
        final ConcurrentLinkedQueue<CalloutWork> begun = new ConcurrentLinkedQueue<>();
        final Map<String, CompletableFuture<Optional<CalloutWork>>> open = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Optional<CalloutWork>> make(CalloutWork work) {
            CompletableFuture<Optional<CalloutWork>> attempt = new CompletableFuture<>();
            open.put(work.key(), attempt);
            begun.add(work);
            return attempt;
        }

        List<String> keys() {
            List<String> keys = new ArrayList<>();
            begun.forEach(work -> keys.add(work.key()));
            return keys;
        }

        void awaitBegun(String... keys) {
            await().untilAsserted(() -> assertThat(keys()).containsExactlyInAnyOrder(keys));
        }
    }

    @Test
    void workShouldLeaveTheQueueWhenItsAnswerIsStored() {
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");
        assertThat(Answers.of(queue.find("anna"))).as("under way").isPresent();
        assertThat(attempts.begun.peek().question().address()).isEqualTo("anna@example.test");

        attempts.open.get("anna").complete(Optional.empty());

        await().until(RedisWorkerTest::isEmpty);
        assertThat(Answers.of(queue.find("anna"))).isEmpty();
        assertThat(Answers.of(store.get(QueueScripts.TABLE, "anna"))).isEmpty();
    }

    @Test
    void workShouldBeTriedAgainWhenItIsDueAgain() {
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");

        attempts.open.get("anna").complete(Optional.of(attempts.begun.peek().again(Instant.now().plusMillis(300))));

        attempts.awaitBegun("anna", "anna");
        assertThat(new ArrayList<>(attempts.begun).get(1).tries()).isEqualTo(1);
        attempts.open.get("anna").complete(Optional.empty());
        await().until(RedisWorkerTest::isEmpty);
    }

    @Test
    void noMoreThanThereIsRoomForShouldBeTaken() {
        ByHand attempts = new ByHand();
        RedisWorker worker = worker("one", 2, store, attempts);
        for (String key : List.of("a", "b", "c", "d", "e")) {
            add(key);
        }
        attempts.awaitBegun("a", "b");
        assertThat(worker.held()).isEqualTo(2);

        attempts.open.get("b").complete(Optional.empty());
        attempts.awaitBegun("a", "b", "c");
        attempts.open.get("a").complete(Optional.empty());
        attempts.open.get("c").complete(Optional.empty());
        attempts.awaitBegun("a", "b", "c", "d", "e");
    }

    @Test
    void workShouldBeTakenOverWhenItsWorkerIsGone() throws Exception {
        ByHand first = new ByHand();
        RedisStore doomed = store();
        RedisWorker one = worker("one", 10, doomed, first);
        add("anna");
        add("ben");
        first.awaitBegun("anna", "ben");
        // its connection and its clock end as those of a killed process do
        open.remove(one);
        doomed.close();
        first.open.get("anna").complete(Optional.empty());

        ByHand second = new ByHand();
        worker("two", 10, SHORT_SILENCE, store, second);
        second.awaitBegun("anna", "ben");
        second.open.values().forEach(attempt -> attempt.complete(Optional.empty()));
        await().until(RedisWorkerTest::isEmpty);
        assertThat(first.keys()).hasSize(2);
        // the thread that reads must not outlive this test, and take what others put there
        open.add(one);
    }

    @Test
    void workShouldStayWithItsWorkerWhenItTakesLongerThanTheSilence() {
        // told again every second
        Duration silence = Duration.ofSeconds(3);
        ByHand attempts = new ByHand();
        // without room for a second one it does not look for what others have left, and finds its own
        worker("one", 1, silence, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");
        ByHand others = new ByHand();
        worker("two", 10, silence, store(), others);

        await().pollDelay(silence.plus(silence.dividedBy(3))).until(() -> true);

        assertThat(others.begun).isEmpty();
        assertThat(attempts.begun).hasSize(1);
    }

    @Test
    void workShouldBeGivenBackAtOnceWhenTheWorkerIsClosed() {
        ByHand first = new ByHand();
        RedisWorker one = worker("one", 10, store, first);
        add("anna");
        first.awaitBegun("anna");

        one.close();

        assertThat(inStream()).isEqualTo(1);
        assertThat(consumers()).isEmpty();
        first.open.get("anna").complete(Optional.empty());
        ByHand second = new ByHand();
        RedisWorker two = new RedisWorker(store.calls(), second, "two", 10, Duration.ofHours(1), timer, workers);
        open.add(two);
        two.start();
        second.awaitBegun("anna");
    }

    @Test
    void workShouldBeDroppedWithoutAnAttemptWhenItsRecordIsGoneOrAnother() {
        add("anna");
        add("ben");
        server.ask(Command.DEL, "dotgate:callout-work:anna");
        server.ask(Command.SET, "dotgate:callout-work:ben", Instant.now().plusSeconds(100).toEpochMilli() + " 1 1 1 0 - other@example.test");
        add("carl");
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);

        attempts.awaitBegun("carl");
        await().until(() -> inStream() == 1);
    }

    @Test
    void entriesOfOthersShouldBeDropped() {
        add("anna");
        server.ask(Command.XADD, QueueScripts.STREAM, "*", "foo", "bar");
        server.ask(Command.XADD, QueueScripts.STREAM, "*", "key", "", "work", "");
        server.ask(Command.SET, "dotgate:callout-work:odd", Instant.now().plusSeconds(100).toEpochMilli() + " 1 odd");
        server.ask(Command.XADD, QueueScripts.STREAM, "*", "key", "odd", "work", "1 odd");
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);

        attempts.awaitBegun("anna");
        attempts.open.get("anna").complete(Optional.empty());
        await().until(RedisWorkerTest::isEmpty);
    }

    @Test
    void attemptShouldBeMadeAgainWhenItsAnswerCannotBeStored() {
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");

        attempts.open.get("anna").completeExceptionally(new StoreException("gone"));

        attempts.awaitBegun("anna", "anna");
    }

    @Test
    void attemptShouldBeMadeAgainAfterAWhileWhenItFails() {
        ByHand attempts = new ByHand();
        worker("one", 10, SHORT_SILENCE, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");

        attempts.open.get("anna").completeExceptionally(new IllegalStateException("a mistake"));

        attempts.awaitBegun("anna", "anna");
    }

    @Test
    void workerShouldGoOnWhenTheServerHasLostEverything() {
        ByHand attempts = new ByHand();
        worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");

        server.ask(Command.FLUSHALL);
        attempts.open.get("anna").complete(Optional.empty());
        add("ben");

        attempts.awaitBegun("anna", "ben");
        attempts.open.get("ben").complete(Optional.empty());
        await().until(RedisWorkerTest::isEmpty);
    }

    @Test
    void workerShouldGoOnWhenTheServerComesBack() throws IOException {
        ByHand attempts = new ByHand();
        RedisWorker worker = worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");

        server.stop();
        await().until(() -> worker.trouble().isPresent());
        attempts.open.get("anna").complete(Optional.empty());
        server.start();

        await().until(() -> worker.trouble().isEmpty());
        await().untilAsserted(() -> assertThat(queue.add(work("ben", Instant.now()))).succeedsWithin(Duration.ofSeconds(60)));
        attempts.awaitBegun("anna", "ben");
        await().until(() -> worker.held() == 1);
    }

    @Test
    void consumersShouldBeForgottenWhenTheyAreLongGone() {
        ByHand attempts = new ByHand();
        RedisWorker one = worker("one", 10, store, attempts);
        add("anna");
        attempts.awaitBegun("anna");
        server.ask(Command.XGROUP, "CREATECONSUMER", QueueScripts.STREAM, QueueScripts.GROUP, "gone");
        QueueScripts scripts = new QueueScripts(store.calls(), timer);

        assertThat(Answers.of(scripts.takeOver("one", SILENCE, Duration.ofHours(1), 10))).isEmpty();
        assertThat(consumers()).as("not yet long gone").hasSize(2);
        await().untilAsserted(() -> {
            Answers.of(scripts.takeOver("one", SILENCE, Duration.ofMillis(10), 10));
            assertThat(consumers()).hasSize(1);
        });
        assertThat(one.trouble()).isEmpty();
    }
}
