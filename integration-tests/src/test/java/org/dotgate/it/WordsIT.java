package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words filter at a real dot: what senders do to hide a phrase, and what they are told. */
class WordsIT {
    private static final String INI = """
            [dot]
            run = words
            [filter words]
            type = words
            list = conf/spamwords.txt
            reply = 550 5.7.1 Message refused by local policy
            """;

    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .file("conf/spamwords.txt", "# what is not wanted\nreplica watches\nsubject:you have won\n0.5\tcheap\n0.5\tpills\n")
                .with(SmtpBlock.gated("gate", INI))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("plain text", text("buy replica watches today"), true),
                Arguments.of("other case, over a line end", text("buy REPLICA\r\nWatches today"), true),
                Arguments.of("an accent", text("buy r\u00e9plica watches today"), true),
                Arguments.of("part of a longer word", text("buy replica watchesful today"), false),
                Arguments.of("base64", part("text/plain; charset=utf-8", "base64",
                        Base64.getMimeEncoder().encodeToString("buy replica watches today".getBytes(StandardCharsets.UTF_8))), true),
                Arguments.of("quoted-printable", part("text/plain", "quoted-printable", "buy re=70lica wat=\r\nches today"), true),
                Arguments.of("HTML with tags inside a word", part("text/html", "7bit",
                        "<html><style>x{}</style><p>buy rep<b></b>lica&nbsp;watches</p></html>"), true),
                Arguments.of("an HTML comment only", part("text/html", "7bit", "<p>hello <!-- replica watches --></p>"), false),
                Arguments.of("an encoded Subject", "Subject: =?utf-8?B?UmVwbGljYQ==?= =?utf-8?Q?_watches?=\r\n\r\nhello\r\n", true),
                Arguments.of("the Subject for a Subject phrase", "Subject: You have won!\r\n\r\nhello\r\n", true),
                Arguments.of("the body for a Subject phrase", text("you have won"), false),
                Arguments.of("half the score", text("cheap flights"), false),
                Arguments.of("scores that add up", text("cheap pills"), true),
                Arguments.of("nothing unwanted", text("see you on Monday"), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theMessageShouldBeRefusedExactlyWhenItShowsAnUnwantedPhraseIn(String label, String message, boolean refused) {
        String sender = Scene.open("words").sender();
        try (SmtpClient client = james.connect("gate")) {
            client.openData(sender, RealJames.BEN).dot(message.getBytes(StandardCharsets.UTF_8)).expect(refused ? 550 : 250);
            client.quit();
        }

        assertThat(james.delivered(sender)).hasSize(refused ? 0 : 1);
    }

    @Test
    void onlyTheLogShouldNameThePhraseWhenAMessageIsRefused() {
        try (LogWatch log = LogWatch.open(); SmtpClient client = james.connect("gate")) {
            SmtpReply reply = client.send("who@client.test", RealJames.BEN, text("buy replica watches today")).expect(550);
            assertThat(reply.lines()).containsExactly("550 5.7.1 Message refused by local policy");
            assertThat(log.ofDotgate()).anySatisfy(said -> assertThat(said).contains("replica watches"));
            client.quit();
        }
    }

    private static String text(String body) {
        return "Subject: hello\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body + "\r\n";
    }

    private static String part(String type, String encoding, String body) {
        return "Subject: hello\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=edge\r\n\r\n--edge\r\n"
                + "Content-Type: text/plain\r\n\r\nsee below\r\n--edge\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body + "\r\n--edge--\r\n";
    }
}
