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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate inside TLS. */
class TlsIT {
    private static RealJames james;

    /** How a session comes to be encrypted. */
    enum Way {
        STARTTLS {
            @Override
            SmtpClient connect() {
                return james.connect("starttls").startTls();
            }
        },
        IMPLICIT {
            @Override
            SmtpClient connect() {
                return SmtpClient.connectTls(james.address("implicit")).greet();
            }
        };

        abstract SmtpClient connect();
    }

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("starttls", Ini.dot("first")).offeringStartTls())
                .with(SmtpBlock.gated("implicit", Ini.dot("first")).implicitTls())
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @ParameterizedTest
    @EnumSource
    void filtersShouldSeeProtocolAndCipherWhenTheSessionIsEncrypted(Way way) {
        Scene scene = Scene.open("tls");
        try (SmtpClient client = way.connect()) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).call().transaction().client().tls()).matches("TLSv1\\.[23][ /:_].*TLS_[A-Z0-9_]+.*");
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void repliesShouldComeInOrderWhenLinesComeBehindAParkedDotInTls(Way way) {
        Scene scene = Scene.open("tlspark");
        scene.part(First.class).holds();
        Scene next = Scene.open("tlsnext");
        try (SmtpClient client = way.connect()) {
            client.openData(scene.sender(), RealJames.BEN).dot(Letter.any());
            Call running = scene.part(First.class).call();
            client.lines("MAIL FROM:<" + next.sender() + ">", "RCPT TO:<ben@dotgate.test>", "DATA", "Subject: two", "", ".", "QUIT");
            running.release(Verdict.pass());
            for (int code : new int[] {250, 250, 250, 354, 250, 221}) {
                client.expect(code);
            }
        }

        assertThat(james.delivered(scene.sender())).hasSize(1);
        assertThat(james.delivered(next.sender())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theRunningFilterShouldBeCancelledWhenTheEncryptedClientDrops(Way way) {
        Scene scene = Scene.open("tlsdrop");
        scene.part(First.class).holds();
        SmtpClient client = way.connect();
        client.send(scene.sender(), RealJames.BEN, Letter.any());
        Call running = scene.part(First.class).call();
        client.close();

        running.awaitCancelled();
        running.awaitCarriedOut();
        assertThat(james.delivered(scene.sender())).isEmpty();
    }

    @Test
    void filtersShouldSeeNoTlsWhenTheSessionIsInTheClear() {
        Scene scene = Scene.open("clear");
        try (SmtpClient client = james.connect("starttls")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).call().transaction().client().tls()).isEmpty();
    }
}
