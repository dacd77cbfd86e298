package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several configurations side by side: two Jameses in one JVM, and two ports in one James. */
class TwoServersIT {
    private static RealJames left;
    private static RealJames right;

    @BeforeAll
    static void boot(@TempDir Path leftDirectory, @TempDir Path rightDirectory) throws Exception {
        left = RealJames.in(leftDirectory)
                .file("conf/dotgate.ini", Ini.dot("first", "on-drop = remember"))
                .with(SmtpBlock.bare("default").gate().dotHook())
                .with(SmtpBlock.gated("other", Ini.dot("second")))
                .start();
        right = RealJames.in(rightDirectory)
                .file("conf/dotgate.ini", Ini.dot("second", "on-drop = remember"))
                .with(SmtpBlock.bare("default").gate().dotHook())
                .start();
    }

    @AfterAll
    static void end() {
        left.close();
        right.close();
    }

    @ParameterizedTest
    @CsvSource({"left,default,1,0", "left,other,0,1", "right,default,0,1"})
    void onlyTheFiltersOfItsOwnFileShouldRunWhenAPortHasAFileOfItsOwn(String which, String block, int first, int second) {
        RealJames james = which.equals("left") ? left : right;
        Scene scene = Scene.open(which);
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(first);
        assertThat(scene.part(Second.class).calls()).isEqualTo(second);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void aVerdictShouldNotBeKnownToTheOtherJamesWhenOneRemembersIt() {
        Scene scene = Scene.open("memory");
        scene.part(First.class).holds();
        String letter = Letter.any();
        SmtpClient dropping = left.connect("default");
        dropping.send(scene.sender(), RealJames.BEN, letter);
        Call running = scene.part(First.class).call();
        dropping.dropByReset();
        dropping.awaitNoticed();
        running.release(Verdict.fail(Reply.of(550, "5.7.1", "Remembered"), "test"));
        running.awaitCarriedOut();

        try (SmtpClient there = right.connect("default"); SmtpClient here = left.connect("default")) {
            there.send(scene.sender(), RealJames.BEN, letter).expect(250);
            here.send(scene.sender(), RealJames.BEN, letter).expect(550);
        }
        assertThat(right.delivered(scene.sender())).hasSize(1);
        assertThat(left.delivered(scene.sender())).isEmpty();
    }

    @Test
    void theOtherJamesShouldGoOnWhenOneIsStopped(@TempDir Path directory) throws Exception {
        Scene scene = Scene.open("stopped");
        scene.part(Second.class).holds();
        try (SmtpClient client = right.connect("default")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(Second.class).call();
            RealJames third = RealJames.in(directory)
                    .file("conf/dotgate.ini", Ini.dot("first"))
                    .with(SmtpBlock.bare("default").gate().dotHook())
                    .start();
            third.close();
            running.release(Verdict.pass());
            client.expect(250);
            client.quit();
        }
        assertThat(right.delivered(scene.sender())).hasSize(1);
    }
}
