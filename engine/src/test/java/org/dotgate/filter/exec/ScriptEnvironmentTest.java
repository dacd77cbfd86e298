package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptEnvironmentTest {
    @TempDir
    Path directory;

    Path message;

    @BeforeEach
    void setUp() throws Exception {
        message = Files.writeString(directory.resolve("message.eml"), "Subject: hello\r\n");
    }

    private static Map<String, String> with(Path message, String helo, String sender, List<String> recipients) {
        return ScriptEnvironment.of(
                TestTransaction.of(message, TestTransaction.client().helo(helo).build(), sender, recipients));
    }

    @Test
    void variablesShouldTellTheTransaction() {
        Transaction transaction = TestTransaction.of(message, TestTransaction.client().tls("TLSv1.3 X").user("ann").build(),
                "alice@example.org", List.of("bob@example.net", "carol@example.net")).at(Event.QUIT);
        assertThat(ScriptEnvironment.of(transaction)).isEqualTo(Map.ofEntries(
                Map.entry("DOTGATE_EVENT", "quit"),
                Map.entry("DOTGATE_CLIENT_IP", "192.0.2.7"),
                Map.entry("DOTGATE_CLIENT_NAME", "mx.example.org"),
                Map.entry("DOTGATE_HELO", "helo.example.org"),
                Map.entry("DOTGATE_USER", "ann"),
                Map.entry("DOTGATE_SENDER", "alice@example.org"),
                Map.entry("DOTGATE_RECIPIENTS", "bob@example.net\ncarol@example.net"),
                Map.entry("DOTGATE_RECIPIENT_COUNT", "2"),
                Map.entry("DOTGATE_TLS", "TLSv1.3 X"),
                Map.entry("DOTGATE_SIZE", "16"),
                Map.entry("DOTGATE_ID", "Mail17")));
    }

    @Test
    void nullReversePathShouldBeEmpty() {
        assertThat(with(message, "h", "", List.of())).containsEntry("DOTGATE_SENDER", "");
    }

    @Test
    void envWithLineEndsInHelo() {
        assertThat(with(message, "a\r\nDOTGATE_TLS=x\0\u0085\u2028b", "s", List.of("r")))
                .containsEntry("DOTGATE_HELO", "a??DOTGATE_TLS=x???b");
    }

    @Test
    void recipientWithALineEndShouldStayOneLine() {
        assertThat(with(message, "h", "s", List.of("bob\n@example.net", "carol@example.net")))
                .containsEntry("DOTGATE_RECIPIENTS", "bob?@example.net\ncarol@example.net");
    }

    @Test
    void thousandsOfRecipientsShouldStayWithinTheSystemsLimit() {
        List<String> recipients = Collections.nCopies(50_000, "\u20ac\u20ac\u20ac@example.net");
        Map<String, String> variables = with(message, "\u20ac".repeat(1 << 20), "s", recipients);
        assertThat(variables.get("DOTGATE_RECIPIENTS").lines()).hasSizeGreaterThan(1_000)
                .allMatch(line -> line.equals("\u20ac\u20ac\u20ac@example.net"));
        assertThat(variables).containsEntry("DOTGATE_RECIPIENT_COUNT", "50000");
        assertThat(variables.values()).allMatch(value -> value.getBytes(StandardCharsets.UTF_8).length < 128 << 10);
    }
}
