package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.store.Answers;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in docs/store.md are what is written: a change of them is a change of the format. */
class StoreDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "store.md");

    @TempDir
    private Path folder;

    @Test
    void filesShouldBeWrittenAsThePageShows() throws IOException {
        try (FileStore store = new FileStore(folder, Duration.ofSeconds(20), new ManualTimer())) {
            Answers.of(store.replace("greylist", "192.0.2.0/24 anna@example.org ben@example.net", null,
                    "p 1764000000 1764000312 3", Instant.parse("2027-01-02T00:00:00Z")));
            String journal = dump(folder.resolve("journal-00000001"));

            Answers.of(store.compact());

            assertThat(Files.readString(PAGE)).contains(journal).contains(dump(folder.resolve("records-00000001-00000001")));
        }
    }

    @Test
    void filesOfThePageShouldBeRead() throws IOException {
        for (String name : List.of("journal-00000001", "records-00000001-00000001")) {
            Path old = Files.createDirectories(folder.resolve("of-" + name));
            Files.write(old.resolve(name), shown(name.replaceFirst("(journal|records)-.*", "dotgate-$1")));

            if (name.startsWith("records")) {
                Files.write(old.resolve("journal-00000002"), FileKind.JOURNAL.line());
            }

            try (FileStore store = new FileStore(old, Duration.ofSeconds(20), new ManualTimer())) {
                assertThat(Answers.of(store.get("greylist", "192.0.2.0/24 anna@example.org ben@example.net")).orElseThrow().value())
                        .isEqualTo("p 1764000000 1764000312 3");
                assertThat(store.health().lostAt()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal-00000001", "records-00000001-00000001"})
    void fileOfANewerVersionShouldBeSetAsideUntouchedAndSaidToBeOne(String name) throws IOException {
        byte[] newer = shown(name.replaceFirst("(journal|records)-.*", "dotgate-$1"));
        newer[new String(newer, StandardCharsets.ISO_8859_1).indexOf(" 1\n") + 1] = '2';
        Files.write(folder.resolve(name), newer);
        try (FileChannel channel = FileChannel.open(folder.resolve(name))) {
            FileKind kind = name.startsWith("journal") ? FileKind.JOURNAL : FileKind.RECORDS;
            assertThatThrownBy(() -> kind.check(channel)).hasMessage(FileKind.NEWER);
        }

        try (FileStore store = new FileStore(folder, Duration.ofSeconds(20), new ManualTimer())) {
            assertThat(Answers.of(store.list("greylist", "", "", 10))).isEmpty();
            assertThat(store.health().lostAt()).isPresent();
            assertThat(Answers.of(store.replace("greylist", "key", null, "1", Instant.parse("2027-01-02T00:00:00Z")))).isTrue();
        }

        assertThat(names()).anyMatch(path -> path.startsWith("set-aside-"));
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(file -> file.getParent().getFileName().toString().startsWith("set-aside-")).findFirst().orElseThrow())
                    .hasFileName(name).hasBinaryContent(newer);
        }
    }

    @Test
    void folderShouldHaveTheNamesThatThePageShows() throws IOException {
        String tree = Files.readString(PAGE).replaceAll("(?s).*```text\nvar/dotgate/\n(.*?)```.*", "$1");
        List<String> shown = tree.lines().map(line -> line.trim().replaceFirst("  .*", "").replaceFirst("/$", "")).collect(Collectors.toList());
        assertThat(shown).hasSize(5);
        Files.write(folder.resolve("journal-00000001"), new byte[100]);
        try (FileStore store = new FileStore(folder, Duration.ofSeconds(20), new ManualTimer())) {
            Answers.of(store.replace("greylist", "key", null, "1", Instant.parse("2027-01-02T00:00:00Z")));
            Answers.of(store.compact());
            assertThat(names()).contains(shown.get(0)).allSatisfy(there -> assertThat(shown)
                    .anyMatch(name -> there.replaceAll("[0-9]", "0").equals(name.replaceAll("[0-9]", "0"))));
        }
        assertThat(names().stream().map(name -> name.replaceFirst("-.*", "")).distinct()).contains("lock", "journal", "records", "set");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }

    /** The octets of the dump that begins with this text. */
    private static byte[] shown(String beginning) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Pattern.compile("(?s)```text\n(0000.*?)```").matcher(Files.readString(PAGE)).results().map(dump -> dump.group(1))
                .filter(dump -> dump.lines().findFirst().orElse("").contains(beginning))
                .flatMap(String::lines).map(line -> line.substring(6, 46).replace(" ", ""))
                .forEach(line -> {
                    for (int i = 0; i < line.length(); i += 2) {
                        octets.write(Integer.parseInt(line.substring(i, i + 2), 16));
                    }
                });
        return octets.toByteArray();
    }

    private static String dump(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        StringBuilder dump = new StringBuilder();
        for (int line = 0; line < octets.length; line += 16) {
            StringBuilder text = new StringBuilder();
            StringBuilder hex = new StringBuilder();
            for (int i = line; i < Math.min(line + 16, octets.length); i++) {
                hex.append(String.format("%02x", octets[i])).append(i % 2 == 0 ? "" : " ");
                text.append(octets[i] >= ' ' && octets[i] < 0x7F ? (char) octets[i] : '.');
            }
            dump.append(String.format("%04x  %-40s %s%n", line, hex, text));
        }
        return dump.toString();
    }
}
