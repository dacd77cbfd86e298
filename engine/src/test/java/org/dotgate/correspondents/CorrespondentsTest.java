package org.dotgate.correspondents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.store.Entry;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreHealth;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrespondentsTest {
    private static final Duration EXPIRY = Duration.ofDays(180);
    private static final Address BEN = address("ben@example.net");
    private static final Address ANNA = address("anna@example.org");

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store = new MemoryStore(timer);
    private final Correspondents correspondents = new Correspondents(store, timer);

    @Test
    void recordShouldBeReadableWhenWritten() {
        learn("ben@example.net", "Anna@Example.org", "carol@example.com");
        timer.turn(Duration.ofDays(31));
        learn("ben@example.net", "anna@example.org");

        assertThat(records()).containsExactly(
                "ben@example.net anna@example.org=1 2026-02-01 2 until 2026-07-31T00:00:00Z",
                "ben@example.net carol@example.com=1 2026-01-01 1 until 2026-06-30T00:00:00Z");
    }

    @Test
    void correspondentShouldBeKnownToWhomHasWrittenOnly() {
        learn("ben@example.net", "anna@example.org");

        assertThat(knows(BEN, ANNA)).isTrue();
        assertThat(knows(ANNA, BEN)).isFalse();
        assertThat(knows(address("bob@example.net"), ANNA)).isFalse();
        assertThat(knows(BEN, address("anna@example.com"))).isFalse();
    }

    @Test
    void correspondentShouldBeForgottenWhenNobodyWritesAnyMore() {
        learn("ben@example.net", "anna@example.org");
        timer.turn(Duration.ofDays(179));
        learn("ben@example.net", "anna@example.org");

        timer.turn(Duration.ofDays(179));
        assertThat(knows(BEN, ANNA)).isTrue();
        timer.turn(Duration.ofDays(1));
        assertThat(knows(BEN, ANNA)).isFalse();
    }

    @Test
    void oneTimeAddressesAndOneselfShouldNotBeLearned() {
        assertThat(learn("ben@example.net", "ben@example.net", "list-return-17-ben=example.net@example.org", "anna@example.org",
                "ANNA@example.org")).isEqualTo(1);
        assertThat(records()).hasSize(1);
    }

    @Test
    void learningShouldBeBoundedWhenAMailGoesToThousands() {
        String[] crowd = IntStream.range(0, 5_000).mapToObj(i -> "friend" + i + "@example.org").toArray(String[]::new);

        assertThat(learn("ben@example.net", crowd)).isEqualTo(Correspondents.MAX_LEARNED);
        assertThat(records()).hasSize(Correspondents.MAX_LEARNED);
    }

    @Test
    void keyShouldFitTheStoreWhenAddressesAreAsLongAsTheyMayBe() {
        String user = "u".repeat(242) + "@example.net";
        String friend = "f".repeat(242) + "@example.org";

        assertThat(learn(user, friend)).isEqualTo(1);
        assertThat(store.list(Correspondents.TABLE, "", "", 10).toCompletableFuture().join().get(0).key())
                .hasSizeLessThanOrEqualTo(Store.MAX_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 of a later version", "1 2026-01-01", "1 2026-01-01 99999999999", "1 2026-01-01 x"})
    void recordShouldBeginAnewWhenItsValueIsOfNoKnownForm(String value) {
        store.replace(Correspondents.TABLE, "ben@example.net anna@example.org", null, value, timer.now().plus(EXPIRY));

        learn("ben@example.net", "anna@example.org");

        assertThat(records()).containsExactly("ben@example.net anna@example.org=1 2026-01-01 1 until 2026-06-30T00:00:00Z");
    }

    @Test
    void countShouldNotRunOverWhenItIsAtItsEnd() {
        store.replace(Correspondents.TABLE, "ben@example.net anna@example.org", null, "1 2026-01-01 999999999", timer.now().plus(EXPIRY));

        learn("ben@example.net", "anna@example.org");

        assertThat(records().get(0)).contains("=1 2026-01-01 999999999 ");
    }

    @Test
    void nobodyShouldBeKnownWhenTheStoreFails() {
        learn("ben@example.net", "anna@example.org");
        store.fail("the disk is gone");

        assertThat(knows(BEN, ANNA)).isFalse();
        assertThat(correspondents.learn(BEN, List.of(ANNA), EXPIRY)).failsWithin(Duration.ZERO)
                .withThrowableThat().withCauseInstanceOf(StoreException.class);
        assertThat(correspondents.failures()).isEqualTo(2);

        store.fail(null);
        assertThat(knows(BEN, ANNA)).isTrue();
        assertThat(correspondents.failures()).isEqualTo(2);
    }

    @Test
    void recordShouldBeWrittenWhenAnotherWritesItAtTheSameTime() {
        RacingStore racing = new RacingStore(Boolean.FALSE, Boolean.FALSE, Boolean.TRUE);

        assertThat(new Correspondents(racing, timer).learn(BEN, List.of(ANNA), EXPIRY)).isCompletedWithValue(1);
        assertThat(racing.answers).isEmpty();
    }

    @Test
    void writingShouldEndWhenOthersAreAlwaysFaster() {
        RacingStore racing = new RacingStore(Boolean.FALSE, Boolean.FALSE, Boolean.FALSE, Boolean.TRUE);

        assertThat(new Correspondents(racing, timer).learn(BEN, List.of(ANNA), EXPIRY)).isCompletedWithValue(0);
        assertThat(racing.answers).hasSize(1);
    }

    private int learn(String user, String... to) {
        return correspondents.learn(address(user), Arrays.stream(to).map(CorrespondentsTest::address).collect(Collectors.toList()),
                EXPIRY).toCompletableFuture().join();
    }

    private boolean knows(Address user, Address correspondent) {
        return correspondents.knows(user, correspondent).toCompletableFuture().join();
    }

    private List<String> records() {
        return store.list(Correspondents.TABLE, "", "", 1_000).toCompletableFuture().join().stream().map(Entry::toString)
                .collect(Collectors.toList());
    }

    private static Address address(String text) {
        return Address.of(text).orElseThrow();
    }

    /** A store whose records are never as known, but when the script says so. */
    private static final class RacingStore implements Store {
        final Deque<Boolean> answers = new ArrayDeque<>();

        RacingStore(Boolean... answers) {
            this.answers.addAll(List.of(answers));
        }

        @Override
        public CompletionStage<Optional<Entry>> get(String table, String key) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
            return CompletableFuture.completedFuture(answers.remove());
        }

        @Override
        public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
            throw new UnsupportedOperationException("nobody lists here");
        }

        @Override
        public StoreHealth health() {
            throw new UnsupportedOperationException("nobody asks here");
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
