package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real mail through a real gate with a words filter: each message gets one reply, nothing breaks, in bounded time. The
 * samples that ship always; a folder of one's own when {@code DOTGATE_CORPUS} names it.
 */
class CorpusIT {
    /** No message may take longer, from dot to reply. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    /** What is said to a message that is too tangled to be searched to its end. */
    private static final String TOO_TANGLED = "451 4\\.7\\.1 Message cannot be checked in full";

    private static final String WORDS = """
            # phrases that some mail has
            viagra
            subject:you have won
            act now
            1\tclick here
            unsub*
            *lottery*
            """;

    private static final String INI = """
            [dot]
            run = words
            [filter words]
            type = words
            list = conf/spamwords.txt
            threshold = 1
            """;

    @TempDir
    private Path directory;

    private RealJames james;

    @BeforeEach
    void boot() throws Exception {
        james = RealJames.in(directory)
                .file("conf/spamwords.txt", WORDS)
                .with(SmtpBlock.gated("gate", INI))
                .start();
    }

    @AfterEach
    void end() {
        james.close();
    }

    @Test
    void everySampleShouldGetOneReplyInTimeWhenItIsSent() throws IOException {
        sendAll(Path.of("..", "bundle", "src", "main", "resources", "org", "dotgate", "cli", "demo"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DOTGATE_CORPUS", matches = ".+")
    void everyMessageOfTheCorpusShouldGetOneReplyInTimeWhenItIsSent() throws IOException {
        sendAll(Path.of(System.getenv("DOTGATE_CORPUS")));
    }

    private void sendAll(Path folder) throws IOException {
        List<Path> messages;
        try (Stream<Path> files = Files.walk(folder)) {
            messages = files.filter(file -> file.toString().endsWith(".eml")).sorted().collect(Collectors.toList());
        }
        assertThat(messages).isNotEmpty();
        int number = 0;
        try (LogWatch log = LogWatch.open(); SmtpClient client = james.connect("gate")) {
            for (Path message : messages) {
                byte[] content = crlf(Files.readAllBytes(message));
                client.openData("corpus" + ++number + "@client.test", RealJames.BEN);
                long dot = System.nanoTime();
                SmtpReply reply = client.dot(content).reply();
                assertThat(Duration.ofNanos(System.nanoTime() - dot)).as("time for %s", message).isLessThan(SLOWEST);
                assertThat(reply.last()).as("reply to %s", message).matches("(250 2|550 5)\\..*|" + TOO_TANGLED);
                assertThat(client.command("NOOP", 250).lines()).as("one reply to %s", message).hasSize(1);
            }
            client.quit();
            assertThat(log.troubles()).isEmpty();
        }
    }

    /** The message with the line ends that SMTP wants. */
    private static byte[] crlf(byte[] content) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(content.length + 1024);
        for (int at = 0; at < content.length; at++) {
            boolean crlf = content[at] == '\r' && at + 1 < content.length && content[at + 1] == '\n';
            if (crlf || content[at] == '\n' || content[at] == '\r') {
                lines.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                at += crlf ? 1 : 0;
            } else {
                lines.write(content[at]);
            }
        }
        if (lines.size() > 0 && content[content.length - 1] != '\n' && content[content.length - 1] != '\r') {
            lines.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return lines.toByteArray();
    }
}
