package org.dotgate.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EhloProbeTest {
    @Test
    void probeShouldAskAgainAndAgainWhenAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(20);
        try (ScriptedServer server = new ScriptedServer(verb -> {
            if (verb.equals("EHLO")) {
                asked.countDown();
            }
            return ScriptedServer.obliging(verb);
        })) {
            EhloProbe probe = new EhloProbe(server.address(), 2, Duration.ofMillis(1));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            probe.stop();

            assertThat(probe.times().count()).isGreaterThanOrEqualTo(19);
            assertThat(probe.lost()).isZero();
        }
    }

    @Test
    void probeShouldCountAQuestionAsLateWhenItIsNeverAnswered() throws Exception {
        Semaphore asked = new Semaphore(0);
        try (ScriptedServer server = new ScriptedServer(verb -> {
            if (verb.equals("EHLO")) {
                asked.release();
                return "";
            }
            return ScriptedServer.obliging(verb);
        })) {
            EhloProbe probe = new EhloProbe(server.address(), 2, Duration.ofMillis(1));
            assertThat(asked.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
            probe.stop();

            assertThat(probe.times().count()).isEqualTo(2);
        }
    }
}
