package org.dotgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.StoreContract;
import org.dotgate.store.StoreHealth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Protocol.Command;

class RedisStoreTest extends StoreContract {
    private static RealRedis server;

    @BeforeAll
    static void startServer() throws IOException {
        server = new RealRedis();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected RedisStore create() {
        server.ask(Command.FLUSHALL);
        return node();
    }

    private RedisStore node() {
        return new RedisStore(server.url(), Duration.ofSeconds(60), timer);
    }

    @Override
    protected void breakDown() throws IOException {
        server.stop();
    }

    @Override
    protected void mend() throws IOException {
        server.start();
    }

    @Test
    void recordsShouldBeReadableByPeopleInTheServer() {
        put("192.0.2.0/24 anna", null, "p 1");

        assertThat((byte[]) server.ask(Command.GET, "dotgate:greylist:192.0.2.0/24 anna"))
                .asString().isEqualTo(tomorrow().toEpochMilli() + " p 1");
        assertThat((Long) server.ask(Command.PTTL, "dotgate:greylist:192.0.2.0/24 anna"))
                .as("a day, and a minute for clocks that differ").isBetween(86_400_000L + 50_000, 86_400_123L + 60_000);
        assertThat((Long) server.ask(Command.ZCARD, "dotgate:greylist")).isEqualTo(1);
    }

    @Test
    void nodesShouldSeeEachOthersChanges() {
        try (RedisStore other = node()) {
            put("a", null, "1");

            assertThat(Answers.of(other.get(TABLE, "a"))).map(Entry::value).contains("1");
            assertThat(Answers.of(other.replace(TABLE, "a", "1", "2", tomorrow()))).isTrue();

            assertThat(put("a", "1", "3")).as("this node does not know it yet").isFalse();
            assertThat(value("a")).as("a change that failed has it read anew").isEqualTo("2");
        }
    }

    @Test
    void oldRecordShouldBeReadForTenSecondsAtMostWhenAnotherNodeHasReplacedIt() {
        try (RedisStore other = node()) {
            put("a", null, "1");
            assertThat(value("none")).isNull();
            Answers.of(other.replace(TABLE, "a", "1", "2", tomorrow()));
            Answers.of(other.replace(TABLE, "none", null, "1", tomorrow()));
            assertThat(value("none")).as("what is not there is asked for again").isEqualTo("1");
            assertThat(value("a")).isEqualTo("1");

            timer.turn(RedisStore.KEPT);

            assertThat(value("a")).isEqualTo("2");
        }
    }

    @Test
    void keyShouldLeaveTheIndexWhenAListingFindsNoRecord() {
        put("a", null, "1");
        put("b", null, "1");
        server.ask(Command.DEL, "dotgate:greylist:a");

        assertThat(keys("", 10)).containsExactly("b");

        assertThat((Long) server.ask(Command.ZCARD, "dotgate:greylist")).isEqualTo(1);
    }

    @Test
    void keysShouldLeaveTheIndexByThemselvesWhenTheirRecordsHaveEnded() {
        List<CompletionStage<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 3_500; i++) {
            changes.add(store.replace(TABLE, "key" + i, null, "v", tomorrow()));
        }
        changes.forEach(Answers::of);
        for (int i = 0; i < 3_500; i += 7) {
            server.ask(Command.DEL, "dotgate:greylist:key" + i);
        }

        timer.turn(Duration.ofMinutes(10));

        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(1));
            assertThat((Long) server.ask(Command.ZCARD, "dotgate:greylist")).isEqualTo(3_000);
        });
    }

    @Test
    void foreignRecordShouldCountAsNoneWhenItIsInOurPlace() {
        server.ask(Command.SET, "dotgate:greylist:a", "somebody else's");

        assertThat(value("a")).isNull();
        assertThat(put("a", null, "1")).isTrue();
        assertThat(value("a")).isEqualTo("1");
    }

    @Test
    void callShouldFailAloneWhenTheServerRefusesIt() {
        server.ask(Command.LPUSH, "dotgate:greylist:list", "x");

        assertThat(Answers.trouble(store.get(TABLE, "list"))).hasMessageContaining("WRONGTYPE");
        assertThat(put("a", null, "1")).isTrue();
    }

    @Test
    void changesShouldBeMadeWhenTheServerHasForgottenTheScripts() {
        put("a", null, "1");
        server.ask(Command.SCRIPT, "FLUSH");

        assertThat(put("a", "1", "2")).isTrue();
        assertThat(value("a")).isEqualTo("2");
        assertThat(store.health().failures()).isZero();
    }

    @Test
    void lossShouldBeToldWhenTheServerComesBackWithoutItsRecords() throws IOException {
        put("a", null, "1");
        server.stop();
        Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()));
        server.start();

        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(1));
            assertThat(store.list(TABLE, "", "", 10)).succeedsWithin(Duration.ofSeconds(5));
            assertThat(store.health().failingSince()).isEmpty();
        });

        assertThat(store.health().lostAt()).isPresent();
        assertThat(value("a")).isNull();
    }

    static Stream<Arguments> readOnly() {
        return Stream.of(
                Arguments.of("OOM", "it has no memory left", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"),
                Arguments.of("NOREPLICAS", "it lacks replicas", "CONFIG SET min-replicas-to-write 1", "CONFIG SET min-replicas-to-write 0"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("readOnly")
    void storeShouldFailOnWhileTheServerIsOnlyRead(String error, String label, String trouble, String remedy) {
        put("a", null, "1");
        put("b", null, "1");
        try {
            ask(trouble);
            assertThat(Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()))).hasMessageContaining(error);
            StoreHealth first = store.health();
            for (int mail = 0; mail < 20; mail++) {
                timer.turn(Duration.ofMillis(500));
                assertThat(Answers.of(store.get(TABLE, "new" + mail))).isEmpty();
                assertThat(value("a")).isEqualTo("1");
                assertThat(put("b", "not what is there", "2")).isFalse();
                assertThat(store.health().failingSince()).isEqualTo(first.failingSince()).isPresent();
                assertThat(store.health().problem()).hasValueSatisfying(why -> assertThat(why).contains(error));
            }
        } finally {
            ask(remedy);
        }

        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(1));
            assertThat(store.health().failingSince()).isEmpty();
        });
        assertThat(store.health().problem()).isEmpty();
        assertThat(put("a", "1", "2")).isTrue();
    }

    private static void ask(String line) {
        String[] words = line.split(" ");
        assertThat((byte[]) server.ask(Command.valueOf(words[0]), Arrays.copyOfRange(words, 1, words.length))).asString().isEqualTo("OK");
    }
}
