package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dotgate.it.harness.HeldDns;
import org.dotgate.it.harness.LogWatch;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The allow filter at a real dot, before a filter that refuses what it sees. */
class AllowIT {
    private static final String INI = """
            [dot]
            run = allow, words
            [filter allow]
            type = allow
            list = conf/%s.txt
            %s
            [filter words]
            type = words
            list = conf/spamwords.txt
            """;

    private static HeldDns dns;
    private static RealJames james;

    @BeforeAll
    static void boot(@TempDir Path directory) throws Exception {
        dns = HeldDns.open();
        String ini = INI + "\n[callout]\nresolver = " + dns.address() + "\n";
        james = RealJames.in(directory)
                .file("conf/spamwords.txt", "replica watches\n")
                .file("conf/network.txt", "127.0.0.0/8\n")
                .file("conf/senders.txt", "ann@client.test\n.shop.test\n")
                .file("conf/changing.txt", "# nobody yet\n")
                .with(SmtpBlock.gated("network", ini.formatted("network", "")))
                .with(SmtpBlock.gated("believed", ini.formatted("senders", "require-auth = none")))
                .with(SmtpBlock.gated("proven", ini.formatted("senders", "learned = yes")))
                .with(SmtpBlock.gated("changing", ini.formatted("changing", "")))
                .start();
    }

    @AfterAll
    static void end() {
        james.close();
        dns.close();
    }

    @Test
    void messageShouldSkipTheOtherFiltersWhenItsClientIsOnTheList() {
        assertThat(codeOf("network", "who@client.test")).isEqualTo(250);
        assertThat(codeOf("network", "")).isEqualTo(250);
    }

    @Test
    void messageShouldSkipTheOtherFiltersWhenItsSenderIsBelieved() {
        assertThat(codeOf("believed", "Ann@Client.test")).isEqualTo(250);
        assertThat(codeOf("believed", "news@mail.shop.test")).isEqualTo(250);
        assertThat(codeOf("believed", "who@client.test")).isEqualTo(550);
    }

    @Test
    void messageShouldMeetTheOtherFiltersWhenNothingVouchesForItsSender() {
        try (LogWatch log = LogWatch.open()) {
            assertThat(codeOf("proven", "ann@client.test")).isEqualTo(550);
            assertThat(codeOf("proven", "who@client.test")).isEqualTo(550);
            assertThat(log.ofDotgate()).noneMatch(said -> said.startsWith("ERROR") || said.startsWith("WARN"));
        }
    }

    @Test
    void newEntryShouldCountWhenOnlyTheListChanges() {
        assertThat(codeOf("changing", "who@client.test")).isEqualTo(550);

        james.file("conf/changing.txt", "127.0.0.1\n");

        Patience.await("the new list counts").until(() -> codeOf("changing", "who@client.test") == 250);
    }

    @Test
    void oldListShouldStayWhenTheNewOneIsWrong() {
        try (LogWatch log = LogWatch.open()) {
            james.file("conf/network.txt", "127.0.0.1/8\n");
            Patience.await("the mistake is logged").until(() -> log.ofDotgate().stream().anyMatch(said -> said.startsWith("ERROR")
                    && said.contains("conf/network.txt:1: '127.0.0.1/8'") && said.contains("did you mean '127.0.0.0/8'?")));
        }

        assertThat(codeOf("network", "who@client.test")).isEqualTo(250);
    }

    private static int codeOf(String block, String sender) {
        try (SmtpClient client = james.connect(block)) {
            int code = client.send(sender, RealJames.BEN, Letter.about("replica watches")).reply().code();
            client.quit();
            return code;
        }
    }
}
