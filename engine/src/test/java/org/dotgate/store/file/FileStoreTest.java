package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.StoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With so little memory that records go to files, and files are merged, all the time. */
class FileStoreTest extends StoreContract {
    private static final long FULL = 20_000;

    @TempDir
    private Path folder;
    private final FailingDisk disk = new FailingDisk();

    @Override
    protected FileStore create() {
        return new FileStore(folder, Duration.ofSeconds(20), timer, disk, FULL);
    }

    @Override
    protected void breakDown() {
        disk.room(0);
    }

    @Override
    protected void mend() {
        disk.room(Long.MAX_VALUE);
    }

    private void reopen() {
        store.close();
        store = create();
    }

    @Test
    void nobodyElseShouldReadAFolderThatItMakes() throws IOException {
        Path made = folder.resolve("var/dotgate");
        new FileStore(made, Duration.ofSeconds(20), timer, disk, FULL).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
    }

    @Test
    void recordsShouldBeThereWhenTheStoreIsOpenedAnew() {
        put("a", null, "1");
        put("b", null, "1");
        put("b", "1", "2");
        put("c", null, "1");
        put("c", "1", null);

        reopen();

        assertThat(Answers.of(store.get(TABLE, "a"))).contains(new Entry("a", "1", tomorrow()));
        assertThat(value("b")).isEqualTo("2");
        assertThat(value("c")).isNull();
        assertThat(store.health().lostAt()).isEmpty();
    }

    @Test
    void storeShouldAgreeWithAMapWhateverIsDoneToIt() throws Exception {
        Random random = new Random(7);
        Map<String, String> model = new TreeMap<>();
        for (int i = 0; i < 40_000; i++) {
            String key = "key" + (1_000 + random.nextInt(3_000));
            int what = random.nextInt(1_000);
            if (what == 0) {
                reopen();
            } else if (what == 1) {
                Answers.of(((FileStore) store).compact());
            } else if (what == 2) {
                timer.turn(Duration.ofMillis(3_100));
            } else if (what < 100) {
                String prefix = key.substring(0, 3 + random.nextInt(3));
                assertThat(Answers.of(store.list(TABLE, prefix, "", 10_000)).stream().map(Entry::key).collect(Collectors.toList()))
                        .containsExactlyElementsOf(model.keySet().stream().filter(each -> each.startsWith(prefix)).toList());
            } else if (what < 400) {
                assertThat(value(key)).isEqualTo(model.get(key));
            } else {
                boolean knows = random.nextInt(10) > 0;
                String known = knows ? model.get(key) : "another";
                String value = random.nextInt(4) == 0 ? null : "value" + i;
                assertThat(put(key, known, value)).isEqualTo(knows);
                if (knows && value == null) {
                    model.remove(key);
                } else if (knows) {
                    model.put(key, value);
                }
            }
        }
        assertThat(keys("", 1_000)).containsExactlyElementsOf(model.keySet());
        assertThat(store.health().failures()).isZero();
        assertThat(store.health().lostAt()).isEmpty();
    }

    @Test
    void expiredRecordsShouldLeaveTheDiskByThemselvesADayLater() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            store.replace(TABLE, "key" + i, null, "value", timer.now().plusSeconds(60));
        }
        put("stays", null, "1");
        Answers.of(((FileStore) store).compact());
        long before = size();
        timer.turn(Duration.ofHours(23));
        Answers.of(store.replace(TABLE, "stays", "1", "1", timer.now().plus(Duration.ofDays(30))));
        Answers.of(((FileStore) store).compact());
        assertThat(size()).isGreaterThan(before / 2);

        timer.turn(Duration.ofHours(2));

        await().untilAsserted(() -> {
            // a look that was under way while the clock was turned has put the next one off to after that
            timer.turn(Duration.ofSeconds(3));
            assertThat(size()).isLessThan(before / 5);
        });
        assertThat(value("stays")).isEqualTo("1");
    }

    @Test
    void recordsShouldBeSmallOnDiskWhenCompacted() throws Exception {
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            String key = "192.0." + i % 250 + ".0/24 anna" + i + "@example.org ben@example.net";
            store.replace(TABLE, key, null, "p 1764000000 1764000312 3", tomorrow());
            if (i % 5_000 == 0) {
                // a slow disk must not have more under way than there may be
                put("waits" + i, null, "1");
            }
        }
        put("last", null, "1");

        Answers.of(((FileStore) store).compact());

        assertThat(size() / count).isLessThan(120);
        assertThat(keys("", 10_000)).hasSize(count + 5);
    }

    @Test
    void filesShouldStayFewWhenChangesGoOn() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            store.replace(TABLE, "key" + i, null, "value", tomorrow());
            if (i % 1_000 == 0) {
                put("waits" + i, null, "1");
                timer.turn(Duration.ofSeconds(3));
            }
        }
        timer.turn(Duration.ofSeconds(3));
        put("last", null, "1");
        reopen();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeLessThan(40);
        }
        assertThat(keys("", 10_000)).hasSize(30_031);
    }

    private long size() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void othersShouldHaveTheirTurnWhileAListGoesByManyThatHaveExpired() throws Exception {
        try (FileStore large = new FileStore(folder.resolve("large"), Duration.ofSeconds(20), timer, disk, 24 << 20)) {
            List<CompletionStage<Boolean>> written = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                written.add(large.replace(TABLE, String.format("key%06d", i), null, "value", timer.now().plusSeconds(60)));
                if (written.size() == 10_000) {
                    written.forEach(Answers::of);
                    written.clear();
                }
            }
            Answers.of(large.replace(TABLE, "stays", null, "1", timer.now().plus(Duration.ofDays(30))));
            Answers.of(large.compact());
            timer.turn(Duration.ofMinutes(2));
            List<String> ended = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Void> asked = holdReader(large);

            CompletionStage<List<Entry>> list = large.list(TABLE, "", "", 10);
            list.thenRun(() -> ended.add("list"));
            CompletionStage<Optional<Entry>> get = large.get(TABLE, "stays");
            get.thenRun(() -> ended.add("get"));
            asked.complete(null);

            assertThat(Answers.of(list)).extracting(Entry::key).containsExactly("stays");
            assertThat(Answers.of(get)).isPresent();
            await().untilAsserted(() -> assertThat(ended).containsExactly("get", "list"));
        }
    }

    /** Keeps the reading thread busy with telling an answer, so that what is asked next waits for it in turn. */
    private static CompletableFuture<Void> holdReader(FileStore store) {
        CompletableFuture<Void> go = new CompletableFuture<>();
        Thread asking = Thread.currentThread();
        boolean held = false;
        while (!held) {
            CompletableFuture<Boolean> told = new CompletableFuture<>();
            store.list(TABLE, "", "", 10).thenRun(() -> {
                // told on this thread, if the answer was there first
                boolean reading = Thread.currentThread() != asking;
                told.complete(reading);
                if (reading) {
                    go.join();
                }
            });
            held = told.join();
        }
        return go;
    }
}
