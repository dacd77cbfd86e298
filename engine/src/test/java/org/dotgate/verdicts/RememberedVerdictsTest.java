package org.dotgate.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.store.Entry;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreHealth;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RememberedVerdictsTest {
    private static final Duration REMEMBER = Duration.ofHours(4);
    private static final Envelope ENVELOPE = new Envelope("a@example.org", List.of("x@example.net", "y@example.net"));

    private final ManualTimer timer = new ManualTimer();
    private final QueuedWorkers workers = new QueuedWorkers();
    private final MemoryStore store = new MemoryStore(timer);
    private final FarStore far = new FarStore();
    private RememberedVerdicts memory;

    @BeforeEach
    void createMemory() {
        memory = memory(store);
    }

    private RememberedVerdicts memory(Store of) {
        RememberedVerdicts made = new RememberedVerdicts(of, workers, timer);
        made.keepFor(REMEMBER);
        return made;
    }

    @Test
    void nothingShouldBeKnownAndNothingReadWhenNothingWasRemembered() {
        assertThat(recall(new Transaction("Mail1", Event.DOT, client(), ENVELOPE, new Unreadable()))).isEmpty();
        assertThat(memory.failures()).isZero();
    }

    @Test
    void everyRetryShouldBeAnsweredUntilTheVerdictExpires() {
        memory.remember(message("a"), refused("no"));
        for (int hour = 0; hour < 4; hour++) {
            assertThat(recall(message("a"))).hasToString(Optional.of(refused("no")).toString());
            timer.turn(Duration.ofHours(1));
        }
        assertThat(recall(message("a"))).isEmpty();
    }

    @Test
    void verdictShouldBeFoundWhenTheProcessIsAnother() {
        Decision decision = Decision.accepted("allow", List.of(new FilterResult("allow",
                Verdict.accept("on the list").withScore(-2).withHeader("X-Allow", "yes"), FilterResult.Origin.FILTER, false, Duration.ofMillis(3))));
        memory.remember(message("a"), decision);

        memory = memory(store);

        assertThat(recall(message("a"))).hasToString(Optional.of(decision).toString());
        assertThat(recall(message("a")).orElseThrow().results().get(0).verdict().headers()).containsEntry("X-Allow", "yes");
    }

    @Test
    void verdictShouldBeFoundWhenTheMessageIsBuiltAnewAndRecipientsComeInAnotherOrder() {
        memory.remember(message("a"), refused("no"));
        Envelope other = new Envelope("a@EXAMPLE.org", List.of("y@example.net", "x@example.net"));
        assertThat(recall(transaction(other, "Date: today\n\na"))).isPresent();
    }

    @Test
    void otherMessageShouldNotBeFoundWhenOnlyTheEnvelopeIsKnown() {
        memory.remember(message("a"), refused("no"));
        assertThat(recall(message("b"))).isEmpty();
        assertThat(recall(transaction(new Envelope("a@example.org", List.of("x@example.net")), "\na"))).isEmpty();
    }

    @Test
    void messagesOfOneEnvelopeShouldExpireEachAtItsTime() {
        memory.remember(message("a"), refused("a"));
        timer.turn(Duration.ofHours(3));
        memory.remember(message("b"), refused("b"));
        timer.turn(Duration.ofHours(1));
        assertThat(recall(message("a"))).isEmpty();
        assertThat(recall(message("b"))).isPresent();
    }

    @Test
    void laterVerdictShouldTakeThePlaceOfAnEarlierOne() {
        memory.remember(message("a"), refused("first"));
        timer.turn(Duration.ofHours(3));
        memory.remember(message("a"), Decision.accepted("chain", List.of()));
        timer.turn(Duration.ofHours(3));
        assertThat(recall(message("a")).orElseThrow().kind()).isEqualTo(Decision.Kind.ACCEPTED);
    }

    @Test
    void nothingShouldBeRememberedOrAskedForWhenTheTimeIsZero() {
        memory.keepFor(Duration.ZERO);
        store.fail("must not be asked");
        memory.remember(message("a"), refused("no"));
        assertThat(recall(message("a"))).isEmpty();
        assertThat(store.health().failures()).isZero();
    }

    @Test
    void recordShouldStayBoundedAndKeepTheYoungestWhenOneEnvelopeIsRememberedOften() {
        for (int i = 0; i < 300; i++) {
            memory.remember(message("text " + i), refused("no"));
        }
        assertThat(EnvelopeVerdicts.parse(record().value()).size()).isEqualTo(EnvelopeVerdicts.MOST);
        assertThat(recall(message("text 299"))).isPresent();
        assertThat(recall(message("text 199"))).isEmpty();
    }

    @Test
    void recordShouldFitTheStoreWhenReasonsAndHeadersAreLong() {
        Verdict verdict = Verdict.fail(Reply.of(550, "5.7.1", "x".repeat(400)), "\n".repeat(1000)).withHeader("X-Long", "y".repeat(1000));
        FilterResult result = new FilterResult("words", verdict, FilterResult.Origin.FILTER, false, Duration.ZERO);
        Decision decision = Decision.refused(verdict.reply().orElseThrow(), "words", false, List.of(result, result, result));
        for (int i = 0; i < 50; i++) {
            memory.remember(message("text " + i), decision);
        }
        assertThat(record().value().length()).isLessThanOrEqualTo(Store.MAX_VALUE);
        assertThat(recall(message("text 49"))).isPresent();
        assertThat(memory.failures()).isZero();
    }

    @Test
    void verdictShouldBeLeftOutWhenItAloneIsTooLongForTheStore() {
        FilterResult result = new FilterResult("words", Verdict.pass("x".repeat(300)), FilterResult.Origin.FILTER, false, Duration.ZERO);
        memory.remember(message("a"), Decision.accepted("chain", java.util.Collections.nCopies(1000, result)));
        assertThat(recall(message("a"))).isEmpty();
        assertThat(memory.failures()).isEqualTo(1);
    }

    @Test
    void recordShouldCountAsNothingAndBeReplacedWhenItCannotBeUnderstood() {
        store.replace(RememberedVerdicts.TABLE, Fingerprint.envelopeKey(ENVELOPE), null, "dotgate verdicts 9\nwhatever",
                timer.now().plus(REMEMBER));
        assertThat(recall(message("a"))).isEmpty();
        memory.remember(message("a"), refused("no"));
        assertThat(recall(message("a"))).isPresent();
        assertThat(memory.failures()).isEqualTo(2);
    }

    @Test
    void failureShouldBeCountedAndNothingElseWhenTheStoreIsLost() {
        memory.remember(message("a"), refused("no"));
        store.fail("gone");
        memory.remember(message("b"), refused("no"));
        assertThat(memory.recall(message("a")).toCompletableFuture()).isCompletedWithValue(Optional.empty());
        assertThat(memory.failures()).isEqualTo(2);

        store.fail(null);
        assertThat(recall(message("a"))).isPresent();
        assertThat(recall(message("b"))).isEmpty();
    }

    @Test
    void bothVerdictsShouldBeRememberedWhenTwoWriteAtTheSameTime() {
        memory = memory(far);
        memory.remember(message("a"), refused("a"));
        memory.remember(message("b"), refused("b"));
        far.answerAll();
        memory = memory(store);
        assertThat(recall(message("a"))).isPresent();
        assertThat(recall(message("b"))).isPresent();
    }

    @Test
    void noThreadShouldWaitWhenTheStoreIsFarAway() {
        memory.remember(message("a"), refused("no"));
        memory = memory(far);

        CompletableFuture<Optional<Decision>> answer = memory.recall(message("a")).toCompletableFuture();
        assertThat(answer).isNotDone();
        far.answerAll();
        assertThat(answer).as("while no worker has read the message").isNotDone();
        workers.run();

        assertThat(answer.join()).isPresent();
    }

    @Test
    void oneLookShouldDoAndNoWorkerBeNeededWhenAStoreFarAwayHasNothing() {
        memory = memory(far);
        CompletableFuture<Optional<Decision>> answer = memory.recall(message("a")).toCompletableFuture();
        assertThat(far.calls).hasSize(1);
        far.answerAll();
        assertThat(answer).isCompletedWithValue(Optional.empty());
        assertThat(workers.waiting()).isZero();
    }

    @Test
    void messageShouldNotBeReadWhenNobodyWaitsAnyMore() {
        memory.remember(message("a"), refused("no"));
        memory = memory(far);
        Unreadable gone = new Unreadable();
        CompletableFuture<Optional<Decision>> answer =
                memory.recall(new Transaction("Mail1", Event.DOT, client(), ENVELOPE, gone)).toCompletableFuture();
        answer.cancel(false);
        far.answerAll();
        workers.run();
        assertThat(gone.opened).isZero();
    }

    @Test
    void messageShouldBeJudgedAnewWhenItCannotBeRead() {
        memory.remember(message("a"), refused("no"));
        Transaction unreadable = new Transaction("Mail1", Event.DOT, client(), ENVELOPE, new Unreadable());
        assertThat(recall(unreadable)).isEmpty();
        memory.remember(unreadable, refused("no"));
        assertThat(memory.failures()).isZero();
    }

    private Optional<Decision> recall(Transaction transaction) {
        CompletableFuture<Optional<Decision>> answer = memory.recall(transaction).toCompletableFuture();
        assertThat(answer).as("at hand").isDone();
        return answer.join();
    }

    private Entry record() {
        return store.get(RememberedVerdicts.TABLE, Fingerprint.envelopeKey(ENVELOPE)).toCompletableFuture().join().orElseThrow();
    }

    private static Decision refused(String reason) {
        return Decision.refused(Reply.of(550, "5.7.1", reason), "words", false, List.of());
    }

    private static Transaction message(String text) {
        return transaction(ENVELOPE, "\n" + text);
    }

    private static Transaction transaction(Envelope envelope, String message) {
        return new Transaction("Mail1", Event.DOT, client(), envelope, new BytesMessage(message));
    }

    private static Client client() {
        return Client.at(InetAddress.getLoopbackAddress()).build();
    }

    /** Does what the store does, once a test lets it. */
    private final class FarStore implements Store {
        final List<Runnable> calls = new ArrayList<>();

        private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> call) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            calls.add(() -> call.get().whenComplete((value, error) -> {
                if (error == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(new StoreException("far away", error));
                }
            }));
            return answer;
        }

        void answerAll() {
            while (!calls.isEmpty()) {
                calls.remove(0).run();
            }
        }

        @Override
        public CompletionStage<Optional<Entry>> get(String table, String key) {
            return later(() -> store.get(table, key));
        }

        @Override
        public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
            return later(() -> store.replace(table, key, known, value, expires));
        }

        @Override
        public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
            return later(() -> store.list(table, prefix, after, limit));
        }

        @Override
        public StoreHealth health() {
            return store.health();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static final class Unreadable implements SpooledMessage {
        int opened;

        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() throws IOException {
            opened++;
            throw new IOException("gone");
        }

        @Override
        public Path file() throws IOException {
            throw new IOException("gone");
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
