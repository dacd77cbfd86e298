package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.store.Entry;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they were written. */
class FileStoreDamageTest {
    private static final String TABLE = "greylist";
    private static final int RECORDS = 2_000;

    @TempDir
    private Path parent;
    private final ManualTimer timer = new ManualTimer();
    private Path sound;
    private Path folder;

    /** A folder with a file of records and a journal, each with half of them. */
    @BeforeEach
    void fill() {
        sound = parent.resolve("sound");
        try (FileStore store = open(sound)) {
            for (int part = 0; part < 4; part++) {
                for (int i = part; i < RECORDS; i += 4) {
                    Answers.of(store.replace(TABLE, "key" + i, null, value(i), timer.now().plusSeconds(1_000)));
                }
                if (part == 1) {
                    Answers.of(store.compact());
                }
            }
        }
    }

    private static String value(int i) {
        return "value of a length that makes a file of some kilobytes, number " + i;
    }

    private FileStore open(Path path) {
        return new FileStore(path, Duration.ofSeconds(20), timer, new Disk(), 24 << 20);
    }

    private void copy() throws IOException {
        folder = Files.createTempDirectory(parent, "store");
        for (Path file : files(sound)) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path file(String beginning) throws IOException {
        return files(folder).stream().filter(file -> file.getFileName().toString().startsWith(beginning)).findFirst().orElseThrow();
    }

    /** Opens the store, looks whether each record is as it was or not there, and whether it can be worked with. */
    private int usable(Predicate<FileStore> lost) throws IOException {
        int count;
        try (FileStore store = open(folder)) {
            count = checked(store);
            assertThat(lost.test(store)).isTrue();
            assertThat(Answers.of(store.replace(TABLE, "new", null, "1", timer.now().plusSeconds(1_000)))).isTrue();
        }
        try (FileStore store = open(folder)) {
            assertThat(checked(store)).isEqualTo(count + 1);
            assertThat(store.health().lostAt()).as("lost again at the next start").isEmpty();
        }
        return count;
    }

    private int checked(FileStore store) {
        List<Entry> all = Answers.of(store.list(TABLE, "", "", 10_000));
        for (Entry entry : all) {
            if (entry.key().startsWith("key")) {
                assertThat(entry.value()).isEqualTo(value(Integer.parseInt(entry.key().substring(3))));
            }
        }
        return all.size();
    }

    private List<Path> setAside() throws IOException {
        List<Path> aside = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> file.getParent().getFileName().toString().startsWith("set-aside-2026-01-01T")).forEach(aside::add);
        }
        return aside;
    }

    @Test
    void allShouldBeThereWhenNothingIsWrong() throws IOException {
        copy();
        assertThat(usable(store -> store.health().lostAt().isEmpty())).isEqualTo(RECORDS);
        assertThat(setAside()).isEmpty();
    }

    @Test
    void fileOfRecordsShouldOpenWithWhatIsWholeWhenCutAtEveryKilobyte() throws IOException {
        copy();
        long size = Files.size(file("records"));
        assertThat(size).isGreaterThan(50_000);
        int before = 0;
        for (long cut = 0; cut < size; cut += 1_024) {
            copy();
            truncate(file("records"), cut);

            int count = usable(store -> store.health().lostAt().isPresent());

            assertThat(count).isBetween(before, RECORDS);
            assertThat(setAside()).hasSize(1);
            before = count;
        }
        assertThat(before).isEqualTo(RECORDS);
    }

    @Test
    void journalShouldOpenWithWhatIsWholeWhenCutAtEveryKilobyte() throws IOException {
        copy();
        long size = Files.size(file("journal"));
        assertThat(size).isGreaterThan(50_000);
        int before = 0;
        for (long cut = 0; cut < size; cut += 1_024) {
            copy();
            truncate(file("journal"), cut);

            // as if the process had ended there
            int count = usable(store -> store.health().lostAt().isEmpty());

            assertThat(count).isBetween(before, RECORDS);
            before = count;
        }
        assertThat(before).isGreaterThan(RECORDS - 20);
    }

    @Test
    void fileShouldBeSetAsideAndTheRestKeptWhenAnOctetOfItChanges() throws IOException {
        for (String kind : List.of("records", "journal")) {
            copy();
            long size = Files.size(file(kind));
            for (long place = 3; place < size; place += size / 40) {
                copy();
                Path file = file(kind);
                flip(file, place);
                byte[] damaged = Files.readAllBytes(file);

                usable(store -> store.health().lostAt().isPresent());

                assertThat(setAside()).as("%s, octet %d", kind, place).hasSize(1)
                        .allSatisfy(aside -> assertThat(aside).hasBinaryContent(damaged));
            }
        }
    }

    @Test
    void recordsOfOtherBlocksShouldBeKeptWhenOneIsDamaged() throws IOException {
        copy();
        flip(file("records"), 10_000);

        assertThat(usable(store -> store.health().lostAt().isPresent())).isBetween(RECORDS - 60, RECORDS - 1);
    }

    @Test
    void storeShouldStartEmptyWhenEveryFileIsGarbage() throws IOException {
        copy();
        for (Path file : files(folder)) {
            Files.writeString(file, "HTTP/1.1 200 OK\r\n\r\n<html>not what you think");
        }

        assertThat(usable(store -> store.health().lostAt().isPresent())).isZero();
        assertThat(setAside()).hasSize(2);
    }

    @Test
    void filesShouldBeSetAsideWhenANewerDotgateWroteThem() throws IOException {
        copy();
        for (String kind : List.of("records", "journal")) {
            try (RandomAccessFile file = new RandomAccessFile(file(kind).toFile(), "rw")) {
                file.seek(("dotgate-" + kind + " ").length());
                file.write('2');
            }
        }

        assertThat(usable(store -> store.health().lostAt().isPresent())).isZero();
        assertThat(setAside()).hasSize(2);
    }

    @Test
    void lossShouldBeToldWhenAFileHasBeenRemoved() throws IOException {
        copy();
        Files.delete(file("records"));
        assertThat(usable(store -> store.health().lostAt().isPresent())).isPositive();

        copy();
        Files.delete(file("journal"));
        assertThat(usable(store -> store.health().lostAt().isPresent())).isPositive();
    }

    @Test
    void unfinishedFileShouldBeOfNoAccountWhenTheProcessEndedOverIt() throws IOException {
        copy();
        Files.writeString(folder.resolve("records-00000001-00000002.new"), "dotgate-records 1\nand then");

        assertThat(usable(store -> store.health().lostAt().isEmpty())).isEqualTo(RECORDS);
        assertThat(folder.resolve("records-00000001-00000002.new")).doesNotExist();
    }

    @Test
    void storeShouldBeReadAnewWhenAFileIsDamagedWhileInUse() throws IOException {
        copy();
        try (FileStore store = open(folder)) {
            flip(file("records"), 10_000);

            Answers.trouble(store.list(TABLE, "", "", 10_000));

            await().untilAsserted(() -> assertThat(store.health().lostAt()).isPresent());
            await().untilAsserted(() -> assertThat(store.list(TABLE, "", "", 10_000)).succeedsWithin(Duration.ofSeconds(5)));
            assertThat(checked(store)).isBetween(RECORDS - 60, RECORDS - 1);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static void flip(Path file, long place) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(place);
            int octet = open.read();
            open.seek(place);
            open.write(octet ^ 0x10);
        }
    }
}
