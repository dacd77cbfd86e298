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

/** James behind a load balancer that tells the client's address by the PROXY protocol. */
class ProxyIT {
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory)
                .with(SmtpBlock.gated("proxied", Ini.dot("first")).behindProxy().relaying("198.51.100.0/24"))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void filtersShouldSeeTheClientsOwnAddressWhenAProxyTellsIt() {
        Scene scene = Scene.open("proxied");
        scene.part(First.class).holds();
        try (SmtpClient client = connect("203.0.113.9")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any());
            Call call = scene.part(First.class).call();
            assertThat(call.transaction().client().address().getHostAddress()).isEqualTo("203.0.113.9");
            call.release(Verdict.pass());
            client.expect(250);
            client.quit();
        }

        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    @Test
    void relayNetworksShouldBeExemptByTheClientsOwnAddressWhenAProxyTellsIt() {
        Scene scene = Scene.open("proxiedrelay");
        try (SmtpClient client = connect("198.51.100.7")) {
            client.send(scene.sender(), RealJames.BEN, Letter.any()).expect(250);
            client.quit();
        }

        assertThat(scene.part(First.class).calls()).isZero();
        assertThat(james.delivered(scene.sender())).hasSize(1);
    }

    private static SmtpClient connect(String address) {
        return james.connectSilently("proxied").line("PROXY TCP4 " + address + " 192.0.2.25 40000 25").greet();
    }
}
