package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

    private static String judge() {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + System.getProperty("dotgate.jar")
                + " judge --config dotgate.ini --sender ann@client.test mail";
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
