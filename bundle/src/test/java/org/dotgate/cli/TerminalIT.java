package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.probe.MxConversation;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that takes seconds, where standard error is a terminal and where it is not. {@code script} of util-linux gives one. */
class TerminalIT {
    private static final String ERASE = "\r\u001b[K";
    private static final int MESSAGES = 6;

    @TempDir
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        Path mail = Files.createDirectory(folder.resolve("mail"));
        for (int number = 0; number < MESSAGES; number++) {
            Files.writeString(mail.resolve(number + ".eml"), "Subject: minutes\n\nDear Bob\n");
        }
        Files.writeString(folder.resolve("dotgate.ini"), "[dot]\nrun = wait\n[filter wait]\ntype = delay\ndelay = 400ms\n");
    }

    @Test
    void progressShouldBeShownAndTakenAwayWhenSomebodyLooksOn() throws Exception {
        String seen = run("script -qec \"" + judge() + " > out\" /dev/null");

        assertThat(seen).containsPattern("\\[=+ +] [0-9]+%, [1-9] s left");
        assertThat(seen).startsWith(ERASE).endsWith(ERASE);
        assertThat(Files.readString(folder.resolve("out"))).contains("accepted").doesNotContain("\u001b", "s left");
    }

    @Test
    void nothingShouldBeShownWhenNobodyLooksOn() throws Exception {
        assertThat(run(judge() + " > out")).isEmpty();

        assertThat(Files.readString(folder.resolve("out"))).contains("accepted");
    }

    /** The server keeps silent until the bar has been seen. */
    @Test
    void timeShouldBeShownToSomebodyWhoLooksOnWhileAServerIsSilent() throws Exception {
        Map<String, List<String>> zone = Map.of("example.test", List.of("MX 10 mx.example.test"), "mx.example.test", List.of("A 127.0.0.1"));
        String seen;
        try (ScriptedDns dns = ScriptedDns.start(zone);
                ScriptedMx mx = ScriptedMx.builder().at(MxStage.GREETING, (conversation, command) -> refuseOnceSeen(conversation)).start()) {
            Files.writeString(folder.resolve("probe.ini"), "[callout]\nhelo = probe.test\nallow-private = yes\nresolver = " + dns.address()
                    + "\nport = " + mx.port() + "\n");
            seen = run("script -qec \"" + dotgate() + " callout probe --hard --json --config probe.ini anna@example.test > out; test \\$? -eq 3\""
                    + " /dev/null");
        }

        assertThat(seen).containsPattern("\\[=* +] [0-9]+%, [0-9]{2,3} s left").startsWith(ERASE).endsWith(ERASE);
        assertThat(Files.readAllLines(folder.resolve("out"))).hasSize(1).allMatch(line -> line.startsWith("{\"address\":\"anna@example.test\""));
    }

    private void refuseOnceSeen(MxConversation conversation) {
        try {
            if (Files.readString(folder.resolve("said")).contains("s left")) {
                conversation.say("554 5.7.1 go away");
            } else {
                conversation.later(Duration.ofMillis(50), () -> refuseOnceSeen(conversation));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String judge() {
        return dotgate() + " judge --config dotgate.ini --sender ann@client.test mail";
    }

    private static String dotgate() {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + System.getProperty("dotgate.jar");
    }

    /** What a shell's command writes to the terminal, or else to standard error. */
    private String run(String command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
