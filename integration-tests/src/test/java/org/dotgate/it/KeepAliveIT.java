package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.Call;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continuation lines that keep a client waiting: all lines of one reply bear one code (RFC 5321, section 4.2.1). */
class KeepAliveIT {
    private static final Verdict REFUSED = Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test");
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("holding", Ini.dot("first", "keepalive = 50ms", "keepalive-code = 250")))
                .with(SmtpBlock.gated("deferring", Ini.dot("first", "keepalive = 50ms", "keepalive-code = 451")))
                .with(SmtpBlock.gated("slow", Ini.dot("first", "keepalive = 60s", "keepalive-code = 451")))
                .with(SmtpBlock.gated("budget", Ini.dot("first", "keepalive = 50ms", "budget = 4s")))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void theMessageShouldBeAcceptedUnderOneCodeWhenItPassesAfterContinuationLines() {
        Scene scene = Scene.open("hold");
        try (SmtpClient client = held(scene, "holding", Letter.any(), "250-")) {
            scene.part(First.class).call().release(Verdict.pass());
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("250"));
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).hasSize(1);
        assertThat(james.kept(scene.sender())).isEmpty();
    }

    @Test
    void theMessageShouldBeKeptInsteadOfDeliveredWhenItFailsAfterTheClientWasPromised250() {
        Scene scene = Scene.open("holdfail");
        String letter = Letter.any();
        try (SmtpClient client = held(scene, "holding", letter, "250-")) {
            scene.part(First.class).call().release(REFUSED);
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("250"));
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).isEmpty();
        assertThat(james.kept(scene.sender())).singleElement()
                .satisfies(mail -> assertThat(mail.contentText()).isEqualTo(letter));
    }

    @Test
    void theMessageShouldNotBeLostWhenTheBudgetIsSpentAfterTheClientWasPromised250() {
        Scene scene = Scene.open("holdbudget");
        try (SmtpClient client = held(scene, "budget", Letter.any(), "250-")) {
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("250"));
            scene.part(First.class).call().awaitCarriedOut();
            client.quit();
        }

        assertThat(james.delivered(scene.sender()).size() + james.kept(scene.sender()).size()).isEqualTo(1);
    }

    @Test
    void thePassShouldWaitForTheRetryWhenContinuationLinesBore451() {
        Scene scene = Scene.open("defer");
        String letter = Letter.any();
        try (SmtpClient client = held(scene, "deferring", letter, "451-")) {
            Call running = scene.part(First.class).call();
            running.release(Verdict.pass());
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("451"));
            running.awaitCarriedOut();
            assertThat(james.delivered(scene.sender())).isEmpty();
            client.quit();
        }
        try (SmtpClient retry = unhurried()) {
            assertThat(retry.send(scene.sender(), RealJames.BEN, Letter.rebuilt(letter)).expect(250).lines()).hasSize(1);
            retry.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void theRefusalShouldWaitForTheRetryWhenContinuationLinesBore451() {
        Scene scene = Scene.open("deferfail");
        String letter = Letter.any();
        try (SmtpClient client = held(scene, "deferring", letter, "451-")) {
            Call running = scene.part(First.class).call();
            running.release(REFUSED);
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("451"));
            running.awaitCarriedOut();
            client.quit();
        }
        try (SmtpClient retry = unhurried()) {
            retry.send(scene.sender(), RealJames.BEN, Letter.rebuilt(letter)).expect(550);
            retry.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).isEmpty();
        assertThat(james.kept(scene.sender())).isEmpty();
    }

    @Test
    void theVerdictShouldBeToldPlainlyWhenItComesBeforeTheFirstContinuationLine() {
        Scene passed = Scene.open("plainpass");
        Scene failed = Scene.open("plainfail");
        failed.part(First.class).answers(REFUSED);
        try (SmtpClient client = james.connect("slow")) {
            assertThat(client.send(passed.sender(), RealJames.BEN, Letter.any()).expect(250).lines()).hasSize(1);
            assertThat(client.send(failed.sender(), RealJames.BEN, Letter.any()).expect(550).lines()).hasSize(1);
            client.quit();
        }

        assertThat(james.delivered(passed.sender())).hasSize(1);
        assertThat(james.delivered(failed.sender())).isEmpty();
    }

    @Test
    void theRunningFilterShouldBeCancelledWhenTheClientDropsBetweenContinuationLines() {
        Scene scene = Scene.open("holddrop");
        SmtpClient client = held(scene, "holding", Letter.any(), "250-");
        client.dropByReset();

        Call running = scene.part(First.class).call();
        running.awaitCancelled();
        running.awaitCarriedOut();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void whatComesBehindTheDotShouldBeAnsweredAfterTheWholeReplyWhenContinuationLinesGoOut() {
        Scene scene = Scene.open("holdqueue");
        try (SmtpClient client = held(scene, "holding", Letter.any(), "250-")) {
            client.lines("NOOP", "QUIT");
            assertThat(client.replyLine()).startsWith("250-");
            scene.part(First.class).call().release(Verdict.pass());
            assertThat(end(client).lines()).allMatch(line -> line.startsWith("250"));
            client.expect(250);
            client.expect(221);
            client.expectClosed();
        }

        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    /** A client that has read two continuation lines. */
    private static SmtpClient held(Scene scene, String block, String letter, String line) {
        scene.part(First.class).holds();
        SmtpClient client = james.connect(block);
        client.send(scene.sender(), RealJames.BEN, letter);
        assertThat(client.replyLine()).startsWith(line);
        assertThat(client.replyLine()).startsWith(line);
        return client;
    }

    /** A client whose message is judged before the first continuation line is due, however busy this machine is. */
    private static SmtpClient unhurried() {
        return james.connect("slow");
    }

    private static SmtpReply end(SmtpClient client) {
        return client.reply();
    }
}
