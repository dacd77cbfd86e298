package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.Redis;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Jameses that share one Redis server behave as one. */
class NodesIT {
    private static Redis redis;
    private static RealJames left;
    private static RealJames right;

    @BeforeAll
    static void boot(@TempDir Path leftDirectory, @TempDir Path rightDirectory) throws Exception {
        redis = Redis.start();
        // by two names, so that each has a connection and a memory of its own
        left = boot(leftDirectory, redis.url("127.0.0.1"));
        right = boot(rightDirectory, redis.url("localhost"));
    }

    private static RealJames boot(Path directory, String url) throws Exception {
        String store = "[store]\nurl = " + url + "\n";
        String greylist = "[greylist]\ndelay = 2s\nspf = no\nauto-pass = off\n[filter greylist]\ntype = greylist\n";
        return RealJames.in(directory)
                .with(SmtpBlock.gated("grey", store + greylist + "[dot]\nrun = greylist\n"))
                // where whoever comes is early, however slow this machine is
                .with(SmtpBlock.gated("early", store + greylist.replace("delay = 2s", "delay = 1h") + "[dot]\nrun = greylist\n"))
                .with(SmtpBlock.gated("remembering", store + Ini.dot("first", "on-drop = remember")))
                .start();
    }

    @AfterAll
    static void end() throws Exception {
        left.close();
        right.close();
        redis.close();
    }

    @Test
    void theRetryShouldPassAtOneWhenTheFirstAttemptWasAtTheOther() {
        Scene scene = Scene.open("nodes");
        String letter = Letter.any();
        assertThat(code(left, scene, letter)).isEqualTo(451);
        assertThat(code(right, "early", scene, letter)).as("too early").isEqualTo(451);

        Patience.await("the delay is over").until(() -> code(right, scene, Letter.rebuilt(letter)) == 250);

        Delivered mail = right.delivered(scene.sender()).get(0);
        assertThat(new String(mail.raw())).startsWith("X-Greylist: delayed ");
        assertThat(code(left, scene, Letter.any())).as("another message, once the sender has passed").isEqualTo(250);
        assertThat(left.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void anotherMessageShouldWaitForItselfWhenNoneHasPassed() {
        Scene scene = Scene.open("others");
        String letter = Letter.any();
        assertThat(code(left, scene, letter)).isEqualTo(451);
        long first = System.nanoTime();
        Patience.await("the delay is over").until(() -> System.nanoTime() - first > 2_100_000_000L);

        assertThat(code(right, scene, Letter.about("something else"))).isEqualTo(451);
        assertThat(code(right, scene, letter)).isEqualTo(250);
    }

    @Test
    void aVerdictShouldAnswerTheRetryAtTheOtherWhenOneRemembersIt() {
        Scene scene = Scene.open("remembered");
        scene.part(First.class).holds();
        String letter = Letter.any();
        SmtpClient dropping = left.connect("remembering");
        dropping.send(scene.sender(), RealJames.BEN, letter);
        Call running = scene.part(First.class).call();
        dropping.dropByReset();
        dropping.awaitNoticed();
        running.release(Verdict.fail(Reply.of(550, "5.7.1", "Remembered"), "test"));
        running.awaitCarriedOut();

        try (SmtpClient there = right.connect("remembering")) {
            assertThat(there.send(scene.sender(), RealJames.BEN, letter).expect(550).last()).isEqualTo("550 5.7.1 Remembered");
        }
        assertThat(scene.part(First.class).calls()).isEqualTo(1);
    }

    private static int code(RealJames james, Scene scene, String letter) {
        return code(james, "grey", scene, letter);
    }

    private static int code(RealJames james, String block, Scene scene, String letter) {
        try (SmtpClient client = james.connect(block)) {
            int code = client.send(scene.sender(), RealJames.BEN, letter).reply().code();
            client.quit();
            return code;
        }
    }
}
