package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Event;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator forgot the SessionGate: the hook at the dot decides on its own, blocking, and says so. */
class GateForgottenIT {
    private static RealJames james;
    private static LogWatch log;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        log = LogWatch.open();
        james = RealJames.in(directory)
                .file("conf/dotgate.ini", Ini.dot("first, second, must"))
                .with(SmtpBlock.bare("forgotten").dotHook())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        log.close();
    }

    @Test
    void theVerdictShouldStillCountAndTheLogSaySoOnceWhenThereIsNoGate() {
        Scene refused = Scene.open("nogatefail");
        refused.part(First.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test"));
        Scene passed = Scene.open("nogatepass");
        passed.part(First.class).holds();
        try (SmtpClient client = james.connect("forgotten")) {
            assertThat(client.send(refused.sender(), RealJames.BEN, Letter.any()).expect(550).last())
                    .isEqualTo("550 5.7.1 Not this one");
            client.send(passed.sender(), RealJames.BEN, Letter.any());
            Call call = passed.part(First.class).call();
            assertThat(call.content()).startsWith("Received: from ").contains("Dear Ben");
            assertThat(call.event()).isEqualTo(Event.DOT);
            call.release(Verdict.pass());
            client.expect(250);
            client.quit();
        }

        assertThat(james.delivered(refused.sender())).isEmpty();
        assertThat(james.delivered(passed.sender())).hasSize(1);
        assertThat(passed.part(Second.class).calls()).isEqualTo(1);
        assertThat(log.ofDotgate().stream().filter(said -> said.contains("SessionGate"))).hasSize(1);
    }

    @Test
    void aCopyShouldBeKeptWhenAFilterKeepsAndThereIsNoGate() {
        Scene scene = Scene.open("nogatekeep");
        scene.part(First.class).answers(Verdict.failKeep(Reply.of(550, "5.7.1", "Kept"), "test"));
        String letter = Letter.any();
        try (SmtpClient client = james.connect("forgotten")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(550);
            client.quit();
        }

        assertThat(james.kept(scene.sender())).singleElement()
                .satisfies(mail -> assertThat(mail.contentText()).isEqualTo(letter));
    }
}
