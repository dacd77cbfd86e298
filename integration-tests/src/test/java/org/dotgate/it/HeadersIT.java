package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.filters.Second;
import org.dotgate.it.harness.Delivered;
import org.dotgate.it.harness.Leaks;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields that verdicts have for a message stand on top of what James has queued. */
class HeadersIT {
    private static final String OURS = "Authentication-Results: mx.dotgate.test; dkim=pass header.d=client.test";
    private static final String STRANGERS = "Authentication-Results: mx.client.test; dkim=pass header.d=client.test\r\n";
    private static final String FORGED = "authentication-results:\r\n\t(not forged) MX.dotgate.test; dkim=pass header.d=bank.test\r\n";
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .file("conf/dotgate.ini", Ini.dot("first, second"))
                .with(SmtpBlock.gated("gate", Ini.dot("first, second")))
                .with(SmtpBlock.gated("shadow", Ini.dot("first, second").replace("timeout = 60s", "timeout = 60s\nmode = shadow")))
                .with(SmtpBlock.bare("forgotten").dotHook())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate", "forgotten"})
    void theFieldsShouldStandOnTopAndForgedOnesBeGone(String block) {
        Scene scene = Scene.open("headers" + block);
        scene.part(First.class).answers(Verdict.pass("waited").withHeader("X-Greylist", "delayed 301 seconds"));
        scene.part(Second.class).answers(Verdict.pass().withHeader("Authentication-Results", OURS.substring(OURS.indexOf(' ') + 1)));
        String rest = STRANGERS + "Subject: a\r\nContent-Type: broken/\r\n\r\n" + FORGED + "gr\u00fc\u00dfe\r\n";

        Delivered mail = sent(scene, block, FORGED + rest);

        assertThat(text(mail)).startsWith("X-Greylist: delayed 301 seconds\r\n" + OURS + "\r\nReceived: from ").endsWith(rest);
        assertThat(text(mail).substring(0, text(mail).indexOf("\r\n\r\n"))).doesNotContain("bank.test");
    }

    @Test
    void otherResultsShouldStayWhenNoneIsAdded() {
        Scene scene = Scene.open("noresults");
        scene.part(First.class).answers(Verdict.pass().withHeader("X-Greylist", "delayed 301 seconds"));

        assertThat(text(sent(scene, "gate", STRANGERS + "Subject: a\r\n\r\n"))).contains("\r\n" + STRANGERS);
    }

    @Test
    void aLargeMessageShouldBearThemToo() {
        Scene scene = Scene.open("large");
        scene.part(First.class).answers(Verdict.pass().withHeader("X-Greylist", "delayed 301 seconds"));
        String letter = "Subject: large\r\n\r\n" + "0123456789012345678901234567890123456789\r\n".repeat(50_000);

        assertThat(text(sent(scene, "gate", letter))).startsWith("X-Greylist: delayed 301 seconds\r\nReceived: ").endsWith(letter);
    }

    @Test
    void nothingShouldBeAddedByFiltersInShadowMode() {
        Scene scene = Scene.open("shadow");
        scene.part(First.class).answers(Verdict.pass().withHeader("X-Greylist", "delayed 301 seconds"));

        assertThat(text(sent(scene, "shadow", Letter.any()))).startsWith("Received: from ");
    }

    @Test
    void nothingShouldBeLeftBehindOfMessagesThatWereRewritten() {
        // what earlier servers in this JVM have left behind is none of ours; James's memory repository does with what is removed
        Leaks.collect();
        for (int number = 0; number < 20; number++) {
            Scene scene = Scene.open("leak");
            scene.part(First.class).answers(Verdict.pass().withHeader("X-Greylist", "delayed 301 seconds"));
            sent(scene, "gate", Letter.any());
        }

        assertThat(Leaks.collect()).isEmpty();
    }

    private static Delivered sent(Scene scene, String block, String letter) {
        try (SmtpClient client = james.connect(block)) {
            client.send(scene.sender(), RealJames.BEN, letter).expect(250);
            client.quit();
        }
        return james.delivered(scene.sender()).get(0);
    }

    private static String text(Delivered mail) {
        return new String(mail.raw(), StandardCharsets.ISO_8859_1);
    }
}
