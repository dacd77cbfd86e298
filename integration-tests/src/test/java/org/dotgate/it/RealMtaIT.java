package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.Meanings;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.it.harness.Postfix;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What call-outs make of what a real Postfix says. Skipped where there is none and none can be installed. */
class RealMtaIT {
    private static Postfix postfix;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        postfix = Postfix.startOrSkip(folder);
    }

    @AfterAll
    static void stop() {
        if (postfix != null) {
            postfix.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "anna@real.test,           '',                  ACCEPTED",
        "nobody@real.test,         '',                  NO_SUCH_ADDRESS",
        "moved@real.test,          '',                  NO_SUCH_ADDRESS",
        "full@real.test,           '',                  EXISTS",
        "grey@real.test,           '',                  COME_AGAIN",
        "anna@elsewhere.test,      '',                  REFUSES_US",
        "anna@real.test,           refused@sender.test, BAD_SENDER",
        "anna@real.test,           other@sender.test,   ACCEPTED",
        "spamhaus-list@real.test,  '',                  NO_SUCH_ADDRESS",
    })
    void replyToRecipientShouldBeUnderstood(String recipient, String sender, Meaning meaning) {
        try (SmtpClient client = SmtpClient.connect(postfix.address())) {
            client.greet().command("MAIL FROM:<" + sender + ">", 250);
            RemoteReply reply = remote(client.line("RCPT TO:<" + recipient + ">").reply());

            assertThat(Meanings.of(Stage.RCPT, reply)).as("%s: %s", reply, Meanings.why(Stage.RCPT, reply)).isEqualTo(meaning);
            if (meaning == Meaning.COME_AGAIN) {
                assertThat(Meanings.comeAgainIn(reply)).contains(Duration.ofMinutes(5));
            }
            assertThat(Meanings.of(Stage.RSET, remote(client.command("RSET", 250)))).isEqualTo(Meaning.ACCEPTED);
            assertThat(Meanings.of(Stage.QUIT, remote(client.command("QUIT", 221)))).isEqualTo(Meaning.ACCEPTED);
        }
    }

    @Test
    void nonsenseShouldNotTellAnythingAboutTheAddress() {
        try (SmtpClient client = SmtpClient.connect(postfix.address())) {
            client.greet();
            assertThat(Meanings.of(Stage.RCPT, remote(client.line("RCPT TO:<anna@real.test>").reply()))).isEqualTo(Meaning.UNCLEAR);
            client.command("MAIL FROM:<>", 250);
            assertThat(Meanings.of(Stage.RCPT, remote(client.line("RCPT TO:<anna real.test>").reply()))).isEqualTo(Meaning.UNCLEAR);
            assertThat(Meanings.of(Stage.MAIL, remote(client.line("MAIL FROM:<>").reply()))).isEqualTo(Meaning.REFUSES_US);
        }
    }

    private static RemoteReply remote(SmtpReply reply) {
        return new RemoteReply(reply.code(), reply.lines().stream().map(line -> line.substring(4)).collect(Collectors.toList()));
    }
}
