package org.dotgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreUrl;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Another server becomes the master, and the name leads there; the old one keeps its connections. */
@Timeout(60)
class RedisFailoverTest {
    private final SystemTimer timer = new SystemTimer();
    private RealRedis first;
    private RealRedis second;
    private MovingServer name;
    private RedisStore store;

    @BeforeEach
    void start() throws IOException {
        first = new RealRedis();
        second = new RealRedis();
        name = new MovingServer(first.port());
        store = new RedisStore(StoreUrl.parse("redis://127.0.0.1:" + name.port()), Duration.ofSeconds(5), timer);
    }

    @AfterEach
    void end() throws IOException {
        store.close();
        name.close();
        first.close();
        second.close();
        timer.close();
    }

    private CompletionStage<Boolean> put(String key) {
        return store.replace("greylist", key, null, "1", Instant.now().plusSeconds(1_000));
    }

    /** The master that it is given is not there, so what it had before is all that it has. */
    private void demote(boolean servesStaleData) {
        first.ask(Command.CONFIG, "SET", "replica-serve-stale-data", servesStaleData ? "yes" : "no");
        first.ask(Command.REPLICAOF, "127.0.0.1", "1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"READONLY, true, leads to the master", "MASTERDOWN, false, leads to the new master"})
    void changesShouldGoToTheNewMasterWhenTheOldOneIsAReplica(String word, boolean servesStaleData, String remedy) {
        assertThat(Answers.of(put("before"))).isTrue();

        demote(servesStaleData);
        assertThat(Answers.trouble(put("x"))).hasMessageContaining(word).hasMessageContaining(remedy)
                .hasMessageContaining("tried again");
        assertThat(store.health().failingSince()).isPresent();
        assertThat(store.health().problem()).hasValueSatisfying(problem -> assertThat(problem).contains(word));
        name.leadTo(second.port());

        await().untilAsserted(() -> assertThat(put("after")).succeedsWithin(Duration.ofSeconds(5)));
        assertThat((Long) second.ask(Command.EXISTS, "dotgate:greylist:after")).isEqualTo(1);
        assertThat(store.health().failingSince()).isEmpty();
    }

    @Test
    void storeShouldWorkAgainWhenTheReplicaIsTheMasterOnceMore() {
        assertThat(Answers.of(put("before"))).isTrue();
        demote(true);
        assertThat(Answers.trouble(put("x"))).isNotNull();
        Instant since = store.health().failingSince().orElseThrow();
        assertThat(Answers.trouble(put("y"))).isNotNull();
        // what can still be read, from memory at least, says nothing of changes
        store.get("greylist", "before").handle((found, failure) -> found).toCompletableFuture().join();
        assertThat(store.health().failingSince()).hasValue(since);

        first.ask(Command.REPLICAOF, "NO", "ONE");

        await().untilAsserted(() -> assertThat(put("after")).succeedsWithin(Duration.ofSeconds(5)));
        assertThat(Answers.of(store.get("greylist", "before"))).isPresent();
    }

    @Test
    void whatWaitsInTheServerShouldGoToTheNewMasterToo() throws Exception {
        try (RedisWait waiting = store.calls().waiting()) {
            assertThat(waiting.ask("INCR", "dotgate:a.b")).isEqualTo(1L);
            demote(true);
            name.leadTo(second.port());
            assertThatThrownBy(() -> waiting.ask("INCR", "dotgate:a.b")).isInstanceOf(StoreException.class)
                    .hasMessageContaining("READONLY");

            assertThat(waiting.ask("INCR", "dotgate:a.b")).isEqualTo(1L);
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("Redis 7, script", new JedisDataException(
                        "READONLY You can't write against a read only replica. script: 1a2b, on @user_script:7."), Unfit.REPLICA),
                Arguments.of("Redis 5, script", new JedisDataException("ERR Error running script (call to f_1a2b): @user_script:7: "
                        + "@user_script: 7: -READONLY You can't write against a read only replica. "), Unfit.REPLICA),
                Arguments.of("start", new JedisDataException("LOADING Redis is loading the dataset in memory"), Unfit.LOADING),
                Arguments.of("lonely replica", new JedisDataException(
                        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."), Unfit.ALONE),
                Arguments.of("another kind", new JedisDataException("WRONGTYPE Operation against a key of another kind"), null),
                Arguments.of("no words", new JedisDataException((String) null), null),
                Arguments.of("the connection's end", new JedisConnectionException("READONLY is what somebody else says"), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answerShouldBeKnownForWhatItIs(String label, Exception answer, Unfit reason) {
        assertThat(Unfit.of(answer).orElse(null)).isEqualTo(reason);
    }
}
