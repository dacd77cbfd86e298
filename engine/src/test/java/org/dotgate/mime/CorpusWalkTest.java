package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Walks every message of the folder that the environment variable {@code DOTGATE_CORPUS} names. */
@EnabledIfEnvironmentVariable(named = "DOTGATE_CORPUS", matches = ".+")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CorpusWalkTest {
    @Test
    void everyMessageShouldBeReadWhole() throws IOException {
        for (Path message : messages()) {
            Seen seen = Seen.in(Files.readAllBytes(message), MimeLimits.DEFAULT);
            assertThat(seen.result.isComplete()).as("%s", message).isTrue();
        }
    }

    @Test
    void messagesCutAnywhereShouldBeReadWhole() throws IOException {
        for (Path message : messages()) {
            byte[] all = Files.readAllBytes(message);
            byte[] half = Arrays.copyOf(all, all.length / 2);
            assertThat(Seen.in(half, MimeLimits.DEFAULT).result.isComplete()).as("%s", message).isTrue();
        }
    }

    private static List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getenv("DOTGATE_CORPUS")))) {
            List<Path> messages = files.filter(file -> file.toString().endsWith(".eml")).sorted().collect(Collectors.toList());
            assertThat(messages).isNotEmpty();
            return messages;
        }
    }
}
