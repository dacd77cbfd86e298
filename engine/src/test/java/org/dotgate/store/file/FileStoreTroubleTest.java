package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreHealth;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that do not do what they are asked. */
class FileStoreTroubleTest {
    private static final String TABLE = "greylist";

    @TempDir
    private Path parent;
    private final ManualTimer timer = new ManualTimer();
    private final FailingDisk disk = new FailingDisk();

    private FileStore open(Path folder) {
        return new FileStore(folder, Duration.ofSeconds(20), timer, disk, 50_000);
    }

    private CompletionStage<Boolean> put(Store store, String key, String known, String value) {
        return store.replace(TABLE, key, known, value, timer.now().plus(Duration.ofDays(1)));
    }

    /** Puts records one after the other until one fails. @return how many have not */
    private int fillUp(Store store, String beginning) {
        for (int i = 0;; i++) {
            try {
                put(store, beginning + i, null, "v").toCompletableFuture().get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                return i;
            }
        }
    }

    private void recovers(Store store) {
        await().untilAsserted(() -> {
            timer.turn(Duration.ofSeconds(3));
            assertThat(put(store, "after all", null, "1")).succeedsWithin(Duration.ofSeconds(5));
        });
        assertThat(store.health().failingSince()).isEmpty();
        assertThat(store.health().problem()).isEmpty();
    }

    @Test
    void callsShouldFailUntilTheFolderCanBeMadeWhenAFileIsInItsPlace() throws IOException {
        Path folder = Files.writeString(parent.resolve("store"), "in the way");
        try (FileStore store = open(folder)) {
            assertThat(Answers.trouble(put(store, "a", null, "1")))
                    .hasMessageContaining(folder.toString()).hasMessageContaining("move away");
            assertThat(Answers.trouble(store.get(TABLE, "a"))).hasMessageContaining(folder.toString());
            assertThat(Answers.trouble(store.list(TABLE, "", "", 1))).hasMessageContaining(folder.toString());
            assertThat(store.health().failures()).isEqualTo(3);
            timer.turn(Duration.ofSeconds(30));
            assertThat(Answers.trouble(put(store, "a", null, "1"))).isNotNull();

            Files.delete(folder);
            recovers(store);
            assertThat(store.health().lostAt()).isEmpty();
        }
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("journal-00000001"));
    }

    @Test
    void callsShouldFailUntilTheLockIsFreeWhenAnotherHasIt() {
        Path folder = parent.resolve("store");
        FileStore first = open(folder);
        Answers.of(put(first, "a", null, "1"));
        try (FileStore second = open(folder)) {
            assertThat(Answers.trouble(second.get(TABLE, "a"))).hasMessageContaining("another process uses it");
            first.close();
            recovers(second);
            assertThat(Answers.of(second.get(TABLE, "a"))).map(Entry::value).contains("1");
        }
    }

    @Test
    void changesShouldFailAndReadsGoOnWhenTheDiskIsFull() {
        Path folder = parent.resolve("store");
        int kept;
        try (FileStore store = open(folder)) {
            disk.room(10_000);
            kept = fillUp(store, "before");
            assertThat(kept).isPositive();
            assertThat(Answers.trouble(put(store, "x", null, "1")))
                    .hasMessageContaining("No space left").hasMessageContaining("make room").hasMessageContaining(folder.toString());
            assertThat(Answers.of(store.get(TABLE, "before0"))).isPresent();
            assertThat(Answers.of(store.list(TABLE, "before", "", 10_000))).hasSize(kept);

            StoreHealth first = store.health();
            assertThat(first.problem()).hasValueSatisfying(why -> assertThat(why).contains("No space left"));
            for (int mail = 0; mail < 20; mail++) {
                // as a greylist does: one that is new, one that is known, a change
                timer.turn(Duration.ofMillis(500));
                assertThat(Answers.of(store.get(TABLE, "new" + mail))).isEmpty();
                assertThat(Answers.of(store.get(TABLE, "before0"))).isPresent();
                // that it does not find what it expects is answered, unless it is written with one that fails
                assertThat(put(store, "before0", "not what is there", "2").handle((made, trouble) -> made == null || !made))
                        .succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
                assertThat(store.health().failingSince()).isEqualTo(first.failingSince());
                Answers.trouble(put(store, "new" + mail, null, "1"));
            }
            assertThat(store.health().failingSince()).isEqualTo(first.failingSince());

            disk.room(Long.MAX_VALUE);
            recovers(store);
        }
        try (FileStore store = open(folder)) {
            assertThat(Answers.of(store.list(TABLE, "", "", 10_000))).hasSize(kept + 1);
            assertThat(store.health().lostAt()).isEmpty();
        }
    }

    @Test
    void nothingAcknowledgedShouldBeLostWhereverTheDiskGetsFull() {
        for (int room = 1; room < 200_000; room = room * 3 / 2 + 100) {
            Path folder = parent.resolve("store" + room);
            disk.room(Long.MAX_VALUE);
            int kept;
            try (FileStore store = open(folder)) {
                disk.room(room);
                // merges and flushes meet the full disk too
                kept = fillUp(store, "key");
                timer.turn(Duration.ofSeconds(3));
                fillUp(store, "more");
            }
            disk.room(Long.MAX_VALUE);
            try (FileStore store = open(folder)) {
                assertThat(Answers.of(store.list(TABLE, "key", "", 10_000))).as("room for %d", room).hasSize(kept);
                assertThat(store.health().lostAt()).isEmpty();
            }
        }
    }

    @Test
    void folderShouldBeReadAnewWhenAFailedWriteCannotBeTakenBack() {
        Path folder = parent.resolve("store");
        try (FileStore store = open(folder)) {
            Answers.of(put(store, "a", null, "1"));
            disk.truncates(false);
            disk.room(5);
            assertThat(Answers.trouble(put(store, "b", null, "1"))).isNotNull();
            assertThat(Answers.trouble(put(store, "c", null, "1"))).isNotNull();

            disk.truncates(true);
            disk.room(Long.MAX_VALUE);
            recovers(store);

            assertThat(Answers.of(store.get(TABLE, "a"))).isPresent();
            assertThat(Answers.of(store.get(TABLE, "b"))).isEmpty();
            assertThat(store.health().lostAt()).isEmpty();
        }
    }

    @Test
    void nothingAcknowledgedShouldBeLostWhenTheFolderIsReadAnewLongAfterAWriteCouldNotBeTakenBack() throws Exception {
        Path folder = parent.resolve("store");
        try (FileStore store = open(folder)) {
            Answers.of(put(store, "a", null, "1"));
            CountDownLatch ready = new CountDownLatch(1);
            CountDownLatch busy = disk.forcesWhen(ready);
            timer.turn(Duration.ofSeconds(3));
            assertThat(busy.await(20, TimeUnit.SECONDS)).as("who would read it anew is at something else").isTrue();
            disk.truncates(false);
            disk.room(5);
            assertThat(Answers.trouble(put(store, "b", null, "1"))).isNotNull();
            disk.truncates(true);
            disk.room(Long.MAX_VALUE);

            assertThat(Answers.trouble(put(store, "c", null, "1"))).hasMessageContaining("Input/output error");

            ready.countDown();
            recovers(store);
            assertThat(Answers.of(store.get(TABLE, "a"))).isPresent();
            assertThat(Answers.of(store.get(TABLE, "c"))).isEmpty();
            assertThat(store.health().lostAt()).isEmpty();
        }
    }

    @Test
    void lossShouldBeToldWhenTheFolderIsRemovedWhileInUse() throws IOException {
        Path folder = parent.resolve("store");
        try (FileStore store = open(folder)) {
            Answers.of(put(store, "a", null, "1"));
            removeAll(folder);

            await().untilAsserted(() -> {
                timer.turn(Duration.ofSeconds(3));
                assertThat(store.health().lostAt()).isPresent();
            });

            recovers(store);
            assertThat(Answers.of(store.get(TABLE, "a"))).isEmpty();
        }
    }

    @Test
    void storeShouldRecoverWhenARealDiskIsFull() throws Exception {
        Path mount = Files.createDirectory(parent.resolve("mount"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount.toString()) == 0,
                "a small file system can be mounted by root only, and not in every container; the same is tested with a disk that pretends");
        try {
            Path filler = mount.resolve("filler");
            Path folder = mount.resolve("store");
            int kept;
            try (FileStore store = new FileStore(folder, Duration.ofSeconds(20), timer)) {
                Answers.of(put(store, "a", null, "1"));
                Files.write(filler, new byte[1_900_000]);
                kept = fillUp(store, "key");
                assertThat(Answers.trouble(put(store, "x", null, "v".repeat(10_000)))).hasMessageContaining("No space left on device");
                assertThat(Answers.of(store.get(TABLE, "key0"))).isPresent();
                Files.delete(filler);
                recovers(store);
            }
            try (FileStore store = open(folder)) {
                assertThat(Answers.of(store.list(TABLE, "", "", 10_000))).hasSize(Math.min(10_000, kept + 2));
                assertThat(store.health().lostAt()).isEmpty();
            }
        } finally {
            run("umount", mount.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void removeAll(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
