package org.dotgate.hooks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.dotgate.hooks.StandingTimer;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkedSessionTest {
    private final StandingTimer timer = new StandingTimer();
    private final SMTPSession session = new FakeConnection(Runnable::run).session;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            with parameters | MAIL FROM:<ann@example.net> SIZE=100 | ann@example.net
            null sender     | MAIL FROM:<>                         | ~~
            cut short       | MAIL FROM:<ann@example.net           | ~~
            no brackets     | MAIL FROM:ann@example.net            | ~~
            turned round    | MAIL FROM:>ann@example.net<          | ~~
            hostile         | MAIL FROM:<a\u0000b@example.net>     | a?b@example.net
            """)
    void senderShouldBeWhatTheCommandSays(String label, String line, String sender) {
        ParkedSession told = at(line);

        assertThat(told.at()).isEqualTo(Command.MAIL);
        assertThat(told.sender()).isEqualTo(sender);
        assertThat(told.recipients()).isEmpty();
    }

    @Test
    void recipientAskedAboutShouldStandBeforeThoseThatWereTaken() throws Exception {
        session.setAttachment(SMTPSession.SENDER, MaybeSender.of(new MailAddress("ann@example.net")), State.Transaction);
        session.setAttachment(SMTPSession.RCPT_LIST, List.of(new MailAddress("ben@example.org")), State.Transaction);

        ParkedSession told = at("rcpt to:<carla@example.org>");

        assertThat(told.at()).isEqualTo(Command.RCPT);
        assertThat(told.sender()).isEqualTo("ann@example.net");
        assertThat(told.recipients()).containsExactly("carla@example.org", "ben@example.org");
        timer.turn(Duration.ofSeconds(2));
        assertThat(told.age()).hasSeconds(2);
    }

    @Test
    void textsShouldBeBoundedWhenThereAreManyRecipients() {
        List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "r".repeat(900) + "@example.org").collect(Collectors.toList());

        ParkedSession told = new ParkedSession(Command.DOT, Client.at(session.getRemoteAddress().getAddress()).build(),
                new Envelope("a\r\n", many), "Mail1", () -> "", timer, 0);

        assertThat(told.recipients()).hasSize(20).allSatisfy(recipient -> assertThat(recipient).hasSize(500));
        assertThat(told.sender()).isEqualTo("a??");
    }

    private ParkedSession at(String line) {
        return ParkedSession.atCommand(session, (line + "\r\n").getBytes(StandardCharsets.UTF_8), timer);
    }
}
