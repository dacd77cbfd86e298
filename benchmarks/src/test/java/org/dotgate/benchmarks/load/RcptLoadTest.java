package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RcptLoadTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @Test
    void runShouldTimeEachRcptWhenTheServerTakesThem() throws Exception {
        AtomicInteger rcpts = new AtomicInteger();
        AtomicInteger resets = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(verb -> {
            (verb.equals("RCPT") ? rcpts : verb.equals("RSET") ? resets : new AtomicInteger()).incrementAndGet();
            return ScriptedServer.obliging(verb);
        })) {
            Times times = load(server, 4, 22, 250, AMPLE).run();

            assertThat(times.count()).isEqualTo(22);
            assertThat(rcpts).hasValue(22);
            assertThat(resets).hasValue(18);
        }
    }

    @Test
    void runShouldTakeARefusalForRightWhenItIsWanted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(refusing())) {
            assertThat(load(server, 2, 6, 451, AMPLE).run().count()).isEqualTo(6);
        }
    }

    @Test
    void runShouldFailAndSayWhyWhenAReplyIsNotTheWantedOne() throws Exception {
        try (ScriptedServer server = new ScriptedServer(refusing())) {
            assertThatThrownBy(load(server, 2, 6, 250, AMPLE)::run)
                    .isInstanceOf(IOException.class).hasMessageEndingWith("0 of 6 RCPTs answered as wanted; RCPT: 451");
        }
    }

    @Test
    void runShouldFailWhenTimeIsUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer(verb -> verb.equals("RCPT") ? "" : ScriptedServer.obliging(verb))) {
            assertThatThrownBy(load(server, 2, 6, 250, Duration.ofMillis(300))::run)
                    .isInstanceOf(IOException.class).hasMessageContaining("0 of 6");
        }
    }

    private static UnaryOperator<String> refusing() {
        return verb -> verb.equals("RCPT") ? "451 come again" : ScriptedServer.obliging(verb);
    }

    private static RcptLoad load(ScriptedServer server, int connections, int count, int wanted, Duration limit) {
        return new RcptLoad(server.address(), connections, count, 500,
                number -> new Envelope("anna@client.test", "ben" + number + "@dotgate.test"), wanted, limit);
    }
}
