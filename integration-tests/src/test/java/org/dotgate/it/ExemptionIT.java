package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.dotgate.filter.Verdict;
import org.dotgate.it.filters.First;
import org.dotgate.it.filters.Ini;
import org.dotgate.it.filters.Scene;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose messages are not filtered. */
class ExemptionIT {
    private static final String AUTH =
            "AUTH PLAIN " + Base64.getEncoder().encodeToString(("\0" + RealJames.BEN + "\0" + RealJames.PASSWORD).getBytes());
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("relay", ini("")).relaying())
                .with(SmtpBlock.gated("relay-none", ini("[dotgate]\nexempt =\n")).relaying())
                .with(SmtpBlock.gated("relay-authenticated", ini("[dotgate]\nexempt = authenticated\n")).relaying())
                .with(SmtpBlock.gated("outside", ini("")).authenticating())
                .with(SmtpBlock.gated("outside-none", ini("[dotgate]\nexempt =\n")).authenticating())
                .with(SmtpBlock.gated("outside-relay", ini("[dotgate]\nexempt = relay\n")).authenticating())
                .start();
    }

    private static String ini(String section) {
        return section + Ini.dot("first");
    }

    @AfterAll
    static void end() {
        james.close();
    }

    static Stream<Arguments> sessions() {
        return Stream.of(
                Arguments.of("a relay client by default", "relay", false, false),
                Arguments.of("a relay client when nobody is exempt", "relay-none", false, true),
                Arguments.of("a relay client when only authenticated sessions are exempt", "relay-authenticated", false, true),
                Arguments.of("an authenticated session by default", "outside", true, false),
                Arguments.of("an authenticated session when nobody is exempt", "outside-none", true, true),
                Arguments.of("an authenticated session when only relay clients are exempt", "outside-relay", true, true),
                Arguments.of("a stranger by default", "outside", false, true),
                Arguments.of("a stranger when nobody is exempt", "outside-none", false, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sessions")
    void filtersShouldRunOnlyForThoseWhoAreNotExempt(String label, String block, boolean authenticated, boolean filtered) {
        Scene scene = Scene.open("exempt");
        scene.part(First.class).answers(Verdict.fail(Reply.of(550, "5.7.1", "Filtered"), "test"));
        try (SmtpClient client = james.connect(block)) {
            if (authenticated) {
                client.command(AUTH, 235);
            }
            client.send(scene.sender(), RealJames.CARLA, Letter.any()).expect(filtered ? 550 : 250);
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isEqualTo(filtered ? 1 : 0);
        assertThat(james.delivered(scene.sender())).hasSize(filtered ? 0 : 1);
        if (filtered) {
            assertThat(scene.part(First.class).call().transaction().client().user()).isEqualTo(
                    authenticated ? java.util.Optional.of(RealJames.BEN) : java.util.Optional.empty());
        }
    }
}
