package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a user writes to may answer: from the mailet that learns it to the filter that goes by it, across a restart. */
class CorrespondentsIT {
    private static final String INI = """
            [dot]
            run = allow, words
            [filter allow]
            type = allow
            learned = yes
            require-auth = none
            [filter words]
            type = words
            list = conf/spamwords.txt
            """;
    private static final String ANNA = "anna@client.test";

    @Test
    void mailFromWhomAUserHasWrittenToShouldSkipTheWordsAlsoAfterARestart(@TempDir Path directory) throws Exception {
        try (RealJames james = james(directory).start()) {
            assertThat(answer(james, ANNA, RealJames.BEN)).as("nobody has written yet").isEqualTo(550);
            write(james, ANNA);
            james.settle();

            assertThat(answer(james, ANNA, RealJames.BEN)).isEqualTo(250);
            assertThat(answer(james, ANNA, RealJames.CARLA)).as("another user").isEqualTo(550);
            assertThat(answer(james, "eve@client.test", RealJames.BEN)).as("another sender").isEqualTo(550);
        }
        try (RealJames james = james(directory).start()) {
            assertThat(answer(james, ANNA, RealJames.BEN)).isEqualTo(250);
        }
    }

    private static RealJames james(Path directory) {
        return RealJames.in(directory)
                .file("conf/dotgate.ini", INI)
                .file("conf/spamwords.txt", "online casino\n")
                .mailet("<mailet match=\"SMTPAuthSuccessful\" class=\"org.dotgate.mailets.LearnCorrespondents\"/>")
                .with(SmtpBlock.bare("mx").gate().dotHook().authenticating());
    }

    private static void write(RealJames james, String recipient) {
        String login = Base64.getEncoder()
                .encodeToString(("\0" + RealJames.BEN + "\0" + RealJames.PASSWORD).getBytes(StandardCharsets.US_ASCII));
        try (SmtpClient client = james.connect("mx")) {
            client.command("AUTH PLAIN " + login, 235);
            client.send(RealJames.BEN, recipient, Letter.any()).expect(250);
            client.quit();
        }
    }

    private static int answer(RealJames james, String sender, String recipient) {
        try (SmtpClient client = james.connect("mx")) {
            int code = client.send(sender, recipient, Letter.about("the online casino")).reply().code();
            client.quit();
            return code;
        }
    }
}
