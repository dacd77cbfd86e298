package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
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
import org.dotgate.it.harness.SmtpReply;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters that fail to judge, and filters that only look on. */
class TroubleIT {
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("default", ini("")))
                .with(SmtpBlock.gated("pass", ini("on-error = pass\non-timeout = pass\n")))
                .with(SmtpBlock.gated("tempfail", ini("on-error = tempfail\non-timeout = tempfail\n")))
                .with(SmtpBlock.gated("reject", ini("on-error = reject\non-timeout = reject\nreply = 554 5.6.0 Cannot judge\n")))
                .with(SmtpBlock.gated("shadow", ini("mode = shadow\n", "30s")))
                .with(SmtpBlock.gated("keep", ini("keep = yes\n", "30s")))
                .start();
    }

    /** First, with these further lines and a short time-out, then Second. */
    private static String ini(String lines) {
        return ini(lines, "300ms");
    }

    private static String ini(String lines, String timeout) {
        return Ini.dot("second").replace("run = second", "run = first, second")
                + "\n[filter first]\ntype = class\nclass = " + First.class.getName() + "\ntimeout = " + timeout + "\n" + lines;
    }

    @AfterAll
    static void end() {
        james.close();
    }

    static Stream<Arguments> fallbacks() {
        return Stream.of(
                Arguments.of("default", "451 4\\.7\\.1 .+"),
                Arguments.of("tempfail", "451 4\\.7\\.1 .+"),
                Arguments.of("pass", "250 .+"),
                Arguments.of("reject", "554 5\\.6\\.0 Cannot judge"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fallbacks")
    void theConfiguredFallbackShouldCountWhenAFilterBreaks(String block, String reply) {
        Scene scene = Scene.open("broken");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            scene.part(First.class).call().breakDown(new IllegalStateException("java.lang.secret"));
            SmtpReply told = client.reply();
            assertThat(told.last()).matches(reply).doesNotContain("secret", "Exception");
            client.quit();
        }

        assertThat(scene.part(Second.class).calls()).isEqualTo(block.equals("pass") ? 1 : 0);
        assertThat(james.delivered(scene.sender())).hasSize(block.equals("pass") ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fallbacks")
    void theConfiguredFallbackShouldCountAndTheFilterBeCancelledWhenItTakesTooLong(String block, String reply) {
        Scene scene = Scene.open("slow");
        scene.part(First.class).holds();
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call running = scene.part(First.class).call();
            assertThat(client.reply().last()).matches(reply);
            running.awaitCancelled();
            running.release(Verdict.fail(Reply.of(550, "5.7.1", "Too late"), "late"));
            client.command("NOOP", 250);
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).hasSize(block.equals("pass") ? 1 : 0);
    }

    @Test
    void theMessageShouldPassAndTheVerdictBeLoggedWhenTheFilterIsAShadow() {
        Scene scene = Scene.open("shadow");
        scene.part(First.class).answers(Verdict.failKeep(Reply.of(550, "5.7.1", "Not this one"), "test"));
        try (LogWatch log = LogWatch.open(); SmtpClient client = james.connect("shadow")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
            assertThat(log.ofDotgate().stream().filter(said -> said.contains(" shadow: "))).singleElement()
                    .satisfies(said -> assertThat(said).contains("first", "550", "Not this one"));
        }

        assertThat(scene.part(Second.class).calls()).isEqualTo(1);
        assertThat(james.delivered(scene.sender())).hasSize(1);
        assertThat(james.kept(scene.sender())).isEmpty();
    }

    @Test
    void aCopyShouldBeKeptWhenTheSectionSaysKeep() {
        Scene scene = Scene.open("keepyes");
        scene.part(First.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Not this one"), "test"));
        String letter = Letter.any();
        try (SmtpClient client = james.connect("keep")) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(550);
            client.quit();
        }

        assertThat(james.kept(scene.sender())).singleElement()
                .satisfies(mail -> assertThat(mail.contentText()).isEqualTo(letter));
        assertThat(james.delivered(scene.sender())).isEmpty();
    }
}
