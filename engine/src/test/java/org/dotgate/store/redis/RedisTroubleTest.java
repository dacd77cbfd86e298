package org.dotgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.Store;
import org.dotgate.store.StoreUrl;
import org.dotgate.time.ManualTimer;
import org.dotgate.time.SystemTimer;
import org.dotgate.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that are not there, do not answer, or are none. Where the clock is turned by hand, it stands still while calls end that
 * must not wait for it; sockets know no other than the time that passes by itself.
 */
@Timeout(120)
class RedisTroubleTest {
    private static final String TABLE = "greylist";

    private static final Duration LONG = Duration.ofMinutes(5);

    private final SystemTimer timer = new SystemTimer();
    private final ManualTimer turned = new ManualTimer();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        timer.close();
    }

    private RedisStore store(String url, Duration timeout) {
        return store(url, timeout, timer);
    }

    private RedisStore store(String url, Duration timeout, Timer by) {
        RedisStore store = new RedisStore(StoreUrl.parse(url), timeout, by);
        open.add(0, store);
        return store;
    }

    private static CompletionStage<Boolean> put(Store store, String key, String known, String value) {
        return store.replace(TABLE, key, known, value, Instant.now().plusSeconds(1_000));
    }

    @Test
    void callsShouldFailInTimeWhenTheServerAcceptsAndSaysNothing() throws Exception {
        Peer peer = new Peer("");
        RedisStore store = store("redis://127.0.0.1:" + peer.port(), LONG, turned);

        CompletionStage<Boolean> change = put(store, "a", null, "1");
        CompletionStage<?> read = store.get(TABLE, "a");
        turned.turn(LONG.minusMillis(1));
        assertThat(change.toCompletableFuture()).isNotDone();
        assertThat(read.toCompletableFuture()).isNotDone();
        turned.turn(Duration.ofMillis(1));

        assertThat(Answers.trouble(change)).isNotNull();
        assertThat(Answers.trouble(read)).isNotNull();
        assertThat(store.health().failures()).isEqualTo(2);
    }

    @Test
    void callsShouldFailAtOnceWhenTheServerIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RedisStore store = store("redis://anna:secret@127.0.0.1:" + port, LONG, turned);
        for (int i = 0; i < 1_000; i++) {
            assertThat(Answers.trouble(store.get(TABLE, "a")))
                    .hasMessageContaining("127.0.0.1:" + port + ". Look").hasMessageNotContaining("secret");
        }
    }

    static Stream<Arguments> garbage() {
        return Stream.of(
                Arguments.of("a web server", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("a mail server", "220 mx.example.org ESMTP\r\n"),
                Arguments.of("nothing but zeros", "\0".repeat(1_000)),
                Arguments.of("a number that is none", ":abc\r\n"),
                Arguments.of("a text without end", "+" + "x".repeat(100_000)),
                Arguments.of("a text of a negative length", "$-7\r\nabc\r\n"),
                Arguments.of("a text of 2 GB", "$2147483647\r\nabc\r\n"),
                Arguments.of("a list of two thousand million", "*2147483647\r\n"),
                Arguments.of("the right kind, but for something else", ":1\r\n:2\r\n:3\r\n:4\r\n:5\r\n:6\r\n:7\r\n"),
                Arguments.of("null for everything", "$-1\r\n".repeat(20)),
                Arguments.of("an end", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    void callsShouldFailWhenTheServerIsNoRedis(String label, String answer) throws Exception {
        Peer peer = new Peer(answer);
        RedisStore store = store("redis://127.0.0.1:" + peer.port(), Duration.ofMillis(500));

        assertThat(Answers.trouble(put(store, "a", null, "1"))).isNotNull();
        assertThat(Answers.trouble(store.get(TABLE, "a"))).isNotNull();
        assertThat(Answers.trouble(store.list(TABLE, "", "", 10))).isNotNull();
    }

    @Test
    void passwordShouldBeAskedForWhenItIsWrongOrMissing() throws Exception {
        try (RealRedis server = new RealRedis("right")) {
            for (String wrong : List.of("redis://", "redis://:wrong@", "redis://anna:wrong@")) {
                RedisStore store = store(wrong + "127.0.0.1:" + server.port(), Duration.ofSeconds(20));
                assertThat(Answers.trouble(put(store, "a", null, "1"))).hasMessageContaining("password").hasMessageNotContaining("wrong@");
            }
            RedisStore store = store("redis://:right@127.0.0.1:" + server.port() + "/3", Duration.ofSeconds(20));
            assertThat(Answers.of(put(store, "a", null, "1"))).isTrue();
        }
    }

    @Test
    void everyCallShouldEndAndTheStoreWorkAgainWhenTheServerIsKilledUnderLoad() throws Exception {
        try (RealRedis server = new RealRedis()) {
            RedisStore store = store("redis://127.0.0.1:" + server.port(), Duration.ofSeconds(20));
            Answers.of(put(store, "first", null, "1"));
            List<CompletionStage<Boolean>> changes = new ArrayList<>();
            for (int i = 0; i < 15_000; i++) {
                changes.add(put(store, "key" + i, null, "v"));
                if (i == 7_000) {
                    server.stop();
                }
            }
            assertThat(changes).allSatisfy(change -> assertThat(change.toCompletableFuture().handle((made, trouble) -> true))
                    .succeedsWithin(Duration.ofSeconds(60)));
            assertThat(store.health().failingSince()).isPresent();

            server.start();

            await().untilAsserted(() -> assertThat(put(store, "again", null, "1")).succeedsWithin(Duration.ofSeconds(60)));
            assertThat(store.health().failingSince()).isEmpty();
            assertThat(store.health().lostAt()).isPresent();
        }
    }

    @Test
    void storeShouldNotWaitForItsTimeOutToCloseWhenTheServerSaysNothing() throws Exception {
        Peer peer = new Peer("");
        // far longer than this test may take
        RedisStore store = store("redis://127.0.0.1:" + peer.port(), LONG);
        CompletionStage<?> read = store.get(TABLE, "a");

        store.close();

        assertThat(Answers.trouble(read)).hasMessageContaining("closed");
    }

    /** Accepts connections, and says the same to all that it is told; hangs up at once if that is null. */
    private final class Peer {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Peer(String answer) throws IOException {
            open.add(server);
            Thread thread = new Thread(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        open.add(0, socket);
                        if (answer == null) {
                            socket.close();
                        } else {
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                            InputStream in = socket.getInputStream();
                            new Thread(() -> drain(in)).start();
                        }
                    } catch (IOException e) {
                        // hung up: on to the next one
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        private void drain(InputStream in) {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // hung up
            }
        }
    }
}
