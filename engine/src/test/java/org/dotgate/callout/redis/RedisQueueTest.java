package org.dotgate.callout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.QueueFullException;
import org.dotgate.callout.WorkText;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.StoreException;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

class RedisQueueTest {
    private static RealRedis server;

    private final ManualTimer timer = new ManualTimer();
    private RedisStore store;
    private RedisQueue queue;
    private QueueScripts scripts;

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
        store = new RedisStore(server.url(), Duration.ofSeconds(60), timer);
        queue = new RedisQueue(store.calls(), timer, 3);
        scripts = new QueueScripts(store.calls(), timer);
    }

    @AfterEach
    void close() {
        queue.close();
        store.close();
    }

    private CalloutWork work(String key, Instant due) {
        return new CalloutWork(key, new CalloutQuestion(key + "@example.test", "mx.example.org"), timer.now(), due, 0);
    }

    private boolean add(String key) {
        return Answers.of(queue.add(work(key, timer.now())));
    }

    private long inStream() {
        return (Long) server.ask(Command.XLEN, QueueScripts.STREAM);
    }

    @Test
    void workShouldBeARecordOfTheStoreAndAnEntryOfTheStreamWhenItIsAdded() {
        assertThat(add("anna")).isTrue();

        String text = WorkText.write(work("anna", timer.now()));
        assertThat(Answers.of(store.get(QueueScripts.TABLE, "anna"))).map(Entry::value).contains(text);
        assertThat(Answers.of(store.list(QueueScripts.TABLE, "", "", 10))).extracting(Entry::key).containsExactly("anna");
        assertThat(inStream()).isEqualTo(1);
        assertThat(Answers.of(queue.find("anna"))).isPresent();
        assertThat(Answers.of(queue.find("ben"))).isEmpty();
        assertThat(queue.waiting()).isEqualTo(1);
    }

    @Test
    void workShouldNotBeAddedWhenItIsThere() {
        add("anna");
        timer.turn(Duration.ofMinutes(1));

        assertThat(add("anna")).isFalse();
        assertThat(inStream()).isEqualTo(1);
    }

    @Test
    void workShouldBeAddedWhenThatBeforeHasEnded() {
        add("anna");
        timer.turn(QueueScripts.LIFE);

        assertThat(Answers.of(queue.find("anna"))).isEmpty();
        assertThat(add("anna")).isTrue();
    }

    @Test
    void workShouldBeRefusedWhenTooMuchWaits() {
        add("anna");
        add("ben");
        Answers.of(queue.add(work("carl", timer.now().plusSeconds(300))));

        assertThatThrownBy(() -> queue.add(work("dora", timer.now())).toCompletableFuture().get())
                .hasCauseInstanceOf(QueueFullException.class);
        assertThat(queue.waiting()).isEqualTo(3);
        assertThat(Answers.of(queue.find("dora"))).isEmpty();
    }

    @Test
    void workShouldWaitOutsideTheStreamUntilItIsDue() {
        Answers.of(queue.add(work("anna", timer.now().plusSeconds(300))));
        assertThat(inStream()).isZero();
        assertThat(Answers.of(queue.find("anna"))).isPresent();
        assertThat(Answers.of(scripts.due())).isZero();

        timer.turn(Duration.ofSeconds(300));

        assertThat(Answers.of(scripts.due())).isEqualTo(1);
        assertThat(inStream()).isEqualTo(1);
        assertThat(Answers.of(scripts.due())).isZero();
    }

    @Test
    void workShouldBeInTheStreamOnceWhenItIsForgottenAndAddedAnew() {
        Answers.of(queue.add(work("anna", timer.now().plusSeconds(300))));
        server.ask(Command.DEL, "dotgate:callout-work:anna");
        timer.turn(Duration.ofSeconds(400));

        add("anna");
        Answers.of(scripts.due());

        assertThat(inStream()).isEqualTo(1);
    }

    @Test
    void hostileAddressShouldComeThroughAsItIs() {
        String hostile = "\"a b\"\r\nDEL *\u0000\u00e4\ud800@example.test";
        CalloutWork work = new CalloutWork("key \u00e4\ud800", new CalloutQuestion(hostile, "mx"), timer.now(), timer.now(), 0);

        Answers.of(queue.add(work));

        Entry entry = Answers.of(store.get(QueueScripts.TABLE, work.key())).orElseThrow();
        assertThat(WorkText.read(work.key(), entry.value()).orElseThrow().question().address()).isEqualTo(hostile);
    }

    @Test
    void callsShouldFailWithTheStoreWhenItIsGone() throws IOException {
        server.stop();
        try {
            assertThat(Answers.trouble(queue.add(work("anna", timer.now())))).isInstanceOf(StoreException.class);
            assertThat(Answers.trouble(queue.find("anna"))).isInstanceOf(StoreException.class);
        } finally {
            server.start();
        }
    }

    @Test
    void callsShouldFailWhenTheQueueIsClosed() {
        queue.close();

        assertThat(Answers.trouble(queue.add(work("anna", timer.now())))).hasMessageContaining("closed");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void callsShouldFailWhenTheKeyIsTooLong() {
        assertThat(Answers.trouble(queue.find("k".repeat(513)))).hasMessageContaining("longer");
    }
}
