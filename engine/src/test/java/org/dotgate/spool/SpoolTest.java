package org.dotgate.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dotgate.mail.SpooledMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    /** The kernel gives no process so high an id. */
    private static final long NOBODY = 99_999_999L;

    @TempDir
    private Path parent;
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = new Spool(parent);
    }

    @AfterEach
    void close() {
        spool.close();
        assertThat(spool.folder()).doesNotExist();
    }

    @Test
    void folderShouldBeClosedToOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.folder()))).isEqualTo("rwx------");
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {0, 1, 100 * 1024, 100 * 1024 + 1, 3_000_000})
    void messageShouldBeByteExactWhenReadFromAStream(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        SpooledMessage message = spool.of(new ByteArrayInputStream(content));

        assertThat(message.size()).isEqualTo(size);
        assertThat(message.open()).hasBinaryContent(content);
        assertThat(message.file()).hasBinaryContent(content);
        assertThat(message.file()).as("the same file each time").isEqualTo(message.file());
        message.close();
        assertThat(files(spool.folder())).isEmpty();
    }

    @Test
    void fileShouldBeLinkedWhenItCanBe() throws IOException {
        Path given = Files.writeString(parent.resolve("james.eml"), "Subject: hello\r\n\r\nworld\r\n");

        SpooledMessage message = spool.of(given);

        assertThat(Files.readAttributes(message.file(), "unix:nlink").get("nlink")).isEqualTo(2);
        Files.delete(given);
        assertThat(message.open()).hasContent("Subject: hello\r\n\r\nworld\r\n");
        message.close();
        assertThat(files(spool.folder())).isEmpty();
    }

    @Test
    void fileShouldBeCopiedWhenItLiesOnAnotherFileSystem() throws IOException {
        Path elsewhere = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(elsewhere)
                && !Files.getFileStore(elsewhere).equals(Files.getFileStore(parent)),
                "a second file system is needed to copy from, and /dev/shm is none here");
        Path given = Files.createTempFile(elsewhere, "dotgate-test-", ".eml");
        Files.writeString(given, "Subject: hello\r\n");

        SpooledMessage message = spool.of(given);

        Files.delete(given);
        assertThat(message.open()).hasContent("Subject: hello\r\n");
        message.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("a file of James's", (Way) (spool, file) -> spool.of(file)),
                Arguments.of("a stream", (Way) (spool, file) -> spool.of(Files.newInputStream(file))),
                Arguments.of("memory, for a script", (Way) (spool, file) -> spool.of(Files.readAllBytes(file))));
    }

    private interface Way {
        SpooledMessage spooled(Spool spool, Path file) throws IOException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void messageShouldBeSpooledWhenTheFolderHasBeenRemoved(String label, Way way) throws IOException {
        Path given = Files.writeString(parent.resolve("james.eml"), "Subject: hello\r\n\r\n" + "x".repeat(200_000));
        Files.delete(spool.folder());

        SpooledMessage message = way.spooled(spool, given);

        assertThat(message.file()).hasSameBinaryContentAs(given).hasParent(spool.folder());
        folderShouldBeClosedToOthers();
        message.close();
    }

    @Test
    void messageShouldNotGoWhereALinkLeadsThatHasTakenTheFoldersPlace(@TempDir Path elsewhere) throws IOException {
        Files.delete(spool.folder());
        Files.createSymbolicLink(spool.folder(), elsewhere);

        SpooledMessage message = spool.of(new ByteArrayInputStream(new byte[200_000]));

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(message.file()).hasSize(200_000);
        message.close();
    }

    @Test
    void nothingShouldBeMadeWhenTheSpoolIsClosed() throws IOException {
        spool.close();

        assertThatThrownBy(() -> spool.of(new ByteArrayInputStream(new byte[200_000]))).hasMessageContaining("closed");

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void nothingShouldBeLeftWhenTheFileToTakeIsGone() throws IOException {
        assertThatThrownBy(() -> spool.of(parent.resolve("gone.eml"))).isInstanceOf(IOException.class);

        assertThat(files(spool.folder())).isEmpty();
    }

    @Test
    void nothingShouldBeLeftWhenTheStreamBreaks() throws IOException {
        InputStream breaking = new FilterInputStream(new ByteArrayInputStream(new byte[400_000])) {
            private int given;

            @Override
            public int read(byte[] octets, int from, int length) throws IOException {
                given += length;
                if (given > 300_000) {
                    throw new IOException("connection reset");
                }
                return super.read(octets, from, length);
            }
        };

        assertThatThrownBy(() -> spool.of(breaking)).hasMessage("connection reset");

        assertThat(files(spool.folder())).isEmpty();
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {200, 500_000})
    void readerShouldComeToTheEndWhenTheMessageIsClosedMeanwhile(int size) throws IOException {
        byte[] content = "x".repeat(size).getBytes(US_ASCII);
        SpooledMessage message = spool.of(new ByteArrayInputStream(content));
        try (InputStream reader = message.open()) {
            byte[] head = reader.readNBytes(100);

            message.close();

            assertThat(head.length + reader.readAllBytes().length).isEqualTo(size);
        }
        assertThatThrownBy(message::open).isInstanceOf(IOException.class).hasMessageContaining("no longer");
        assertThatThrownBy(message::file).isInstanceOf(IOException.class).hasMessageContaining("no longer");
        message.close();
        assertThat(files(spool.folder())).isEmpty();
    }

    @Test
    void leftoversShouldBeRemovedWhenTheirProcessIsNoMore() throws IOException {
        Path dead = leftover(NOBODY, 1_700_000_000_000L);
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().orElseThrow().toEpochMilli();
        Path reused = leftover(self.pid(), start - 60_000);
        Path alive = leftover(self.pid(), start);
        Path other = Files.createDirectory(parent.resolve("dotgate-spool-of-mine"));

        new Spool(parent).close();

        assertThat(dead).as("dead process").doesNotExist();
        assertThat(reused).as("earlier process of the same id").doesNotExist();
        assertThat(alive).as("another spool of a living process").isDirectory();
        assertThat(other).as("not ours").isDirectory();
        assertThat(spool.folder()).as("our own first spool").isDirectory();
    }

    @Test
    void folderShouldNotBeEmptiedWhenALinkToItLooksLikeALeftover(@TempDir Path precious) throws IOException {
        Path mail = Files.writeString(precious.resolve("mail.eml"), "Subject: precious\r\n");
        Files.createSymbolicLink(parent.resolve("dotgate-spool-" + NOBODY + "-1-x"), precious);

        new Spool(parent).close();

        assertThat(mail).exists();
    }

    private Path leftover(long pid, long start) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("dotgate-spool-" + pid + "-" + start + "-abc"));
        Files.writeString(folder.resolve("1.eml"), "Subject: left\r\n");
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
