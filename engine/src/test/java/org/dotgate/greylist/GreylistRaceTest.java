package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that ask about the same at once. */
class GreylistRaceTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 300;

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store = new MemoryStore(timer);
    private final Greylist greylist = new Greylist(store, timer, Runnable::run);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private List<GreylistAnswer> atOnce(List<GreylistRequest> requests) throws Exception {
        List<Callable<GreylistAnswer>> calls = new ArrayList<>();
        requests.forEach(request -> calls.add(() -> greylist.ask(Given.settings(), request).toCompletableFuture().get()));
        List<GreylistAnswer> answers = new ArrayList<>();
        for (Future<GreylistAnswer> answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        return answers;
    }

    @Test
    void delayShouldNeverBeLostNorRestartedWhenManyAskAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // nobody is a regular: each round has an origin of its own
            String origin = "10.0." + round + ".0/24";
            List<GreylistRequest> same = new ArrayList<>();
            List<GreylistRequest> different = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                same.add(Given.request(origin, Given.ANNA, "c", Given.BEN));
                different.add(Given.request(origin, "carl@example.org", "c" + i, Given.BEN, "dora@example.net"));
            }
            assertThat(atOnce(same)).allMatch(GreylistAnswer::isDelay);
            assertThat(atOnce(different)).allMatch(GreylistAnswer::isDelay);
            timer.turn(Duration.ofSeconds(299));
            assertThat(atOnce(same)).allMatch(answer -> answer.remainingSeconds() == 1);
            assertThat(atOnce(different)).as("each content was written down").allMatch(answer -> answer.remainingSeconds() == 1);
            timer.turn(Duration.ofSeconds(1));
            assertThat(atOnce(same)).allMatch(GreylistAnswer::isPass);
            assertThat(passes(origin)).as("one triplet has passed").isEqualTo(1);
            assertThat(atOnce(different)).allMatch(GreylistAnswer::isPass);
            assertThat(passes(origin)).as("two more, with one message or with two").isBetween(2, 3);
        }
    }

    private int passes(String origin) {
        return new GreylistRegister(Given.settings(), store, timer).origin(origin).toCompletableFuture().join().passes();
    }
}
