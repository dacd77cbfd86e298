package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself, with no Dotgate in the chain: what the other tests may rely on. */
class StockJamesIT {
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        james = RealJames.in(directory).with(SmtpBlock.stock("stock").maxMessageKib(64)).start();
    }

    @AfterAll
    static void end() {
        james.close();
    }

    @Test
    void aMessageShouldBeDeliveredByteForByteWhenSentThroughStockJames() {
        String content = "Subject: plain\r\n\r\n.one dot\r\n..two dots\r\n\u00e4\u00f6\u00fc\r\n";
        try (SmtpClient client = james.connect("stock")) {
            client.openData("exact@client.test", RealJames.BEN, RealJames.CARLA).dot(content).expect(250);
            client.quit();
        }

        assertThat(james.delivered("exact@client.test")).singleElement().satisfies(mail -> {
            assertThat(mail.contentText()).isEqualTo(content);
            assertThat(mail.recipients()).containsExactly(RealJames.BEN, RealJames.CARLA);
        });
    }

    @Test
    void nothingShouldBeDeliveredWhenTheClientDropsInsideData() {
        try (SmtpClient client = james.connect("stock")) {
            client.openData("half@client.test", RealJames.BEN).lines("Subject: half", "", "half").dropByReset();
        }

        assertThat(james.delivered("half@client.test")).isEmpty();
    }
}
