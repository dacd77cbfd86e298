package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place of the configuration is named once, in the gate. */
class ConfigPlaceIT {
    @Test
    void theHookShouldFollowTheGateWhenOnlyTheGateNamesAnotherFile(@TempDir Path directory) throws Exception {
        Scene scene = Scene.open("place");
        scene.part(First.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test"));
        try (RealJames james = RealJames.in(directory)
                        .file("conf/elsewhere.ini", Ini.dot("first"))
                        .with(SmtpBlock.bare("gate")
                                .handlerReading("org.dotgate.hooks.SessionGate", "conf/elsewhere.ini")
                                .dotHook())
                        .start();
                SmtpClient client = james.connect("gate")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(550);
            client.quit();
            assertThat(james.delivered(scene.sender())).isEmpty();
        }
    }
}
