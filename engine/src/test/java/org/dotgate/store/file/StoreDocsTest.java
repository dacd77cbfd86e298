package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.dotgate.store.Answers;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
