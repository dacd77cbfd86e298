package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<Path> unread = new ArrayList<>();
        for (Path message : messages()) {
            check(message, Files.readAllBytes(message), unread);
        }
        assertFew(unread);
    }

    @Test
    void messagesShouldBeReadWholeWhenTheyAreCutInTheMiddle() throws IOException {
        List<Path> unread = new ArrayList<>();
        for (Path message : messages()) {
            byte[] all = Files.readAllBytes(message);
            check(message, Arrays.copyOf(all, all.length / 2), unread);
        }
        assertFew(unread);
    }

    /** Some have a boundary of unlawful length, made to test that. */
    private static void assertFew(List<Path> unread) throws IOException {
        assertThat(unread).hasSizeLessThanOrEqualTo(messages().size() / 100);
    }

    private static void check(Path name, byte[] message, List<Path> unread) throws IOException {
        WalkResult result = Seen.in(message, MimeLimits.DEFAULT).result;
        if (!result.isComplete()) {
            assertThat(result.limit()).as("%s", name).contains(Limit.STRUCTURE);
            unread.add(name);
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
