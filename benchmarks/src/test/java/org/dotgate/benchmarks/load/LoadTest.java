package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoadTest {
    private static final Letter LETTER = Letter.of("Subject: hello\r\n\r\n.leading\r\nend\r\n");
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void runShouldHaveEveryMessageAcceptedWhenTheServerTakesThem() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::obliging)) {
            LoadResult result = new Load(server.address(), 120, 3, LETTER, AMPLE).run();

            assertThat(result.isComplete()).isTrue();
            assertThat(result.accepted()).isEqualTo(360);
            assertThat(result.dots().count()).isEqualTo(360);
            assertThat(server.contents()).hasSize(360).containsOnly("Subject: hello\r\n\r\n.leading\r\nend\r\n");
        }
    }

    @Test
    void runShouldCountWhoWaitsAtOnceWhenTheServerHoldsThemAll() throws Exception {
        AtomicInteger most = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(verb -> verb.equals(".") ? "" : ScriptedServer.obliging(verb))) {
            LoadResult result = new Load(server.address(), 20, 1, LETTER, AMPLE).run(waiting -> {
                most.accumulateAndGet(waiting, Math::max);
                if (waiting == 20) {
                    server.hangUp();
                }
            });

            assertThat(most).hasValue(20);
            assertThat(result.mostWaiting()).isEqualTo(20);
            assertThat(result.failed()).isEqualTo(20);
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                trouble("the greeting refuses", "greeting", "554 go away", AMPLE, "GREETING: 554", 8),
                trouble("the sender is refused", "MAIL", "550-no\r\n550 no", AMPLE, "MAIL: 550", 8),
                trouble("the dot is put off", ".", "451 later", AMPLE, "DOT: 451", 8),
                trouble("the dot is no reply", ".", "what?", AMPLE, "DOT: not a reply", 8),
                trouble("the connection ends at the dot", ".", null, AMPLE, "DOT: connection closed by the server", 8),
                trouble("nothing ever comes", "greeting", "", SHORT, null, 0));
    }

    private static Arguments trouble(String label, String verb, String answer, Duration limit, String failure, int failed) {
        UnaryOperator<String> script = said -> said.equals(verb) ? answer : ScriptedServer.obliging(said);
        return Arguments.of(label, script, limit, failure, failed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void runShouldEndAndSayWhyWhenThereIsTrouble(
            String label, UnaryOperator<String> script, Duration limit, String failure, int failed) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            LoadResult result = new Load(server.address(), 4, 2, LETTER, limit).run();

            assertThat(result.isComplete()).isFalse();
            assertThat(result.accepted()).isZero();
            assertThat(result.failed()).isEqualTo(failed);
            assertThat(result.unanswered()).isEqualTo(8 - failed);
            if (failure == null) {
                assertThat(result.failures()).isEmpty();
            } else {
                assertThat(result.failures()).containsEntry(failure, failed).hasSize(1);
            }
        }
    }

    @Test
    void runShouldGoOnWithTheOthersWhenNobodyListens() throws Exception {
        InetSocketAddress gone;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::obliging)) {
            gone = server.address();
        }
        LoadResult result = new Load(gone, 150, 1, LETTER, AMPLE).run();

        assertThat(result.failed()).isEqualTo(150);
    }

    @Test
    void loadShouldBeRefusedWhenItIsOutOfBounds() throws IOException {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 25);
        assertThatThrownBy(() -> new Load(nowhere, 20_001, 1, LETTER, AMPLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Load(nowhere, 1, 0, LETTER, AMPLE)).isInstanceOf(IllegalArgumentException.class);
    }
}
