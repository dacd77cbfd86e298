package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.answer.Answer;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads that ask about the same at once, on one node or on two. */
class CalloutRaceTest {
    private static final int ASKERS = 1000;
    private static final int THREADS = 50;

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store = new MemoryStore(timer);
    private final Workers workers = new Workers(4, 100_000);
    private final FakeProber prober = new FakeProber();
    private final FakeProber otherProber = new FakeProber();
    private final CalloutSettings settings = CalloutRig.settings();
    private final CalloutService service = new CalloutService(store, prober, timer, workers, settings);
    private final CalloutService other = new CalloutService(store, otherProber, timer, workers, settings);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
        service.close();
        other.close();
        workers.close();
    }

    private List<CompletableFuture<CalloutResult>> askAtOnce(String address, CalloutService... services) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<CompletableFuture<CalloutResult>>>> asked = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            CalloutService one = services[i % services.length];
            Callable<List<CompletableFuture<CalloutResult>>> asking = () -> {
                start.await();
                List<CompletableFuture<CalloutResult>> own = new ArrayList<>();
                for (int j = 0; j < ASKERS / THREADS; j++) {
                    own.add(one.ask(settings, CalloutRig.question(address)));
                }
                return own;
            };
            asked.add(threads.submit(asking));
        }
        start.countDown();
        List<CompletableFuture<CalloutResult>> answers = new ArrayList<>();
        for (Future<List<CompletableFuture<CalloutResult>>> each : asked) {
            answers.addAll(each.get(20, TimeUnit.SECONDS));
        }
        return answers;
    }

    private static long answered(List<CompletableFuture<CalloutResult>> answers, String text) {
        return answers.stream().filter(answer -> CalloutRig.text(answer).equals(text)).count();
    }

    @Test
    void thousandWhoAskAtOnceShouldMakeOneProbe() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<CalloutResult>> answers = askAtOnce("anna" + round + "@example.org", service);
            assertThat(prober.asked()).hasSize(round + 1);
            prober.tell(FakeProber.result(Answer.FOUND).build());

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(answered(answers, "found")).isEqualTo(ASKERS));
        }
    }

    @Test
    void probeThatEndsWhileManyAskShouldStayTheOnlyOne() throws Exception {
        for (int round = 0; round < 20; round++) {
            String address = "anna" + round + "@example.org";
            CompletableFuture<CalloutResult> first = service.ask(settings, CalloutRig.question(address));
            Future<?> told = threads.submit(() -> prober.tell(FakeProber.result(Answer.FOUND).build()));
            List<CompletableFuture<CalloutResult>> answers = askAtOnce(address, service);
            told.get(20, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(answered(answers, "found")).isEqualTo(ASKERS));
            assertThat(first.get(20, TimeUnit.SECONDS).answer()).contains(Answer.FOUND);
            assertThat(prober.asked()).hasSize(round + 1);
        }
    }

    @Test
    void twoNodesShouldMakeOneProbe() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<CalloutResult>> answers = askAtOnce("anna" + round + "@example.org", service, other);
            // wherever it was begun, which may be after the look again of one that came too late
            int expected = round + 1;
            assertThat(prober.asked().size() + otherProber.asked().size()).isEqualTo(expected);
            prober.asked().forEach(probe -> probe.result.complete(FakeProber.result(Answer.FOUND).build()));
            otherProber.asked().forEach(probe -> probe.result.complete(FakeProber.result(Answer.FOUND).build()));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                timer.turn(Duration.ofMillis(300));
                assertThat(answered(answers, "found")).isEqualTo(ASKERS);
            });
            assertThat(prober.asked().size() + otherProber.asked().size()).isEqualTo(expected);
        }
    }

    @Test
    void whatIsPreparedAndAskedAtOnceShouldBeProbedOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            String address = "anna" + round + "@example.org";
            Future<?> prepared = threads.submit(() -> service.prepare(settings, CalloutRig.question(address)));
            askAtOnce(address, service);
            prepared.get(20, TimeUnit.SECONDS);
            int expected = round + 1;

            await().atMost(Duration.ofSeconds(20)).until(() -> prober.asked().size() >= expected);
            assertThat(prober.asked()).hasSize(expected);
            prober.tell(FakeProber.result(Answer.FOUND).build());
            await().atMost(Duration.ofSeconds(20)).until(() -> CalloutRig.text(
                    service.ask(settings, CalloutRig.question(address))).equals("found"));
        }
    }
}
