package org.dotgate.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.answer.Answer;
import org.dotgate.store.Answers;
import org.dotgate.store.HeldStore;
import org.dotgate.store.file.FileStore;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives the process, with the store on disk. */
class CalloutRestartTest {
    private static final CalloutSettings SETTINGS = CalloutRig.settings();

    @TempDir
    private Path folder;
    private final ManualTimer timer = new ManualTimer();
    private Workers workers;
    private FileStore store;
    private FakeProber prober;
    private CalloutService service;

    @BeforeEach
    void open() {
        workers = new Workers(2, 1000);
        store = new FileStore(folder, Duration.ofSeconds(20), timer);
        prober = new FakeProber();
        service = new CalloutService(store, prober, timer, workers, SETTINGS);
    }

    @AfterEach
    void close() {
        service.close();
        workers.close();
        store.close();
    }

    private CompletableFuture<CalloutResult> ask(String address) {
        return service.ask(SETTINGS, CalloutRig.question(address));
    }

    private static CalloutResult result(CompletableFuture<CalloutResult> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private void asks(int probes) {
        await().atMost(Duration.ofSeconds(20)).until(() -> prober.asked().size() == probes);
    }

    @Test
    void answersShouldSurvive() throws Exception {
        CompletableFuture<CalloutResult> anna = ask("anna@example.org");
        asks(1);
        prober.tell(FakeProber.result(Answer.NOT_FOUND).build());
        assertThat(result(anna).answer()).contains(Answer.NOT_FOUND);
        CompletableFuture<CalloutResult> ben = ask("ben@example.com");
        asks(2);
        prober.tell(FakeProber.result(Answer.CATCH_ALL).build());
        assertThat(result(ben).answer()).contains(Answer.CATCH_ALL);

        close();
        open();

        assertThat(result(ask("anna@example.org")).answer()).contains(Answer.NOT_FOUND);
        assertThat(result(ask("ben@example.com")).answer()).contains(Answer.CATCH_ALL);
        assertThat(result(ask("carl@example.com")).answer()).contains(Answer.CATCH_ALL);
        assertThat(Answers.of(service.record("anna@example.org")).orElseThrow().transcript()).hasSize(2);
        assertThat(Answers.of(service.list("", 10))).extracting(CalloutRecord::address)
                .containsExactly("anna@example.org", "ben@example.com");
        assertThat(Answers.of(service.list("anna@example.org", 10))).extracting(CalloutRecord::address)
                .containsExactly("ben@example.com");
        assertThat(prober.asked()).isEmpty();
    }

    @Test
    void queuedWorkShouldSurviveAndBeginByItself() throws Exception {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<CalloutResult> answer = ask("anna" + i + "@example.org");
            asks(i + 1);
            prober.tell(FakeProber.result(Answer.UNKNOWN).comeAgain(Duration.ofMinutes(10)).build());
            assertThat(result(answer).answer()).isEmpty();
        }
        close();
        open();
        assertThat(result(ask("anna1@example.org")).answer()).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> service.health().queued() == 3);

        timer.turn(Duration.ofMinutes(12));

        asks(3);
        prober.asked().forEach(probe -> probe.result.complete(FakeProber.result(Answer.FOUND).build()));
        await().atMost(Duration.ofSeconds(20)).until(() -> result(ask("anna1@example.org")).answer().isPresent());
        close();
        open();
        assertThat(result(ask("anna1@example.org")).answer()).contains(Answer.FOUND);
        assertThat(service.health().queued()).isZero();
    }

    @Test
    void softAttemptUnderWayShouldBeMadeAgainInTheBackgroundWhenItIsCutOffByTheEnd() throws Exception {
        CompletableFuture<CalloutResult> answer = ask("anna@example.org");
        asks(1);
        close();
        assertThat(result(answer).answer()).as("told to come again").isEmpty();

        open();

        asks(1);
        assertThat(prober.last().isHard()).isTrue();
        prober.tell(FakeProber.result(Answer.FOUND).build());
        await().atMost(Duration.ofSeconds(20)).until(() -> result(ask("anna@example.org")).answer().isPresent());
        assertThat(result(ask("anna@example.org")).answer()).contains(Answer.FOUND);
    }

    @Test
    void endShouldNotBeKeptUpWhenTheStoreTakesNothing() throws Exception {
        HeldStore stuck = new HeldStore(store);
        FakeProber asked = new FakeProber();
        CalloutService ending = new CalloutService(stuck, asked, timer, workers, SETTINGS);
        CompletableFuture<CalloutResult> answer = ending.ask(SETTINGS, CalloutRig.question("anna@example.org"));
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.asked().size() == 1);
        stuck.hold();

        CompletableFuture<Void> ended = CompletableFuture.runAsync(ending::close);

        assertThat(ended).succeedsWithin(Duration.ofSeconds(60));
        assertThat(answer).isDone();
    }

    @Test
    void workThatWasUnderWayShouldBeDoneAgain() {
        service.prepare(SETTINGS, CalloutRig.question("anna@example.org"));
        asks(1);
        close();
        open();
        // the claim of the process before ends by itself, at the latest
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            timer.turn(Duration.ofMinutes(1));
            return prober.asked().size() == 1;
        });
        assertThat(Answers.of(service.record("anna@example.org"))).isEmpty();
    }
}
