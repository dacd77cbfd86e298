package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored before a restart of James is known after it. */
class RestartIT {
    private static final String SENDER = "ann@client.test";

    @Test
    void theRetryShouldPassWhenTheFirstAttemptWasBeforeTheRestart(@TempDir Path directory) throws Exception {
        String ini = "[greylist]\nat = rcpt\ndelay = 1s\nspf = no\n";
        long first;
        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini)).start()) {
            assertThat(rcpt(james)).isEqualTo(451);
            first = System.nanoTime();
        }

        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini)).start()) {
            Patience.await("the delay is over").until(() -> System.nanoTime() - first > 1_100_000_000);
            assertThat(rcpt(james)).isEqualTo(250);
        }
        assertThat(directory.resolve("var/dotgate")).isDirectory();
    }

    @Test
    void theRetryShouldGetItsVerdictWhenThatWasMadeBeforeTheRestart(@TempDir Path directory) throws Exception {
        String ini = Ini.dot("first", "on-drop = remember");
        Scene scene = Scene.open("restart");
        scene.part(First.class).holds();
        String letter = Letter.any();
        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini)).start()) {
            SmtpClient dropping = james.connect("gate");
            dropping.send(scene.sender(), RealJames.BEN, letter);
            Call running = scene.part(First.class).call();
            dropping.dropByReset();
            dropping.awaitNoticed();
            running.release(Verdict.fail(Reply.of(550, "5.7.1", "Remembered"), "test"));
            running.awaitCarriedOut();
        }

        try (RealJames james = RealJames.in(directory).with(SmtpBlock.gated("gate", ini)).start();
                SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, Letter.rebuilt(letter)).expect(550);
        }
        assertThat(scene.part(First.class).calls()).isEqualTo(1);
    }

    private static int rcpt(RealJames james) {
        try (SmtpClient client = james.connect("gate")) {
            client.command("MAIL FROM:<" + SENDER + ">", 250);
            int code = client.line("RCPT TO:<" + RealJames.BEN + ">").reply().code();
            client.quit();
            return code;
        }
    }
}
