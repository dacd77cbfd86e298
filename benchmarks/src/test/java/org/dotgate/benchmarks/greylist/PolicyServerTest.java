package org.dotgate.benchmarks.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dotgate.benchmarks.load.PolicyLoad;
import org.dotgate.greylist.Greylist;
import org.dotgate.store.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyServerTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private TurnedTimer timer;
    private PolicyServer server;

    @BeforeEach
    void open() throws IOException {
        timer = new TurnedTimer(Duration.ZERO);
        server = new PolicyServer(new Greylist(new MemoryStore(timer), timer, Runnable::run), House.settings("5m"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        timer.close();
    }

    @Test
    void serverShouldDelayFirstAttemptsAndPassRetriesWhenAskedAsPostfixAsks() throws Exception {
        PolicyLoad load = new PolicyLoad(server.address(), 8, 300, number -> new Triplet(number).question(), AMPLE);

        PolicyLoad.Result first = load.run();
        timer.forward(Duration.ofMinutes(6));
        PolicyLoad.Result second = load.run();

        assertThat(first.delayed()).isEqualTo(300);
        assertThat(second.passed()).isEqualTo(300);
        assertThat(second.times().count()).isEqualTo(300);
        assertThat(second.perSecond()).isPositive();
    }

    @Test
    void serverShouldCloseTheConnectionWhenTheQuestionLacksSomething() throws Exception {
        try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write("request=smtpd_access_policy\nsender=a@example.org\n\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void loadShouldFailWhenTheServerHasGone() throws Exception {
        PolicyLoad load = new PolicyLoad(server.address(), 2, 10, number -> new Triplet(number).question(), AMPLE);
        server.close();

        assertThatThrownBy(load::run).isInstanceOf(IOException.class);
    }

    @Test
    void loadShouldStopAskingWhenTimeIsUp() throws Exception {
        PolicyLoad.Result result = new PolicyLoad(server.address(), 4, 10_000_000,
                number -> new Triplet(number % 100).question(), Duration.ofMillis(100)).run();

        assertThat(result.answered()).isBetween(1, 9_999_999);
    }
}
