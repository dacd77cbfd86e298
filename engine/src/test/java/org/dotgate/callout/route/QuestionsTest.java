package org.dotgate.callout.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.dns.DnsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuestionsTest {
    private final List<CompletableFuture<Integer>> asked = new ArrayList<>();

    private CompletionStage<Integer> ask(Questions questions) {
        return questions.ask(() -> {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    @Test
    void questionsBeyondTheBoundShouldWaitInOrder() {
        Questions questions = new Questions(2, 10);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(ask(questions).toCompletableFuture());
        }
        assertThat(asked).hasSize(2);

        asked.get(1).complete(1);
        assertThat(asked).hasSize(3);
        asked.get(2).complete(2);
        assertThat(asked).hasSize(4);
        assertThat(answers.get(1)).isCompletedWithValue(1);
        assertThat(answers.get(2)).isCompletedWithValue(2);
        assertThat(answers.get(0)).isNotDone();
    }

    @Test
    void questionsShouldFailWhenTooManyWait() {
        Questions questions = new Questions(1, 2);
        ask(questions);
        ask(questions);
        ask(questions);

        assertThatThrownBy(ask(questions).toCompletableFuture()::join).hasCauseInstanceOf(DnsException.class);
        asked.get(0).complete(0);
        assertThat(ask(questions).toCompletableFuture()).isNotDone();
    }

    @Test
    void failureShouldBePassedOnAndMakeRoom() {
        Questions questions = new Questions(1, 10);
        CompletableFuture<Integer> thrown = questions.<Integer>ask(() -> {
            throw new IllegalStateException("a name that the resolver cannot bear");
        }).toCompletableFuture();
        CompletableFuture<Integer> failed = questions.<Integer>ask(
                () -> CompletableFuture.failedFuture(new DnsException("SERVFAIL"))).toCompletableFuture();

        assertThat(thrown).isCompletedExceptionally();
        assertThat(failed).isCompletedExceptionally();
        assertThat(questions.ask(() -> CompletableFuture.completedFuture(1)).toCompletableFuture()).isCompletedWithValue(1);
    }

    @Test
    void answersThatAreThereAtOnceShouldNotExhaustTheStack() {
        Questions questions = new Questions(1, 100_000);
        AtomicInteger answered = new AtomicInteger();
        ask(questions);
        for (int i = 0; i < 50_000; i++) {
            questions.ask(() -> CompletableFuture.completedFuture(1)).thenAccept(answered::addAndGet);
        }

        asked.get(0).complete(0);

        assertThat(answered).hasValue(50_000);
    }

    @Test
    void boundShouldHoldAndNobodyBeForgottenWhenThreadsAskTogether() throws Exception {
        Questions questions = new Questions(5, 1_000_000);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService resolver = Executors.newFixedThreadPool(2);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        try {
            List<Future<List<CompletableFuture<Integer>>>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    List<CompletableFuture<Integer>> mine = new ArrayList<>();
                    for (int i = 0; i < 5000; i++) {
                        mine.add(questions.ask(() -> {
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            return CompletableFuture.supplyAsync(() -> open.getAndDecrement(), resolver);
                        }).toCompletableFuture());
                    }
                    return mine;
                }));
            }
            for (Future<List<CompletableFuture<Integer>>> one : all) {
                answers.addAll(one.get());
            }
            for (CompletableFuture<Integer> answer : answers) {
                answer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
            resolver.shutdownNow();
        }
        assertThat(answers).hasSize(20_000);
        assertThat(most.get()).isBetween(1, 5);
    }
}
