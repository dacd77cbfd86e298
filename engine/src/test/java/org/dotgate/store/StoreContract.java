package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Store} does. */
public abstract class StoreContract {
    protected static final String TABLE = "greylist";

    protected final ManualTimer timer = new ManualTimer();
    protected Store store;

    /** An empty store with this timer's time. */
    protected abstract Store create() throws Exception;

    /** Has calls that change something fail. */
    protected abstract void breakDown() throws Exception;

    /** Ends that; the store finds out by itself when time passes. */
    protected abstract void mend() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = create();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingShouldBeFoundWhenNothingIsStored() {
        assertThat(Answers.of(store.get(TABLE, "a"))).isEmpty();
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).isEmpty();
        assertThat(store.health().failures()).isZero();
        assertThat(store.health().lostAt()).isEmpty();
    }

    @Test
    void recordShouldBeFoundWhenItWasPut() {
        assertThat(put("a", null, "1")).isTrue();

        assertThat(Answers.of(store.get(TABLE, "a"))).contains(new Entry("a", "1", tomorrow()));
        assertThat(Answers.of(store.get(TABLE, "b"))).isEmpty();
        assertThat(Answers.of(store.get("other-table", "a"))).isEmpty();
    }

    static Stream<Arguments> comparisons() {
        return Stream.of(
                Arguments.of("none is known, and none is there", null, null, true),
                Arguments.of("none is known, but one is there", "1", null, false),
                Arguments.of("one is known, and is there", "1", "1", true),
                Arguments.of("one is known, but another is there", "2", "1", false),
                Arguments.of("one is known that begins as that which is there", "12", "1", false),
                Arguments.of("one is known, but none is there", null, "1", false),
                Arguments.of("an empty one is known, and is there", "", "", true),
                Arguments.of("an empty one is known, but none is there", null, "", false),
                Arguments.of("none is known, but an empty one is there", "", null, false),
                Arguments.of("a dash is known, but none is there", null, "-", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("comparisons")
    void recordShouldBeReplacedOnlyWhenItIsAsKnown(String label, String there, String known, boolean replaced) {
        if (there != null) {
            put("a", null, there);
        }

        assertThat(put("a", known, "new")).isEqualTo(replaced);

        assertThat(value("a")).isEqualTo(replaced ? "new" : there);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("comparisons")
    void recordShouldBeDeletedOnlyWhenItIsAsKnown(String label, String there, String known, boolean deleted) {
        if (there != null) {
            put("a", null, there);
        }

        assertThat(put("a", known, null)).isEqualTo(deleted);

        assertThat(value("a")).isEqualTo(deleted ? null : there);
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).hasSize(deleted || there == null ? 0 : 1);
    }

    @Test
    void recordShouldEndToTheMillisecond() {
        Instant end = timer.now().plusMillis(1500);
        Answers.of(store.replace(TABLE, "a", null, "1", end));
        timer.turn(Duration.ofMillis(1499));
        assertThat(value("a")).isEqualTo("1");
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).hasSize(1);
        assertThat(put("a", null, "2")).isFalse();

        timer.turn(Duration.ofMillis(1));

        assertThat(value("a")).isNull();
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).isEmpty();
        assertThat(put("a", "1", "2")).isFalse();
        assertThat(put("a", null, "2")).isTrue();
        assertThat(value("a")).isEqualTo("2");
    }

    @Test
    void recordShouldLiveLongerWhenItIsPutInItsOwnPlace() {
        Answers.of(store.replace(TABLE, "a", null, "1", timer.now().plusSeconds(1)));
        assertThat(Answers.of(store.replace(TABLE, "a", "1", "1", timer.now().plusSeconds(5)))).isTrue();

        timer.turn(Duration.ofSeconds(4));

        assertThat(value("a")).isEqualTo("1");
    }

    @Test
    void recordShouldBeGoneWhenItIsPutWithAnEndThatHasPassed() {
        put("a", null, "1");
        assertThat(Answers.of(store.replace(TABLE, "a", "1", "2", timer.now().minusSeconds(1)))).isTrue();

        assertThat(value("a")).isNull();
        assertThat(put("a", null, "3")).isTrue();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("an empty value", "a", ""),
                Arguments.of("a greylist entry", "192.0.2.0/24 anna@example.org ben@example.net", "p 1764000000 1764000312 3"),
                Arguments.of("white space and signs", " a:b=c -\t%00[(", "\r\n "),
                Arguments.of("umlauts and Greek", "bücher@παράδειγμα.test", "größe"),
                Arguments.of("beyond the basic plane", "\uD83D\uDCE7@example.org", "\uD83D\uDCE8"),
                Arguments.of("halves of surrogate pairs", "\uD83D", "\uDCE7\uD83D"),
                Arguments.of("a NUL in the value", "nul", "a\0b\0"),
                Arguments.of("the last code unit", "\uFFFF", "\uFFFF"),
                Arguments.of("as long as can be", "ü".repeat(Store.MAX_KEY), "€".repeat(Store.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void textShouldComeBackAsItWas(String label, String key, String value) {
        assertThat(put(key, null, value)).isTrue();
        assertThat(Answers.of(store.replace(TABLE, key, value, value, tomorrow()))).isTrue();

        assertThat(value(key)).isEqualTo(value);
        assertThat(Answers.of(store.list(TABLE, key, "", 10))).containsExactly(new Entry(key, value, tomorrow()));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("a key too long", TABLE, "k".repeat(Store.MAX_KEY + 1), "v"),
                Arguments.of("an empty key", TABLE, "", "v"),
                Arguments.of("a NUL in the key", TABLE, "a\0b", "v"),
                Arguments.of("a value too long", TABLE, "a", "v".repeat(Store.MAX_VALUE + 1)),
                Arguments.of("a table of no name", "", "a", "v"),
                Arguments.of("a table in capitals", "Greylist", "a", "v"),
                Arguments.of("a table with a colon", "a:b", "a", "v"),
                Arguments.of("a table of a long name", "t".repeat(33), "a", "v"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void callShouldFailWithoutBlameOnTheStoreWhenItAsksForTooMuch(String label, String table, String key, String value) {
        assertThat(Answers.trouble(store.replace(table, key, null, value, tomorrow()))).hasMessageNotContaining(value.repeat(2));
        assertThat(Answers.trouble(store.replace(table, key, value, null, tomorrow()))).isNotNull();
        if (value.length() <= Store.MAX_VALUE) {
            assertThat(Answers.trouble(store.get(table, key))).isNotNull();
        }
        if (value.length() <= Store.MAX_VALUE && !key.isEmpty()) {
            assertThat(Answers.trouble(store.list(table, key, "", 1))).isNotNull();
        }

        assertThat(store.health().failures()).isZero();
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).isEmpty();
    }

    @Test
    void pageShouldBeRefusedWhenItsSizeIsNone() {
        assertThat(Answers.trouble(store.list(TABLE, "", "", 0))).hasMessageContaining("page");
        assertThat(Answers.trouble(store.list(TABLE, "", "", Store.MAX_PAGE + 1))).hasMessageContaining("page");
    }

    @Test
    void changesShouldBeMadeInTheirOrderWhenNobodyWaitsBetween() {
        List<CompletionStage<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            changes.add(store.replace(TABLE, "a", i == 0 ? null : "v" + (i - 1), "v" + i, tomorrow()));
        }

        assertThat(changes).allSatisfy(change -> assertThat(Answers.of(change)).isTrue());
        assertThat(value("a")).isEqualTo("v499");
    }

    @Test
    void oneShouldWinWhenManyReplaceTheSame() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "round" + round;
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Boolean>> racers = new ArrayList<>();
            for (int racer = 0; racer < 8; racer++) {
                String value = "racer" + racer;
                racers.add(CompletableFuture.supplyAsync(() -> {
                    awaitQuietly(start);
                    return put(key, null, value);
                }, action -> new Thread(action, value).start()));
            }
            start.countDown();

            List<Boolean> won = racers.stream().map(Answers::of).toList();

            assertThat(won).containsOnlyOnce(true);
            assertThat(value(key)).isEqualTo("racer" + won.indexOf(true));
        }
    }

    @Test
    void noStepShouldBeLostWhenManyCount() throws Exception {
        put("count", null, "0");
        List<Thread> counters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread counter = new Thread(() -> {
                for (int step = 0; step < 50;) {
                    String known = value("count");
                    if (put("count", known, Integer.toString(Integer.parseInt(known) + 1))) {
                        step++;
                    }
                }
            });
            counter.start();
            counters.add(counter);
        }
        for (Thread counter : counters) {
            counter.join();
        }

        assertThat(value("count")).isEqualTo("200");
    }

    @Test
    void listShouldGiveTheKeysOfThePrefixOnceEach() {
        Set<String> wanted = new HashSet<>();
        List<CompletionStage<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 1234; i++) {
            String key = (i % 2 == 0 ? "net1 " : "net2 ") + i;
            changes.add(store.replace(TABLE, key, null, "v" + i, tomorrow()));
            if (i % 2 == 0) {
                wanted.add(key);
            }
        }
        changes.add(store.replace(TABLE, "net1", null, "shorter than the prefix", tomorrow()));
        changes.add(store.replace(TABLE, "net1\u001F", null, "before it", tomorrow()));
        changes.add(store.replace(TABLE, "net1!", null, "behind it", tomorrow()));
        changes.add(store.replace("other-table", "net1 x", null, "elsewhere", tomorrow()));
        changes.forEach(Answers::of);

        assertThat(keys("net1 ", 100)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(keys("net1 ", 617)).hasSize(617);
        assertThat(keys("", 1000)).hasSize(1237);
        assertThat(keys("net3", 10)).isEmpty();
        assertThat(Answers.of(store.list(TABLE, "net1 ", "", 7))).hasSize(7);
        assertThat(keys("net", 100)).isEqualTo(keys("net", 7));
    }

    @Test
    void listShouldGiveWhatStaysOnceWhenTheRestChanges() throws Exception {
        Set<String> staying = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            put("stays" + i, null, "v");
            staying.add("stays" + i);
        }
        AtomicBoolean ended = new AtomicBoolean();
        Thread changing = new Thread(() -> {
            for (int i = 0; !ended.get(); i = (i + 1) % 300) {
                String known = value("stays" + i + "x");
                put("stays" + i + "x", known, known == null ? "v" : null);
            }
        });
        changing.start();
        try {
            for (int round = 0; round < 10; round++) {
                List<String> keys = keys("stays", 17);
                assertThat(keys).doesNotHaveDuplicates().containsAll(staying);
            }
        } finally {
            ended.set(true);
            changing.join();
        }
    }

    @Test
    void allShouldBeAnsweredWhenThousandsAreUnderWay() {
        List<CompletionStage<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            changes.add(store.replace(TABLE, "key" + i, null, "v", tomorrow()));
        }

        assertThat(changes).allSatisfy(change -> assertThat(Answers.of(change)).isTrue());
    }

    @Test
    void failuresShouldBeCountedUntilTheStoreWorksAgain() throws Exception {
        put("a", null, "1");
        Instant before = timer.now();
        breakDown();

        assertThat(Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()))).hasMessageNotContaining("null");
        assertThat(Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()))).isNotNull();

        StoreHealth broken = store.health();
        assertThat(broken.failures()).isEqualTo(2);
        assertThat(broken.failingSince()).contains(before);
        assertThat(broken.problem()).isPresent();

        mend();
        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(6));
            assertThat(store.replace(TABLE, "b", null, "1", tomorrow())).succeedsWithin(Duration.ofSeconds(10));
        });
        assertThat(store.health().failingSince()).isEmpty();
        assertThat(store.health().problem()).isEmpty();
        assertThat(store.health().failures()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void storeShouldFailSinceTheSameMomentWhateverIsReadUntilItWorksAgainByItself() throws Exception {
        put("a", null, "1");
        value("a");
        Instant before = timer.now();
        breakDown();
        Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()));
        for (String key : List.of("a", "none", "a")) {
            timer.turn(Duration.ofSeconds(1));
            // it may fail, or be known without a question to what is broken
            assertThat(store.get(TABLE, key).handle((found, trouble) -> true)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(store.health().failingSince()).contains(before);
            assertThat(store.health().problem()).isPresent();
        }

        mend();

        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(1));
            assertThat(store.health().failingSince()).isEmpty();
        });
        assertThat(store.health().problem()).isEmpty();
        assertThat(Answers.of(store.list(TABLE, "", "", 10))).extracting(Entry::key).isSubsetOf("a");
    }

    @Test
    void callsShouldFailWhenTheStoreIsClosed() {
        put("a", null, "1");
        store.close();

        assertThat(Answers.trouble(store.get(TABLE, "a"))).hasMessageContaining("closed");
        assertThat(Answers.trouble(store.replace(TABLE, "a", "1", "2", tomorrow()))).hasMessageContaining("closed");
        assertThat(Answers.trouble(store.list(TABLE, "", "", 1))).hasMessageContaining("closed");
        store.close();
    }

    protected final Instant tomorrow() {
        return Instant.parse("2026-01-02T00:00:00.123Z");
    }

    protected final boolean put(String key, String known, String value) {
        return Answers.of(store.replace(TABLE, key, known, value, tomorrow()));
    }

    /** Null if there is none. */
    protected final String value(String key) {
        return Answers.of(store.get(TABLE, key)).map(Entry::value).orElse(null);
    }

    protected final List<String> keys(String prefix, int limit) {
        List<String> keys = new ArrayList<>();
        String after = "";
        for (List<Entry> page = null; page == null || page.size() == limit;) {
            page = Answers.of(store.list(TABLE, prefix, after, limit));
            page.forEach(entry -> keys.add(entry.key()));
            after = keys.isEmpty() ? "" : keys.get(keys.size() - 1);
        }
        return keys;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
